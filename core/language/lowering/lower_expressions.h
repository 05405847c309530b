// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/lowering/context.h"

#include <cstdint>
#include <string_view>

namespace racewalk::lowering {

Value value(Context &context, const syntax::Expression &expression, Use use = Use::Value);
/// An expression as a statement: its value is dropped.
void effect(Context &context, const syntax::Expression &expression);
/// A value that can be compared with zero; wrong, reported, otherwise.
Value condition(Context &context, const syntax::Expression &expression, Use use);
/// A condition that steers: with a Decide, and a text for its only read. `keyword` is that of its
/// statement.
Value decide(Context &context, const syntax::Expression &expression, std::string_view keyword = {});
/// Emits the Decide of an operation whose whole text is a test, such as `atomic_dec_and_test(&v)`.
/// Returns the outcome.
Value ownTest(Context &context, std::uint32_t operation, const Value &outcome,
              const SourceSpan &span);

} // namespace racewalk::lowering

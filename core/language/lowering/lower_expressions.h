// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/lowering/context.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace racewalk::lowering {

Value value(Context &context, const syntax::Expression &expression, Use use = Use::Value);
/// Lowers an expression that is a statement; its value is not used.
void effect(Context &context, const syntax::Expression &expression);
/// Lowers a value that can be compared with zero. Reports any other one.
Value condition(Context &context, const syntax::Expression &expression, Use use);
/// Emits the Decide of the condition that the code from `begin` to here computes, unless its
/// outcome is a constant. If the code has one visible read, the read's text becomes `text`.
void nameTest(Context &context, std::uint32_t begin, const Value &outcome, const SourceSpan &tested,
              std::string text, std::string_view keyword = {});
/// Lowers a condition that decides where the code continues: emits a Decide, and gives the
/// condition's text to its only read. `keyword` is that of the statement.
Value decide(Context &context, const syntax::Expression &expression, std::string_view keyword = {});
/// Emits the Decide of an operation whose whole text is a test, such as `atomic_dec_and_test(&v)`.
/// Returns the outcome.
Value ownTest(Context &context, std::uint32_t operation, const Value &outcome,
              const SourceSpan &span);

} // namespace racewalk::lowering

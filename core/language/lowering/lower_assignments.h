// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/lowering/context.h"

#include <cstddef>

namespace racewalk::lowering {

/// Lowers an assignment. Returns its value.
Value assign(Context &context, const syntax::AssignmentExpression &node, const SourceSpan &span);
/// Lowers `target op= amount`, a read and a write; without `amount`, the amount is 1.
Value update(Context &context, const syntax::Expression &target, syntax::BinaryOperator op,
             const syntax::Expression *amount, const SourceSpan &span);

/// Returns the current value or lvalue, which does not change if `later` assigns a local variable.
Value kept(Context &context, const Value &early, const syntax::Expression &later);
Lvalue kept(Context &context, Lvalue early, const syntax::Expression &later);
/// Returns the current value of a call's argument, which does not change if later arguments assign
/// a local variable.
Value keptArgument(Context &context, const Value &early, const syntax::CallExpression &node,
                   std::size_t number);

} // namespace racewalk::lowering

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/lowering/context.h"

#include <cstddef>

namespace racewalk::lowering {

/// The value of the assignment.
Value assign(Context &context, const syntax::AssignmentExpression &node, const SourceSpan &span);
/// `target op= amount`, a read and a write; without an amount by 1.
Value update(Context &context, const syntax::Expression &target, syntax::BinaryOperator op,
             const syntax::Expression *amount, const SourceSpan &span);

/// What was evaluated, or where it is, as it is now, even if `later` assigns a local variable.
Value kept(Context &context, const Value &early, const syntax::Expression &later);
Lvalue kept(Context &context, Lvalue early, const syntax::Expression &later);
/// The value of an argument of a call as it is now, whatever the later arguments assign.
Value keptArgument(Context &context, const Value &early, const syntax::CallExpression &node,
                   std::size_t number);

} // namespace racewalk::lowering

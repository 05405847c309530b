// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/lowering/context.h"

namespace racewalk::lowering {

/// Lowers `a op b`; a constant if both operands are.
Value computed(Context &context, Op op, Operand a, Operand b, TypeId registerType,
               const SourceSpan &span);
Value arithmetic(Context &context, syntax::BinaryOperator op, Value left, Value right,
                 const SourceSpan &span);
Value comparePointers(Context &context, syntax::BinaryOperator op, Value left, Value right,
                      const SourceSpan &span);
Value negated(Context &context, Value operand, const SourceSpan &span);
Value asTruth(Context &context, Value operand, const SourceSpan &span);

/// Converts the value as an assignment to a variable of type `to` does.
Value convert(Context &context, Value from, TypeId to, const SourceSpan &span);

/// Returns whether the operand is an integer; reports if it is not.
bool checkInteger(Context &context, const Value &operand, const SourceSpan &span);
bool isNull(const Value &operand);

} // namespace racewalk::lowering

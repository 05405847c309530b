// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/lowering/context.h"

namespace racewalk::lowering {

/// `a op b`, computed now if both are constants.
Value computed(Context &context, Op op, Operand a, Operand b, TypeId registerType,
               const SourceSpan &span);
Value arithmetic(Context &context, syntax::BinaryOperator op, Value left, Value right,
                 const SourceSpan &span);
Value comparePointers(Context &context, syntax::BinaryOperator op, Value left, Value right,
                      const SourceSpan &span);
Value negated(Context &context, Value operand, const SourceSpan &span);
Value asTruth(Context &context, Value operand, const SourceSpan &span);

/// The value as if assigned to something of type `to`.
Value convert(Context &context, Value from, TypeId to, const SourceSpan &span);

/// False, reported, for what is no integer.
bool checkInteger(Context &context, const Value &operand, const SourceSpan &span);
bool isNull(const Value &operand);

} // namespace racewalk::lowering

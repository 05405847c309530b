// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/lowering/context.h"
#include "language/lowering/primitives/primitives.h"

#include <cstddef>
#include <vector>

namespace racewalk::lowering {

/// A call of a primitive with the right number of arguments, each of its kind.
struct PrimitiveCall {
    const Primitive &primitive;
    const syntax::CallExpression &node;
    const SourceSpan &span;
    Use use = Use::Value;
    std::vector<Value> values; ///< of the arguments, without those that the lowering evaluates
};

/// Returns the letter of the argument with that number.
char letterAt(const Primitive &known, std::size_t number);

/// Checks and evaluates the arguments, then calls the lowering of the primitive's row.
Value callPrimitive(Context &context, const Primitive &known, const syntax::CallExpression &node,
                    const SourceSpan &span, Use use);

} // namespace racewalk::lowering

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/lowering/context.h"

namespace racewalk::lowering {

/// Lowers a call of a function of the scenario, which is inlined, or of a primitive.
Value call(Context &context, const syntax::CallExpression &node, const SourceSpan &span, Use use);
/// Begins a call of the function: the following instructions belong to it.
void enterFunction(Context &context, FunctionId function, const SourceSpan &site);

} // namespace racewalk::lowering

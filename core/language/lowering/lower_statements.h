// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/lowering/context.h"

namespace racewalk::lowering {

/// The body of the frame's function, up to where all its returns meet; `end` is its closing brace.
void functionBody(Context &context, const syntax::Block &body, const SourceSpan &end);

} // namespace racewalk::lowering

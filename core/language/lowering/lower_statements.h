// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/lowering/context.h"

namespace racewalk::lowering {

/// Lowers the body of the frame's function, up to the point where all its returns meet; `end` is
/// its closing brace.
void functionBody(Context &context, const syntax::Block &body, const SourceSpan &end);

} // namespace racewalk::lowering

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/lowering/context.h"

#include <vector>

namespace racewalk::lowering {

void declareLocals(Context &context, const std::vector<syntax::Variable> &variables);
void declareLocal(Context &context, const syntax::Variable &variable);

} // namespace racewalk::lowering

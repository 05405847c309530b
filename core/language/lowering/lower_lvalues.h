// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/lowering/context.h"

#include <string>

namespace racewalk::lowering {

Lvalue lvalue(Context &context, const syntax::Expression &expression);
Lvalue lvalueOfName(Context &context, const std::string &name, const SourceSpan &span);
/// `*pointer`
Lvalue pointedTo(Context &context, const Value &pointer, const SourceSpan &span);
/// `&operand`
Value addressOf(Context &context, const syntax::Expression &operand, const SourceSpan &span);

void reportUnknownName(Context &context, const std::string &name, const SourceSpan &span);

} // namespace racewalk::lowering

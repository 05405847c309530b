// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/lowering/context.h"

#include <string>

namespace racewalk::lowering {

Value load(Context &context, const Lvalue &from, const SourceSpan &span, Use use,
           Ordering ordering = Ordering::Plain, std::string shown = {});
/// Into shared memory.
void store(Context &context, const Lvalue &to, const Value &what, const SourceSpan &span,
           Ordering ordering, std::string shown);
void setLocal(Context &context, const Lvalue &to, const Value &what, const SourceSpan &span);

/// False, reported, for what cannot be assigned as a whole.
bool checkAssignable(Context &context, const Lvalue &target, const SourceSpan &span);
/// The scalar at an address that a primitive was given.
Lvalue wordLvalue(Context &context, const Value &address);
/// The role of a read of a number, or of a pointer.
Role readRole(Use use, bool isPointer);
/// Gives the last instruction, if it is the read that gave the value, the whole assignment's text.
void nameAssignedRead(Context &context, const Value &what, std::string text);

} // namespace racewalk::lowering

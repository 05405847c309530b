// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/lowering/context.h"

#include <string>

namespace racewalk::lowering {

Value load(Context &context, const Lvalue &from, const SourceSpan &span, Use use,
           Ordering ordering = Ordering::Plain, std::string shown = {});
/// Emits a store to shared memory.
void store(Context &context, const Lvalue &to, const Value &what, const SourceSpan &span,
           Ordering ordering, std::string shown);
void setLocal(Context &context, const Lvalue &to, const Value &what, const SourceSpan &span);

/// Returns whether the target can be assigned as a whole; reports if it cannot.
bool checkAssignable(Context &context, const Lvalue &target, const SourceSpan &span);
/// The scalar at the address that is a primitive's argument.
Lvalue wordLvalue(Context &context, const Value &address);
/// The role of a read with this use, of a number or of a pointer.
Role readRole(Use use, bool isPointer);
/// If the last instruction is the read that produced the assigned value, gives it the text of the
/// whole assignment. A read that is converted first keeps its own text: the variable gets another
/// value.
void nameAssignedRead(Context &context, const Value &what, std::string text);

} // namespace racewalk::lowering

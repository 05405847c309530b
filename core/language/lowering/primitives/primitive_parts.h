// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/lowering/primitives/lower_primitives.h"

#include <span>

// Shared parts of the lowerings of several families of primitives.
namespace racewalk::lowering {

/// Lowers to one instruction: the arguments are its operands, then `fixed`.
Value operation(Context &context, const PrimitiveCall &call);
/// Lowers to an Exchange or CompareExchange at the first argument's address; returns the old value.
Value exchange(Context &context, const PrimitiveCall &call);
/// Lowers to a write of the second argument to the first one's address.
Value writeAddress(Context &context, const PrimitiveCall &call);
/// Emits no instruction.
Value noInstruction(Context &context, const PrimitiveCall &call);

Value write(Context &context, const Primitive &known, const Lvalue &to, const Value &what,
            const SourceSpan &span);
Value bitOperation(Context &context, const Primitive &known, const Value &word, const Value &bit,
                   const SourceSpan &span, Use use);
/// Returns whether the word has such a bit; reports if it does not.
bool checkBit(Context &context, const Value &word, const Value &bit, const SourceSpan &span);

/// The rows of primitives(), family by family.
std::span<const Primitive> memoryPrimitives();
std::span<const Primitive> atomicPrimitives();
std::span<const Primitive> lockPrimitives();
std::span<const Primitive> waitingPrimitives();
std::span<const Primitive> objectPrimitives();
std::span<const Primitive> checkPrimitives();

} // namespace racewalk::lowering

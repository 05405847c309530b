// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/ids.h"
#include "program/program.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace racewalk {

// The store buffers of tso and pso. tso is the abstract machine of Owens, Sarkar, Sewell, "A better
// x86 memory model: x86-TSO", TPHOLs 2009: a FIFO of stores for each thread, read by that thread
// alone. pso lets stores to different places overtake each other, but not across a barrier (The
// SPARC Architecture Manual, Version 8, appendix K: STBAR). Loads are never reordered with loads.

/// One entry of a thread's buffer. A barrier, which orders the stores ahead of it and after it
/// under pso, has no cell.
struct BufferedStore {
    CellId cell = nullCell;
    std::int32_t value = 0;

    bool isBarrier() const { return cell == nullCell; }
    bool operator==(const BufferedStore &) const = default;
};

/// Whether the instruction's effect goes to the thread's store buffer: a write, releasing a lock.
bool isBufferedStore(Op op);
/// Whether the instruction is a barrier ahead of its own store under pso: smp_wmb(), and every
/// release.
bool isStoreBarrier(const Instruction &instruction);
/// Whether the instruction only orders later stores after its own.
bool isBarrierBehind(const Instruction &instruction);
/// Whether the instruction waits for an empty buffer: full barriers, atomic read-modify-write
/// operations, taking a lock, queueing, sleeping, waking, freeing, and call_rcu(), because a grace
/// period orders earlier stores before every later reader. finish_wait() waits only if it has to
/// take the queue's lock, which depends on the state.
bool needsEmptyBuffer(const Instruction &instruction);

/// Largest number of entries of a buffer. A buffer has as many entries as its thread can ever need,
/// up to this limit; a store into a full buffer waits until one is drained.
inline constexpr std::size_t maxStoreBuffer = 8;
/// Returns the number of entries of the buffer of a thread with this body; 0 under sc.
std::size_t storeBufferCapacity(const Body &body, MemoryModel model);

/// The stores of a body that can be buffered, numbered by their places in the text: a function's
/// statement is an instruction for each call of it.
struct StoreNumbers {
    std::vector<std::uint32_t> positions;  ///< by number: of the first of its instructions
    std::vector<std::uint16_t> ofPosition; ///< number by position in Body::code
};
StoreNumbers storeNumbers(const Body &body);

} // namespace racewalk

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

/// One entry of a thread's buffer. A barrier, which orders the stores before and behind it under
/// pso, has no cell.
struct BufferedStore {
    CellId cell = nullCell;
    std::int32_t value = 0;

    bool isBarrier() const { return cell == nullCell; }
    bool operator==(const BufferedStore &) const = default;
};

/// Whether the instruction's effect goes to the thread's store buffer: a write, releasing a lock.
bool isBufferedStore(Op op);
/// Whether pso keeps the stores before it from being overtaken by it and by those behind it:
/// smp_wmb(), and every release.
bool isStoreBarrier(const Instruction &instruction);
/// Whether it keeps the stores behind it from overtaking it, and orders nothing else.
bool isBarrierBehind(const Instruction &instruction);
/// Whether it waits for an empty buffer: full barriers, atomic read-modify-write operations, taking
/// a lock, queueing, sleeping, waking, freeing, and call_rcu(), as a grace period orders what was
/// stored before it against every later reader. finish_wait() does only if it has to take the
/// queue's lock, which depends on the state.
bool needsEmptyBuffer(const Instruction &instruction);

/// A buffer holds as many stores as its thread can ever have in it, but no more than this: a store
/// into a full buffer waits until one is drained.
inline constexpr std::size_t maxStoreBuffer = 8;
/// How many entries the buffer of a thread with this body has. 0 under sc.
std::size_t storeBufferCapacity(const Body &body, MemoryModel model);

/// The stores of a body that can be buffered, numbered by their places in the text: a function's
/// statement is an instruction for each call of it.
struct StoreNumbers {
    std::vector<std::uint32_t> positions;  ///< by number: of the first of its instructions
    std::vector<std::uint16_t> ofPosition; ///< number by position in Body::code
};
StoreNumbers storeNumbers(const Body &body);

} // namespace racewalk

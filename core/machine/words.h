// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// Returns the holders of a lock and the threads queued ahead: "held by a", "held by w, behind b in
/// its queue".
std::string inTheWayText(const Program &program, ThreadMask holders, ThreadMask queued);

/// The locks whose unlocks wait in store buffers, in the order of threads and stores.
std::vector<CellId> bufferedUnlocks(const Machine &machine, StateView state);

/// A description of a readiness, for a thread card's two lines and for `replay`.
struct Reason {
    std::string headline; ///< "Spinning on i_lock", "Sleeping", "Done"
    std::string detail;   ///< "Held by evict", "Its unlock is buffered", "wq, until woken", ""
};
Reason reasonFor(const Machine &machine, StateView state, ThreadId thread);
/// Returns a readiness as one clause: "lookup is spinning on inodes[0].i_lock, held by evict".
std::string sentenceFor(const Machine &machine, StateView state, ThreadId thread);

/// Returns a value as in source code: "I_FREEING | I_CLEAR", "NULL", "&inodes[0]", "true", "-1".
std::string valueText(const Program &program, TypeId type, std::int32_t value);
/// Returns a store as text: "x = 1", "lock = free"; "barrier".
std::string storeText(const Program &program, BufferedStore store);
/// Returns a thread's store buffer, oldest first, "x = 1, y = 2", or "empty". A barrier is a bar:
/// "x = 1 | y = 2".
std::string bufferText(const Machine &machine, StateView state, ThreadId thread);
/// Returns a cell's content: as valueText(); a lock's owner or "free"; a queue's waiters or
/// "empty"; "freed" in freed memory.
std::string cellText(const Machine &machine, StateView state, CellId cell);

/// Returns the name of a pointer's target: "inodes[0]" for the first cell of an object or struct,
/// otherwise the cell's path.
std::string addressText(const Program &program, CellId cell);

struct FlagValue {
    std::string name;
    bool isSet = false;
};
/// Returns the flags of a value of a flags type in order of declaration; unnamed bits that are set
/// follow as numbers.
std::vector<FlagValue> flagsOf(const Type &type, std::int32_t value);

/// "a, b and c" for the threads of a mask.
std::string threadNames(const Program &program, ThreadMask threads);

/// Formats printk's %d %u %x %s %p %c and %% with `arguments` in order; other sequences stay
/// unchanged.
std::string formatPrint(std::string_view format, std::span<const std::int32_t> arguments);

/// Returns a failure as a clause: "lookup uses inodes[0].i_lock after it was freed".
std::string failureSentence(const Program &program, const StepRecord::Failure &failure);
/// Returns the failure of an invariant or final as a clause: "after a step of a the invariant x < 2
/// does not hold".
std::string propertySentence(const Program &program, const Property &property,
                             const StepRecord::Failure &failure);

struct Change {
    std::string place; ///< cell path, "lookup: task state", "rcu: inodes[0]"
    std::string before, after;
    std::optional<CellId> cell;
    bool operator==(const Change &) const = default;
};
/// Returns the visible differences between two states: cells, queues, task states, RCU readers,
/// callbacks. Positions and registers are not included.
std::vector<Change> changesBetween(const Machine &machine, StateView before, StateView after);

} // namespace racewalk

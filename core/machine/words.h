// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// Who holds a lock, and who queues before a thread: "held by a", "held by w, behind b in its queue".
std::string inTheWayText(const Program &program, ThreadMask holders, ThreadMask queued);

/// A readiness in words, for a thread card's two lines and for `replay`.
struct Reason {
    std::string headline; ///< "Spinning on i_lock", "Sleeping", "Done"
    std::string detail;   ///< "Held by evict", "wq, until woken", ""
};
Reason reasonFor(const Machine &machine, StateView state, ThreadId thread);
/// The same as one clause: "lookup is spinning on inodes[0].i_lock, held by evict".
std::string sentenceFor(const Machine &machine, StateView state, ThreadId thread);

/// A value as the source would write it: "I_FREEING | I_CLEAR", "NULL", "&inodes[0]", "true", "-1".
std::string valueText(const Program &program, TypeId type, std::int32_t value);
/// A store as a person writes it, "x = 1", "lock = free"; "barrier".
std::string storeText(const Program &program, BufferedStore store);
/// A thread's store buffer, oldest first, "x = 1, y = 2", or "empty". A barrier is a bar:
/// "x = 1 | y = 2".
std::string bufferText(const Machine &machine, StateView state, ThreadId thread);
/// A cell's content: as valueText; a lock's owner or "free"; a queue's waiters or "empty"; "freed"
/// in freed memory.
std::string cellText(const Machine &machine, StateView state, CellId cell);

/// The name of a pointer's target: "inodes[0]" for the object's or struct's first cell, else the
/// cell's path.
std::string addressText(const Program &program, CellId cell);

struct FlagValue {
    std::string name;
    bool isSet = false;
};
/// The flags of a value of a flags type in order of declaration; unnamed bits that are set come
/// last as numbers.
std::vector<FlagValue> flagsOf(const Type &type, std::int32_t value);

/// "a, b and c" for the threads of a mask.
std::string threadNames(const Program &program, ThreadMask threads);

/// printk's %d %u %x %s %p %c and %% filled in with `arguments` in order; others stay as they are.
std::string formatPrint(std::string_view format, std::span<const std::int32_t> arguments);

/// What went wrong, as a clause: "lookup uses inodes[0].i_lock after it was freed".
std::string failureSentence(const Program &program, const StepRecord::Failure &failure);
/// The same for an invariant or final: "after a step of a the invariant x < 2 does not hold".
std::string propertySentence(const Program &program, const Property &property,
                             const StepRecord::Failure &failure);

struct Change {
    std::string place; ///< cell path, "lookup: task state", "rcu: inodes[0]"
    std::string before, after;
    std::optional<CellId> cell;
    bool operator==(const Change &) const = default;
};
/// What differs between two states that people look at: cells, queues, task states, RCU readers,
/// callbacks. Positions and registers are not listed.
std::vector<Change> changesBetween(const Machine &machine, StateView before, StateView after);

} // namespace racewalk

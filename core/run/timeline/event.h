// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/step.h"
#include "machine/step_record.h"
#include "machine/words.h"
#include "program/instruction.h"
#include "program/program.h"
#include "run/timeline/access_words.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace racewalk {

/// One of the operations that an atomic block does in one step.
struct EventPart {
    std::uint32_t position = 0; ///< in the thread's body
    std::optional<CellId> cell;
    std::string text, source; ///< as of Event, of this operation alone
    std::string result;       ///< as Event::result; empty for a write
};

/// A description of one step, as text and data.
struct Event {
    Step step;
    std::uint32_t position = 0; ///< of its first visible operation, in the thread's body
    Op op = Op::End;
    Role role = Role::None;
    CallId call{};
    SourceSpan span; ///< of the operation
    SourceSpan statement;
    /// For text formats, with the indexes that are meant: "spin_lock(&inode->i_lock)",
    /// "spin_lock(&accounts[0].lock)".
    std::string text;
    std::string source; ///< `text` as the source has it: "spin_lock(&accounts[first].lock)"
    /// Short, for pictures: "spin_lock(i_lock)", "counter" of a read, "counter = 1" of a write; or
    /// the line's `//@ text`.
    std::string label;
    bool isLabelled = false;  ///< `label` is a `//@ text`
    std::string compactLabel; ///< where the labels do not fit; empty: none
    std::string spoken;       ///< spokenEvent()
    std::string result; ///< in a word or two, for text formats: "found", "-> 0", "true", "asleep",
                        ///< "reads 0"; the failure of the operation itself; or empty
    std::string note;   ///< the result, and what fails after it: "-> 3, BUG_ON"
    std::string pictureNote;    ///< the same for pictures, with an arrow for "->"
    Access access;              ///< of a plain read or write, the only operation of its step
    bool failsLater = false;    ///< the thread fails after the result, in its local work
    std::optional<CellId> cell; ///< the scalar, lock or queue it is about
    std::vector<ThreadId> woken;
    bool slept = false;
    std::vector<EventPart> parts; ///< if it has several operations with names; otherwise empty
    std::vector<Change> changes;
    StepRecord record;
};

/// `before` and `after` are the states around the step that made `record`.
Event eventFor(const Machine &machine, StateView before, StateView after, Step step,
               StepRecord record);

/// The event of the next step, before it is taken. Not of a step that is not enabled.
Event eventAhead(const Machine &machine, StateView state, Step step);

/// The names of the operation that the thread comes to next, before it is taken.
OperationNames namesAhead(const Machine &machine, StateView state, ThreadId thread);

/// The event for assistive technology: "reads counter: 0", "writes counter: 1",
/// "spin_lock(i_lock)".
std::string spokenEvent(const Event &event);

/// A store with the short name of its place, if that is unique: "i_state = I_FREEING | I_CLEAR".
std::string shortStoreText(const Program &program, BufferedStore store);

/// `A | B` as `A|B` between names in capitals, which are flags.
std::string withTightFlags(std::string text);

/// Shortens an operation for the timeline: its brief text, with flags without blanks:
/// "i_state & (I_FREEING|I_WILL_FREE)".
std::string shortLabel(const Origin &origin);

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/step.h"
#include "machine/step_record.h"
#include "machine/words.h"
#include "program/instruction.h"
#include "program/program.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace racewalk {

/// A description of one step, as text and data.
struct Event {
    Step step;
    std::uint32_t position = 0; ///< of its first visible operation, in the thread's body
    Op op = Op::End;
    Role role = Role::None;
    CallId call{};
    SourceSpan span; ///< of the operation
    SourceSpan statement;
    std::string text; ///< the operation as the source has it: "spin_lock(&inode->i_lock)"
    std::string
        label; ///< the same, short, for a timeline: "spin_lock(i_lock)"; or the line's `//@ text`
    std::string result; ///< in a word or two: "found", "NULL", "true", "asleep", "nobody waits";
                        ///< the failure of the operation itself; or empty
    std::string note;   ///< the result, and what fails after it: "= 3, BUG_ON"
    bool failsLater = false; ///< the thread fails after the result, in its local work
    std::optional<CellId> cell; ///< the scalar, lock or queue it is about
    std::vector<ThreadId> woken;
    bool slept = false;
    std::vector<Change> changes;
    StepRecord record;
};

/// `before` and `after` are the states around the step that made `record`.
Event eventFor(const Machine &machine, StateView before, StateView after, Step step,
               StepRecord record);

/// Shortens an operation for the timeline: its brief text, with flags without blanks:
/// "i_state & (I_FREEING|I_WILL_FREE)".
std::string shortLabel(const Origin &origin);

} // namespace racewalk

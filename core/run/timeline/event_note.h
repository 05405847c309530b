// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"
#include "run/timeline/access_words.h"

#include <string>

namespace racewalk {

/// The result of `operation`, an element of `record.operations`, in a word or two. If the
/// operation's text is a test, the note is the outcome of this test; otherwise it is the value that
/// was read, or what else the operation did. `after` is the state after the step.
std::string noteFor(const Machine &machine, StateView after, const StepRecord &record,
                    const StepRecord::Operation &operation, NoteForm form);

/// Whether the operation, the only one of its step, has its result, and its thread fails in the
/// local work after it.
bool failsLater(const Machine &machine, StateView after, const StepRecord &record,
                const StepRecord::Operation &operation);

/// A failure in a word or two: "use after free", "final condition failure"; "invariant: NULL
/// dereference" if an invariant cannot be evaluated.
std::string failureNote(const Program &program, const StepRecord::Failure &failure);

/// Whether the operation's thread itself failed in this step.
bool isOwnFailure(const StepRecord &record, const StepRecord::Operation &operation);

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/program.h"
#include "run/timeline/event.h"

#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

// Statements that are two steps and one line of a diagram.

/// How such a statement may be written whose last step is `write`, "slots[0].x = 1": as in the
/// source, without its semicolon, and with the place that it writes to.
std::vector<std::string> copyForms(const Program &program, SourceSpan statement,
                                   std::string_view write);

/// Whether `next` writes what `read`, of the same statement, has read for an update.
bool isWriteOf(const Event &next, const Event &read);

/// Whether `next` stores just what `read`, of the same statement, has read:
/// "seen = READ_ONCE(x)".
bool isCopyOf(const Program &program, const Event &next, const Event &read);
/// Such a statement, with the places that it accesses: "seen = READ_ONCE(slots[0].x)".
std::string copyText(const Event &write, const Event &read);

/// The read of an update or of a copy, or the test before a wakeup: one line with the step after it
/// says it all.
bool isFirstHalf(const Program &program, const Event &event, const Event &next);

} // namespace racewalk

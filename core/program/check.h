// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <source_location>

namespace racewalk {

/// Prints on stderr where `condition` was false, and aborts.
[[noreturn]] void checkFailed(const char *condition,
                              std::source_location where = std::source_location::current());

} // namespace racewalk

/// Checks a condition that can only be false because of a bug in Racewalk, and could then cause a
/// wrong verdict. Unlike assert it stays in release builds; its condition must be cheap.
#define RACEWALK_CHECK(condition)                                                                  \
    (static_cast<bool>(condition) ? static_cast<void>(0) : ::racewalk::checkFailed(#condition))

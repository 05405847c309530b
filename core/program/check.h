// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <source_location>

namespace racewalk {

/// Says on stderr where `condition` was found false, and aborts.
[[noreturn]] void checkFailed(const char *condition,
                              std::source_location where = std::source_location::current());

} // namespace racewalk

/// For what can only be false if Racewalk itself is wrong and a wrong verdict could follow.
/// Unlike assert it stays in release builds; its condition must be cheap.
#define RACEWALK_CHECK(condition)                                                                  \
    (static_cast<bool>(condition) ? static_cast<void>(0) : ::racewalk::checkFailed(#condition))

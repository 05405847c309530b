// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace racewalk::cli {

enum class ExitStatus : int {
    Success = 0,       ///< no failure, or exactly the failures that the scenario expects
    Unexpected = 1,    ///< an unexpected failure, a missing expected failure, a schedule that
                       ///< cannot be continued, a requested run that does not exist
    BadInput = 2,      ///< bad input or usage, or the result could not be written
    Incomplete = 3,    ///< a limit was reached, and nothing contradicts what the scenario expects
    Lost = 4,          ///< one of several processes that search together failed: no result
    Interrupted = 130, ///< Ctrl-C
};

} // namespace racewalk::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace racewalk::cli {

enum class ExitStatus : int {
    Success = 0,       ///< nothing failed, or exactly what the scenario expects
    Unexpected = 1,    ///< an unexpected failure, a missing expected failure, a schedule that
                       ///< cannot be continued, a requested run that does not exist
    BadInput = 2,      ///< bad input or usage, or the result could not be written
    Incomplete = 3,    ///< a limit was reached before every state was explored, without failures
    Lost = 4,          ///< one of several processes that search together failed: no result
    Interrupted = 130, ///< Ctrl-C: the results so far have been printed
};

} // namespace racewalk::cli

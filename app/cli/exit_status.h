// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace racewalk::cli {

enum class ExitStatus : int {
    Success = 0,    ///< nothing failed, or exactly what the scenario expects
    Unexpected = 1, ///< a failure that is not expected, an expected one that is missing, a schedule
                    ///< that cannot go on, a run that was asked for and does not exist
    BadInput = 2,   ///< bad input or usage, or the result could not be written
    Incomplete = 3, ///< a limit was hit before every state was seen and nothing failed
    Lost = 4,       ///< of several processes that search together one failed: there is no result
    Interrupted = 130, ///< Ctrl-C: what was known by then has been printed
};

} // namespace racewalk::cli

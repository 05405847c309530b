// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

namespace racewalk::desktop {

/// Opens the window: `racewalk [FILE]`. Returns the process's exit status; 2 if the arguments are
/// invalid. Without a display it returns the result of `explain`, which receives FILE or an empty
/// string.
int runDesktop(int argc, char **argv, const std::function<int(const std::string &)> &explain);

} // namespace racewalk::desktop

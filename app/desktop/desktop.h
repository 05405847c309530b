// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

namespace racewalk::desktop {

/// Opens the window: `racewalk [FILE]`. Returns the process's exit status; 2 if the arguments
/// cannot be used. Without a display it is what `explain` returns, which is given FILE or nothing.
int runDesktop(int argc, char **argv, const std::function<int(const std::string &)> &explain);

} // namespace racewalk::desktop

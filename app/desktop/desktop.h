// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

namespace racewalk::desktop {

/// Receives FILE, or an empty string, and why there is no window, half a sentence. Returns the
/// process's exit status.
using ExplainNoWindow = std::function<int(const std::string &file, const std::string &reason)>;

/// Opens the window: `racewalk [FILE]`. Returns the process's exit status; 2 if the arguments are
/// invalid. Without a display, the result of `explain`.
int runDesktop(int argc, char **argv, const ExplainNoWindow &explain);

} // namespace racewalk::desktop

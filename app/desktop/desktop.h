// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace racewalk::desktop {

/// Opens the window: `racewalk [FILE]`. Returns the process's exit status; 2 if there is no display
/// or the arguments cannot be used.
int runDesktop(int argc, char **argv);

} // namespace racewalk::desktop

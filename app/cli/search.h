// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/console.h"
#include "cli/interrupt.h"
#include "cluster/explore_divided.h"
#include "explore/explore.h"
#include "machine/machine.h"

namespace racewalk::cli {

/// Explores and shows the progress. Ctrl-C ends the search: the verdict then has the number of
/// states, but no findings.
Exploration search(const Machine &machine, const Limits &limits, const Interrupt &interrupt,
                   Console &console);

/// Explores with several ranks and shows the progress.
DividedExploration search(const Machine &machine, const Limits &limits, Ranks &ranks,
                          const Interrupt &interrupt, Console &console);

} // namespace racewalk::cli

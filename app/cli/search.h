// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/console.h"
#include "cli/interrupt.h"
#include "cluster/explore_divided.h"
#include "explore/explore.h"
#include "machine/machine.h"

namespace racewalk::cli {

/// Explores while showing progress; Ctrl-C ends the search with what it has seen so far.
Exploration search(const Machine &machine, const Limits &limits, const Interrupt &interrupt,
                   Console &console);

/// The same by several ranks together.
DividedExploration search(const Machine &machine, const Limits &limits, Ranks &ranks,
                          const Interrupt &interrupt, Console &console);

} // namespace racewalk::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"

namespace racewalk {

/// Whether a thread is queued on a wait queue or completion, or for any bit of a word.
bool isWaitedFor(const Machine &machine, StateView state, CellId cell);

} // namespace racewalk

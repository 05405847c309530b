// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"
#include "run/timeline/event.h"

#include <cstddef>

namespace racewalk::test {

/// What has been compared.
struct CheckedLabels {
    std::size_t reads = 0, writes = 0, halves = 0, drains = 0, lineLabels = 0;
};

/// Holds the label of a step and what assistive technology says of it against the states around it:
/// a read never looks like an assignment to what it reads, a write names the value that it wrote,
/// and a `//@ text` does not speak of a write where the step reads, or the other way round.
void expectTrueLabel(const Machine &machine, StateView before, StateView after, const Event &event,
                     CheckedLabels &checked);

} // namespace racewalk::test

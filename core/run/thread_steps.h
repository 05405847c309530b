// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"

#include <vector>

namespace racewalk {

/// The steps of one thread among those that are enabled, asked for again and again.
class ThreadSteps {
public:
    explicit ThreadSteps(const Machine &machine) : m_machine(machine) {}

    /// Valid until the next call. Empty if the thread cannot step.
    const std::vector<Step> &at(StateView state, ThreadId thread);

private:
    const Machine &m_machine;
    std::vector<Step> m_steps;
};

/// Whether a thread with these enabled steps needs nobody to choose among them. A system lane just
/// takes the first.
bool canGoOnAlone(const std::vector<Step> &steps, bool isSystem);

} // namespace racewalk

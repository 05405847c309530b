// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// The steps of one thread among those that are enabled, asked for again and again.
class ThreadSteps {
public:
    explicit ThreadSteps(const Machine &machine) : m_machine(machine) {}

    /// Valid until the next call. Empty if the thread cannot step; drains of its store buffer are
    /// not among them.
    const std::vector<Step> &at(StateView state, ThreadId thread);
    /// The drains of its store buffer. Valid until the next call.
    const std::vector<Step> &drainsAt(StateView state, ThreadId thread);

private:
    const std::vector<Step> &filtered(StateView state, ThreadId thread, bool isDrain);

    const Machine &m_machine;
    std::vector<Step> m_steps;
};

/// What a schedule calls the store that one of a thread's `drains` drains: the last part of its
/// place, "flag" of "inodes[0].flag", or all of it where another one is called the same.
std::string drainName(const Machine &machine, StateView state, std::span<const Step> drains,
                      Step drain);
/// The one that a schedule means; without a name the only one there is. Null if there is none.
const Step *drainNamed(const Machine &machine, StateView state, std::span<const Step> drains,
                       std::string_view name);

/// Whether a thread with these enabled steps needs nobody to choose among them. A system lane just
/// takes the first.
bool canGoOnAlone(const std::vector<Step> &steps, bool isSystem);

} // namespace racewalk

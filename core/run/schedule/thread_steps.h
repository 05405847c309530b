// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// Finds the steps of one thread among those that are enabled; made for repeated queries.
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

/// Returns the name, in a schedule, of the store that one of a thread's `drains` drains: the last
/// part of its location, "flag" of "inodes[0].flag", or all of it if another one has the same last
/// part.
std::string drainName(const Machine &machine, StateView state, std::span<const Step> drains,
                      Step drain);
/// Returns the drain with that name in a schedule; without a name, the only one. Null if there is
/// none.
const Step *drainNamed(const Machine &machine, StateView state, std::span<const Step> drains,
                       std::string_view name);

/// Whether a thread with these enabled steps can step without a choice by the user. A system lane
/// takes the first step.
bool canGoOnAlone(const std::vector<Step> &steps, bool isSystem);

} // namespace racewalk

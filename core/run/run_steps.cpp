// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/run.h"

#include "run/schedule/thread_steps.h"

namespace racewalk {

namespace {

/// Where a person would want to think before going on: others can come in between with effect.
bool isSchedulingPoint(Role role)
{
    switch (role) {
    case Role::Lock:
    case Role::Unlock:
    case Role::Wait:
    case Role::Sleep:
    case Role::Wake:
    case Role::RcuEnter:
    case Role::RcuLeave:
    case Role::GracePeriod:
    case Role::Deferred:
        return true;
    case Role::None:
    case Role::Drain:
    case Role::Read:
    case Role::Find:
    case Role::Test:
    case Role::Assert:
    case Role::Write:
    case Role::WriteFlags:
    case Role::Unlink:
    case Role::Fence:
    case Role::Allocate:
    case Role::Free:
    case Role::Choose:
        return false;
    }
    return false;
}

} // namespace

std::vector<Step> stepsToSchedulingPoint(const Machine &machine, StateView state, ThreadId thread)
{
    std::vector<Step> taken;
    State current(state);
    ThreadSteps enabled(machine);
    while (taken.size() < maxScheduleSteps) {
        const std::vector<Step> &steps = enabled.at(current, thread);
        if (steps.empty())
            break;
        const Origin *next = machine.nextOperation(current, thread);
        if (!taken.empty() && (steps.size() > 1 || (next && isSchedulingPoint(next->role))))
            break;
        const Step step = steps.front();
        machine.apply(current, step);
        taken.push_back(step);
    }
    return taken;
}

std::vector<Step> stepsToLine(const Machine &machine, StateView state, ThreadId thread,
                              std::uint32_t line)
{
    std::vector<Step> taken;
    State current(state);
    ThreadSteps enabled(machine);
    while (taken.size() < maxScheduleSteps) {
        const std::vector<Step> &steps = enabled.at(current, thread);
        if (steps.size() != 1)
            break;
        const Step step = steps.front();
        machine.apply(current, step);
        taken.push_back(step);
        const Origin *next = machine.nextOperation(current, thread);
        if (next && next->span.line == line)
            return taken;
    }
    return {};
}

} // namespace racewalk

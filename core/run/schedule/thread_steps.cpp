// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/schedule/thread_steps.h"

#include "run/schedule/thread_names.h"

#include <algorithm>

namespace racewalk {

const std::vector<Step> &ThreadSteps::at(StateView state, ThreadId thread)
{
    return filtered(state, thread, false);
}

const std::vector<Step> &ThreadSteps::drainsAt(StateView state, ThreadId thread)
{
    return filtered(state, thread, true);
}

const std::vector<Step> &ThreadSteps::filtered(StateView state, ThreadId thread, bool isDrain)
{
    m_steps.clear();
    m_machine.appendEnabledSteps(state, m_steps);
    std::erase_if(m_steps, [thread, isDrain](Step step) {
        return step.thread != thread || step.isDrain() != isDrain;
    });
    return m_steps;
}

namespace {

const std::string &drainedPath(const Machine &machine, StateView state, Step drain)
{
    const BufferedStore store =
        machine.layout().bufferedStore(state, drain.thread, drain.drainedIndex());
    return machine.program().storage.cells[indexOf(store.cell)].path;
}

std::string lastPart(const std::string &path)
{
    const auto dot = path.rfind('.');
    return dot == std::string::npos ? path : path.substr(dot + 1);
}

} // namespace

std::string drainName(const Machine &machine, StateView state, std::span<const Step> drains,
                      Step drain)
{
    const std::string &path = drainedPath(machine, state, drain);
    const auto namesakes = std::ranges::count_if(drains, [&](Step other) {
        return equalWithoutCase(lastPart(drainedPath(machine, state, other)), lastPart(path));
    });
    return namesakes > 1 ? path : lastPart(path);
}

const Step *drainNamed(const Machine &machine, StateView state, std::span<const Step> drains,
                       std::string_view name)
{
    if (name.empty())
        return drains.size() == 1 ? &drains.front() : nullptr;
    const auto isExact = [&](Step drain) {
        return drainedPath(machine, state, drain) == name ||
               drainName(machine, state, drains, drain) == name;
    };
    const auto isAlike = [&](Step drain) {
        return equalWithoutCase(drainedPath(machine, state, drain), name) ||
               equalWithoutCase(drainName(machine, state, drains, drain), name);
    };
    auto found = std::ranges::find_if(drains, isExact);
    if (found == drains.end())
        found = std::ranges::find_if(drains, isAlike);
    return found == drains.end() ? nullptr : &*found;
}

bool canGoOnAlone(const std::vector<Step> &steps, bool isSystem)
{
    return steps.size() == 1 || (isSystem && !steps.empty());
}

} // namespace racewalk

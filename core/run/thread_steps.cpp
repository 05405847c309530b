// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/thread_steps.h"

namespace racewalk {

const std::vector<Step> &ThreadSteps::at(StateView state, ThreadId thread)
{
    m_steps.clear();
    m_machine.appendEnabledSteps(state, m_steps);
    std::erase_if(m_steps, [thread](Step step) { return step.thread != thread; });
    return m_steps;
}

bool canGoOnAlone(const std::vector<Step> &steps, bool isSystem)
{
    return steps.size() == 1 || (isSystem && !steps.empty());
}

} // namespace racewalk

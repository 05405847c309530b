// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/search/replay.h"

#include "program/check.h"
#include "program/ids.h"

#include <optional>
#include <vector>

namespace racewalk {

Replayed replay(const Machine &machine, std::span<const Step> steps)
{
    Replayed replayed;
    replayed.end = machine.initialState(replayed.last);
    for (const Step step : steps) {
        RACEWALK_CHECK(machine.isEnabled(replayed.end, step));
        replayed.last = {};
        machine.apply(replayed.end, step, replayed.last);
    }
    return replayed;
}

namespace {

/// Which instruction made each entry of the store buffers, as a run goes on.
class BufferOrigins {
public:
    explicit BufferOrigins(const Machine &machine)
        : m_machine(machine), m_origins(machine.program().threads.size())
    {}

    std::uint32_t of(Step drain) const
    {
        return m_origins[indexOf(drain.thread)][drain.drainedIndex()];
    }

    /// `position` is where the thread stood.
    void follow(StateView after, Step step, std::uint32_t position)
    {
        std::vector<std::uint32_t> &origins = m_origins[indexOf(step.thread)];
        const std::size_t left = m_machine.layout().bufferedStores(after, step.thread);
        if (step.isDrain())
            origins.erase(origins.begin() + static_cast<std::ptrdiff_t>(step.drainedIndex()));
        while (origins.size() > left) // barriers that came first with it
            origins.erase(origins.begin());
        origins.resize(left, position);
    }

private:
    const Machine &m_machine;
    std::vector<std::vector<std::uint32_t>> m_origins; ///< by thread, oldest first
};

} // namespace

std::uint32_t drainedOrigin(const Machine &machine, std::span<const Step> steps)
{
    RACEWALK_CHECK(!steps.empty() && steps.back().isDrain());
    BufferOrigins origins(machine);
    State state = machine.initialState();
    for (const Step step : steps.first(steps.size() - 1)) {
        if (machine.program().threads[indexOf(step.thread)].isSystem) {
            machine.apply(state, step);
            continue;
        }
        const std::uint32_t position = machine.layout().position(state, step.thread);
        machine.apply(state, step);
        origins.follow(state, step, position);
    }
    return origins.of(steps.back());
}

std::size_t contextSwitchesOf(const Program &program, std::span<const Step> steps)
{
    std::size_t switches = 0;
    std::optional<ThreadId> running;
    for (const Step step : steps) {
        if (isSystemStep(program, step))
            continue;
        switches += running && *running != step.thread;
        running = step.thread;
    }
    return switches;
}

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/words.h"

#include <fmt/format.h>

namespace racewalk {

// What differs between two states, for the eyes of a person.

namespace {

std::string_view taskStateWord(TaskState state)
{
    switch (state) {
    case TaskState::Running:
        return "running";
    case TaskState::Interruptible:
        return "interruptible";
    case TaskState::Uninterruptible:
        return "uninterruptible";
    }
    return "";
}

std::string threadText(const Machine &machine, StateView state, ThreadId thread)
{
    if (machine.readiness(state, thread).kind == Readiness::Kind::Asleep)
        return "asleep";
    return std::string(taskStateWord(machine.layout().taskState(state, thread)));
}

std::string bitWaitText(const Machine &machine, StateView state, ThreadId thread)
{
    const Layout::BitWait wait = machine.layout().bitWait(state, thread);
    if (wait.word == nullCell)
        return "not queued";
    const std::string &path = machine.program().storage.cells[indexOf(wait.word)].path;
    return wait.bit == anyBit ? path : fmt::format("{} bit {}", path, wait.bit);
}

std::string rcuText(const Machine &machine, StateView state, ThreadId thread)
{
    return machine.layout().rcuDepth(state, thread) == 0 ? "outside" : "inside";
}

std::string lifeText(const Machine &machine, StateView state, ObjectId object)
{
    switch (machine.layout().life(state, object)) {
    case Layout::Life::Free:
        return "free";
    case Layout::Life::Live:
        return "live";
    case Layout::Life::Pending: {
        const GracePeriod waits = machine.layout().gracePeriodOf(state, object);
        const ThreadMask readers = waits.readers | waits.stores;
        return readers == 0 ? "waits for no reader"
                            : "waits for " + threadNames(machine.program(), readers);
    }
    }
    return {};
}

class Comparison {
public:
    Comparison(const Machine &machine, StateView before, StateView after)
        : m_machine(machine), m_before(before), m_after(after)
    {}

    template <class Text, class Id>
    void compare(std::string place, Text text, Id id, std::optional<CellId> cell = {})
    {
        std::string before = text(m_machine, m_before, id);
        std::string after = text(m_machine, m_after, id);
        if (before != after)
            m_changes.push_back({std::move(place), std::move(before), std::move(after), cell});
    }

    std::vector<Change> take() { return std::move(m_changes); }

private:
    const Machine &m_machine;
    StateView m_before, m_after;
    std::vector<Change> m_changes;
};

} // namespace

std::vector<Change> changesBetween(const Machine &machine, StateView before, StateView after)
{
    const Program &program = machine.program();
    Comparison comparison(machine, before, after);
    for (std::size_t i = 1; i < program.storage.cells.size(); ++i)
        comparison.compare(program.storage.cells[i].path, cellText, static_cast<CellId>(i),
                           static_cast<CellId>(i));
    for (std::size_t i = 0; i < program.storage.objects.size(); ++i)
        comparison.compare(program.storage.objects[i].name, lifeText, static_cast<ObjectId>(i));
    for (std::size_t i = 0; i < program.threads.size(); ++i) {
        if (program.threads[i].isSystem)
            continue;
        const auto thread = static_cast<ThreadId>(i);
        comparison.compare(program.threads[i].name + ": task state", threadText, thread);
        comparison.compare(program.threads[i].name + ": bit wait queue", bitWaitText, thread);
        comparison.compare(program.threads[i].name + ": RCU read section", rcuText, thread);
        comparison.compare(program.threads[i].name + ": store buffer", bufferText, thread);
    }
    return comparison.take();
}

} // namespace racewalk

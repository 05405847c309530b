// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"
#include "machine/words.h"
#include "support/program_from_text.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace racewalk::test {

/// Steps a small program by thread names and tells what a person would see.
class Walker {
public:
    explicit Walker(std::string_view text, std::string_view variant = {})
        : m_machine(machineFor(text, variant)), m_state(m_machine->initialState())
    {}
    Walker(std::string_view text, MemoryModel memory)
        : m_machine(machineFor(text, {}, {}, memory)), m_state(m_machine->initialState())
    {}

    ThreadId thread(std::string_view name) const { return threadNamed(m_machine->program(), name); }

    bool canStep(std::string_view name) const { return kind(name) == Readiness::Kind::Enabled; }
    bool hasEnded(std::string_view name) const { return kind(name) == Readiness::Kind::Ended; }
    Readiness::Kind kind(std::string_view name) const
    {
        return m_machine->readiness(m_state, thread(name)).kind;
    }
    std::string why(std::string_view name) const
    {
        return sentenceFor(*m_machine, m_state, thread(name));
    }

    /// One step; the test fails if it cannot be taken.
    StepRecord step(std::string_view name, std::uint16_t choice = 0)
    {
        StepRecord record;
        const Step step{thread(name), choice};
        if (!m_machine->isEnabled(m_state, step)) {
            ADD_FAILURE() << "not enabled: " << why(name);
            return record;
        }
        m_machine->apply(m_state, step, record);
        return record;
    }

    /// Brings one store to memory: the only one that can be, or the one to this place.
    StepRecord drain(std::string_view name, std::string_view path = {})
    {
        StepRecord record;
        for (const Step step : drains(name)) {
            const BufferedStore store =
                m_machine->layout().bufferedStore(m_state, step.thread, step.drainedIndex());
            if (path.empty() || m_machine->program().storage.cells[indexOf(store.cell)].path == path) {
                m_machine->apply(m_state, step, record);
                return record;
            }
        }
        ADD_FAILURE() << name << " cannot drain " << path << ": " << buffer(name);
        return record;
    }

    std::vector<Step> drains(std::string_view name) const
    {
        std::vector<Step> steps = m_machine->enabledSteps(m_state);
        std::erase_if(steps,
                      [&](Step step) { return step.thread != thread(name) || !step.isDrain(); });
        return steps;
    }

    /// "x = 1, y = 2", oldest first, or "empty".
    std::string buffer(std::string_view name) const
    {
        return bufferText(*m_machine, m_state, thread(name));
    }

    void steps(std::string_view name, int count)
    {
        for (int i = 0; i < count; ++i)
            step(name);
    }

    /// Steps until the thread cannot; returns how many steps that were.
    int run(std::string_view name)
    {
        int count = 0;
        while (canStep(name) && count < 1000) {
            step(name, m_machine->enabledSteps(m_state).empty() ? 0 : firstChoice(name));
            ++count;
        }
        return count;
    }

    /// What the thread stands before, as the source has it.
    std::string next(std::string_view name) const
    {
        const Origin *origin = m_machine->nextOperation(m_state, thread(name));
        return origin == nullptr ? "" : origin->text;
    }

    /// The content of the cell with this path.
    std::string cell(std::string_view path) const
    {
        const auto &cells = m_machine->program().storage.cells;
        const auto found = std::ranges::find(cells, path, &Cell::path);
        if (found == cells.end())
            return "no such cell";
        return cellText(*m_machine, m_state, static_cast<CellId>(found - cells.begin()));
    }

    FindingKind fault() const { return m_machine->layout().fault(m_state); }
    Standing standing() const { return m_machine->standing(m_state); }
    const Machine &machine() const { return *m_machine; }
    const State &state() const { return m_state; }

private:
    std::uint16_t firstChoice(std::string_view name) const
    {
        for (const Step step : m_machine->enabledSteps(m_state))
            if (step.thread == thread(name))
                return step.choice;
        return 0;
    }

    std::shared_ptr<const Machine> m_machine;
    State m_state;
};

} // namespace racewalk::test

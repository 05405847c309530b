// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/timeline_damage.h"

#include "program/operations.h"

#include <algorithm>
#include <set>

namespace racewalk {

namespace {

constexpr std::size_t mostOwnSteps = 1000; // between check and sleep; no more are tried

/// Looks for what made one sleep of a thread possible.
class DamageSearch {
public:
    DamageSearch(const Run &run, ThreadId thread, std::size_t sleep)
        : m_run(run), m_machine(run.machine()), m_layout(m_machine.layout()), m_thread(thread),
          m_sleep(sleep)
    {}

    std::optional<TimelineDamage> find() const;

private:
    std::vector<CellId> readsOf(const StepRecord &record) const;
    std::vector<std::size_t> writesAfter(std::size_t check, CellId cell) const;
    bool avoidsSleep(std::size_t check, CellId cell) const;
    bool checksAgain(StateView state, std::size_t check, CellId cell) const;
    /// What becomes of the thread's next step.
    enum class Turn : std::uint8_t { Taken, Waits, Ended, Sleeps, Chooses };
    Turn takeTurn(State &state) const;
    bool hasFailed(StateView state) const { return m_layout.fault(state) != FindingKind::None; }
    std::int32_t valueAt(std::size_t index, CellId cell) const
    {
        return m_layout.value(m_run.stateAt(index), cell);
    }

    const Run &m_run;
    const Machine &m_machine;
    const Layout &m_layout;
    ThreadId m_thread;
    std::size_t m_sleep;
};

/// The places that a step of the thread reads.
std::vector<CellId> DamageSearch::readsOf(const StepRecord &record) const
{
    std::vector<CellId> cells;
    for (const StepRecord::Operation &operation : record.operations) {
        const Op op = m_machine.program().bodyOf(operation.thread).code[operation.position].op;
        const CellId cell = operation.cell.value_or(nullCell);
        if (operation.thread == m_thread && cell != nullCell &&
            operationOf(op).access == Operation::Access::Read)
            cells.push_back(cell);
    }
    return cells;
}

/// The other threads' steps that changed the place; empty if the thread changed it itself.
std::vector<std::size_t> DamageSearch::writesAfter(std::size_t check, CellId cell) const
{
    std::vector<std::size_t> writes;
    for (std::size_t i = check + 1; i < m_sleep; ++i) {
        if (!std::ranges::any_of(m_run.event(i).changes,
                                 [cell](const Change &change) { return change.cell == cell; }))
            continue;
        if (m_run.event(i).step.thread == m_thread)
            return {};
        writes.push_back(i);
    }
    return writes;
}

/// Whether the thread is where it took the check, and would read the same place there. (The same
/// code may read another place: an element of an array.)
bool DamageSearch::checksAgain(StateView state, std::size_t check, CellId cell) const
{
    if (m_layout.position(state, m_thread) != m_run.event(check).position)
        return false;
    std::vector<Step> steps;
    m_machine.appendEnabledSteps(state, m_thread, steps);
    if (steps.empty())
        return m_machine.nextAddress(state, m_thread) == cell;
    State after(state);
    StepRecord record;
    m_machine.apply(after, steps.front(), record);
    return std::ranges::count(readsOf(record), cell) > 0;
}

/// Whether the thread does not come to the sleep if the check finds the newer value, while all
/// others do what they did.
bool DamageSearch::avoidsSleep(std::size_t check, CellId cell) const
{
    State state(m_run.stateAt(check));
    m_layout.setValue(state, cell, valueAt(m_sleep, cell));
    m_machine.apply(state, m_run.event(check).step);
    m_layout.setValue(state, cell, valueAt(check + 1, cell));
    std::size_t ownSteps = 1;
    for (std::size_t i = check + 1; i < m_sleep && ownSteps <= mostOwnSteps; ++i) {
        if (checksAgain(state, check, cell))
            return true;
        const Step step = m_run.event(i).step;
        if (step.thread == m_thread && !step.isDrain()) {
            ++ownSteps;
            if (const Turn turn = takeTurn(state); turn != Turn::Taken && turn != Turn::Waits)
                return turn == Turn::Ended;
        } else if (m_machine.isEnabled(state, step)) {
            m_machine.apply(state, step);
        } else {
            return false;
        }
        if (hasFailed(state))
            return false;
    }
    // Then it may still be on another way to the sleep.
    for (; ownSteps <= mostOwnSteps; ++ownSteps) {
        if (checksAgain(state, check, cell))
            return true;
        if (const Turn turn = takeTurn(state); turn != Turn::Taken)
            return turn == Turn::Ended;
        if (hasFailed(state))
            return false;
    }
    return false;
}

DamageSearch::Turn DamageSearch::takeTurn(State &state) const
{
    if (m_layout.position(state, m_thread) == m_run.event(m_sleep).position)
        return Turn::Sleeps;
    std::vector<Step> steps;
    m_machine.appendEnabledSteps(state, m_thread, steps);
    if (steps.empty())
        return m_machine.readiness(state, m_thread).kind == Readiness::Kind::Ended ? Turn::Ended
                                                                                   : Turn::Waits;
    if (steps.size() > 1 && !steps[1].isDrain())
        return Turn::Chooses;
    m_machine.apply(state, steps.front());
    return Turn::Taken;
}

std::optional<TimelineDamage> DamageSearch::find() const
{
    std::set<CellId> seen; // read again later
    std::size_t ownSteps = 1;
    for (std::size_t i = m_sleep; i-- > 0 && ownSteps <= mostOwnSteps;) {
        const Event &event = m_run.event(i);
        if (event.step.thread != m_thread || event.step.isDrain())
            continue;
        for (const CellId cell : readsOf(event.record)) {
            if (!seen.insert(cell).second || valueAt(i, cell) == valueAt(m_sleep, cell))
                continue;
            std::vector<std::size_t> writes = writesAfter(i, cell);
            if (!writes.empty() && avoidsSleep(i, cell))
                return TimelineDamage{indexOf(m_thread), i, m_sleep, std::move(writes),
                                      m_machine.program().storage.cells[indexOf(cell)].path};
        }
        ++ownSteps;
    }
    return std::nullopt;
}

} // namespace

void addDamage(const Run &run, Timeline &timeline)
{
    for (const TimelineSpan &span : timeline.spans)
        if (span.kind == TimelineSpan::Kind::Asleep && span.isForever)
            if (auto damage =
                    DamageSearch(run, timeline.lanes[span.lane].thread, span.first).find())
                timeline.damage.push_back(std::move(*damage));
}

} // namespace racewalk

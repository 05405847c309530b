// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/walks/walks.h"

#include "program/check.h"
#include "run/schedule/thread_names.h"
#include "run/walks/first_steps.h"

#include <fmt/format.h>

#include <algorithm>

namespace racewalk {
namespace {

std::size_t commonPrefix(std::span<const Step> a, std::span<const Step> b)
{
    return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

} // namespace

Schedule withThreadNames(Schedule schedule, const Program &program)
{
    for (ScheduleWord &word : schedule.words) {
        if (threadFor(program, word.thread))
            continue;
        const std::string numbered = word.thread + "[0]";
        const std::size_t bracket = word.thread.rfind("[0]");
        if (threadFor(program, numbered))
            word.thread = numbered;
        else if (bracket != std::string::npos && threadFor(program, word.thread.substr(0, bracket)))
            word.thread.resize(bracket);
    }
    return schedule;
}

Schedule NamedWalk::schedule() const
{
    return walkedElsewhere ? *walkedElsewhere : portableScheduleOf(run.machine(), run.steps());
}

std::size_t NamedWalk::walkedLength() const
{
    return walkedElsewhere ? lengthElsewhere : run.length();
}

bool NamedWalk::isCutShort() const
{
    return walkedElsewhere && (!stop.empty() || run.length() < lengthElsewhere);
}

bool NamedWalk::isBlank() const
{
    return run.length() == 0 && !hasOwnName && notes.empty() && !isCutShort();
}

Walks::Walks(std::shared_ptr<const Machine> machine) : m_machine(std::move(machine))
{
    m_walks.push_back({.id = m_nextId, .name = nextName(), .run = Run(m_machine)});
    ++m_nextId;
}

std::string Walks::nextName() const
{
    return m_nextId == 1 ? "first walk" : fmt::format("branch {}", m_nextId);
}

std::optional<std::size_t> Walks::rowOf(WalkId id) const
{
    const auto found = std::ranges::find(m_walks, id, &NamedWalk::id);
    if (found == m_walks.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - m_walks.begin());
}

std::size_t Walks::commonSteps(std::size_t row, std::size_t other) const
{
    return commonPrefix(replayed(row).run.steps(), replayed(other).run.steps());
}

std::optional<Walks::Fork> Walks::forkOf(std::size_t row) const
{
    std::optional<Fork> fork;
    for (std::size_t other = 0; other < row && !m_walks[row].awaitsReplay; ++other) {
        if (m_walks[other].awaitsReplay)
            continue;
        if (const std::size_t at = commonSteps(row, other); !fork || at > fork->at)
            fork = Fork{other, at};
    }
    return fork;
}

/// Replays the walk only if its first steps may be these.
bool Walks::beginsWith(std::size_t row, std::span<const Step> steps) const
{
    if (m_walks[row].awaitsReplay && !canBeginWith(m_walks[row], m_machine->program(), steps))
        return false;
    const auto own = replayed(row).run.steps();
    return own.size() >= steps.size() && std::ranges::equal(own.first(steps.size()), steps);
}

/// Replays the walk only if these may be all its steps.
bool Walks::consistsOf(std::size_t row, std::span<const Step> steps) const
{
    if (m_walks[row].awaitsReplay && !canConsistOf(m_walks[row], m_machine->program(), steps))
        return false;
    return std::ranges::equal(replayed(row).run.steps(), steps) && !m_walks[row].isCutShort();
}

/// Whether the walks have at least so many first steps in common.
bool Walks::share(std::size_t row, std::size_t other, std::size_t count) const
{
    const auto steps = replayed(row).run.steps();
    return count <= steps.size() && beginsWith(other, steps.first(count));
}

/// Whether another walk takes `step` after the first `position` steps of the current one; then it
/// is current afterwards, one step further.
bool Walks::joins(std::size_t position, Step step)
{
    const auto before = run().steps().first(position);
    std::vector<Step> wanted(before.begin(), before.end());
    wanted.push_back(step);
    for (std::size_t row = 0; row < m_walks.size(); ++row) {
        if (row == m_current || !beginsWith(row, wanted))
            continue;
        select(row, position + 1);
        return true;
    }
    return false;
}

void Walks::branch(Step step)
{
    NamedWalk branch{.id = m_nextId, .name = nextName(), .run = run()};
    ++m_nextId;
    branch.run.take(step);
    branch.walked = branch.run.position();
    m_walks.push_back(std::move(branch));
    m_current = m_walks.size() - 1;
}

Walks::Taken Walks::take(Step step)
{
    const std::size_t position = run().position();
    const bool isAtEnd = position == run().length();
    if (!isAtEnd && run().steps()[position] == step) {
        jump(position + 1);
        return Taken::Moved;
    }
    if (!m_machine->isEnabled(run().state(), step))
        return Taken::Nothing;
    if (joins(position, step))
        return Taken::Joined;
    NamedWalk &walk = m_walks[m_current];
    if (!isAtEnd || walk.isCutShort()) {
        branch(step);
        return Taken::Branched;
    }
    walk.run.take(step);
    walk.walked = walk.run.position();
    walk.walkedElsewhere.reset();
    walk.positionElsewhere.reset();
    return Taken::Extended;
}

void Walks::jump(std::size_t position)
{
    replayed(m_current);
    NamedWalk &walk = m_walks[m_current];
    walk.run.jump(position);
    walk.walked = std::max(walk.walked, walk.run.position());
    walk.positionElsewhere.reset();
}

void Walks::select(std::size_t row, std::size_t position)
{
    m_current = row;
    jump(position);
}

bool Walks::add(std::span<const Step> steps, std::string name)
{
    for (std::size_t row = 0; row < m_walks.size(); ++row)
        if (consistsOf(row, steps)) {
            select(row, 0);
            return false;
        }
    // A walk that has not begun gives its name away.
    if (name.empty())
        name = m_walks.size() == 1 && m_walks.front().isBlank() ? m_walks.front().name : nextName();
    NamedWalk walk{.id = m_nextId, .name = std::move(name), .run = run()};
    ++m_nextId;
    walk.run.replace(steps);
    m_walks.push_back(std::move(walk));
    m_current = m_walks.size() - 1;
    return true;
}

void Walks::setMachine(std::shared_ptr<const Machine> machine, std::size_t atOnce)
{
    m_machine = std::move(machine);
    for (NamedWalk &walk : m_walks)
        walk.awaitsReplay = true;
    replayed(m_current);
    for (std::size_t row = 0, steps = 0; row < m_walks.size(); ++row) {
        if (row == m_current)
            continue;
        steps += m_walks[row].walkedLength();
        if (steps > atOnce)
            break;
        replayed(row);
    }
}

bool Walks::awaitReplay() const
{
    return std::ranges::any_of(m_walks, &NamedWalk::awaitsReplay);
}

void Walks::replayNext()
{
    const auto next = std::ranges::find_if(m_walks, &NamedWalk::awaitsReplay);
    if (next != m_walks.end())
        replay(*next);
}

const NamedWalk &Walks::replayed(std::size_t row) const
{
    if (m_walks[row].awaitsReplay)
        replay(m_walks[row]);
    return m_walks[row];
}

/// In the machine of the list, from the schedule as it was walked.
void Walks::replay(NamedWalk &walk) const
{
    const Run old = walk.run;
    walk.awaitsReplay = false;
    if (!walk.walkedElsewhere) {
        walk.lengthElsewhere = old.length();
        walk.walkedElsewhere = walk.schedule();
    }
    if (!walk.positionElsewhere)
        walk.positionElsewhere = old.position() == old.length() ? atEnd : old.position();
    const Walk way =
        racewalk::walk(*m_machine, withThreadNames(*walk.walkedElsewhere, m_machine->program()));
    walk.run = Run(m_machine);
    walk.run.replace(way.steps);
    walk.run.jump(*walk.positionElsewhere);
    walk.stop = way.message;
}

std::string Walks::rename(std::size_t row, std::string name, bool isOwnName)
{
    NamedWalk &walk = m_walks[row];
    if (name.empty())
        return walk.name;
    walk.hasOwnName = isOwnName;
    return std::exchange(walk.name, std::move(name));
}

void Walks::move(std::size_t from, std::size_t to)
{
    const WalkId current = currentWalk().id;
    NamedWalk walk = std::move(m_walks[from]);
    m_walks.erase(m_walks.begin() + static_cast<std::ptrdiff_t>(from));
    m_walks.insert(m_walks.begin() + static_cast<std::ptrdiff_t>(to), std::move(walk));
    m_current = *rowOf(current);
}

NamedWalk Walks::takeOut(std::size_t row)
{
    RACEWALK_CHECK(m_walks.size() > 1);
    for (const auto &[step, note] : m_walks[row].notes)
        for (std::size_t other = 0; other < m_walks.size(); ++other)
            if (other != row && share(row, other, step)) {
                m_walks[other].notes.emplace(step, note);
                break;
            }
    NamedWalk walk = std::move(m_walks[row]);
    m_walks.erase(m_walks.begin() + static_cast<std::ptrdiff_t>(row));
    if (m_current > row || m_current == m_walks.size())
        --m_current;
    return walk;
}

void Walks::insert(std::size_t row, NamedWalk walk)
{
    walk.awaitsReplay = walk.awaitsReplay || walk.run.sharedMachine() != m_machine;
    row = std::min(row, m_walks.size());
    m_walks.insert(m_walks.begin() + static_cast<std::ptrdiff_t>(row), std::move(walk));
    if (m_current >= row)
        ++m_current;
    takeBackNotes(row);
}

std::optional<std::size_t> Walks::rowToDrop() const
{
    if (m_walks.size() <= mostWalks)
        return std::nullopt;
    std::optional<std::size_t> oldest;
    for (std::size_t row = 0; row < m_walks.size(); ++row)
        if (row != m_current && !m_walks[row].hasOwnName && m_walks[row].notes.empty() &&
            (!oldest || m_walks[row].id < m_walks[*oldest].id))
            oldest = row;
    return oldest;
}

} // namespace racewalk

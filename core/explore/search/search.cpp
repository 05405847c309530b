// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/search/search.h"

#include "explore/store/state_cuts.h"
#include "program/check.h"
#include "program/ids.h"

#include <algorithm>
#include <atomic>
#include <new>
#include <utility>

namespace racewalk {

namespace {

constexpr std::chrono::milliseconds reportInterval{100};

/// Blocks are as long as keeps workers from waiting for each other, and short enough to report.
constexpr std::size_t maxBlockStates = 128 * stretchStates;
constexpr std::chrono::milliseconds shortBlock{5}, longBlock{20};

using Clock = std::chrono::steady_clock;

std::shared_ptr<const Symmetry> symmetryOf(const Machine &machine, const Limits &limits)
{
    if (!limits.reductions.threads)
        return nullptr;
    auto symmetry = std::make_shared<const Symmetry>(machine);
    // Who fails before the first step breaks it.
    const bool isWhole = symmetry->renaming(machine.initialState()).isIdentity();
    return symmetry->isTrivial() || !isWhole ? nullptr : symmetry;
}

std::shared_ptr<const PersistentSteps> persistentOf(const Machine &machine, const Limits &limits)
{
    if (!limits.reductions.steps)
        return nullptr;
    auto persistent = std::make_shared<const PersistentSteps>(machine);
    return persistent->isTrivial() ? nullptr : persistent;
}

double shareOfTime(bool keepsGraph)
{
    return keepsGraph ? Search::searchShare : Search::shareWithoutGraph;
}

} // namespace

Search::Search(const Machine &machine, const Limits &limits, std::stop_token stop,
               ProgressSink *sink)
    : m_machine(machine), m_limits(limits), m_stop(std::move(stop)), m_sink(sink),
      m_begin(Clock::now()), m_deadline(deadline(m_begin, limits, shareOfTime(limits.keepsGraph))),
      m_lastReport(m_begin), m_result{.states = std::make_shared<StateStore>(
                                          machine.layout().stateSize(), cutsOf(machine)),
                                      .isGraphKept = limits.keepsGraph,
                                      .transitions = {},
                                      .parents = {},
                                      .symmetry = symmetryOf(machine, limits),
                                      .renamings = {},
                                      .persistent = persistentOf(machine, limits),
                                      .isRacing = {}},
      m_states(*m_result.states), m_workers(limits.workers == 0 ? Workers::fit() : limits.workers)
{}

SearchResult Search::run()
{
    try {
        start();
        while (m_result.limit == Limit::None && m_result.expanded < m_states.size()) {
            const Clock::time_point begin = Clock::now();
            const std::vector<Stretch> block = nextBlock();
            expandBlock(block);
            insertBlock(block);
            adaptBlock(Clock::now() - begin);
            lookAtTime();
        }
    } catch (const EvaluationStopped &) {
        hit(Limit::Cancelled, 0);
    } catch (const std::bad_alloc &) {
        hit(Limit::Memory, static_cast<double>(m_result.bytes() / mebibyte));
    }
    m_states.setWatch({});
    return std::move(m_result);
}

void Search::start()
{
    m_states.setWatch({m_stop, Watch::Clock::time_point::max()});
    const bool isAdded = m_states.insert(m_machine.initialState()).has_value();
    RACEWALK_CHECK(isAdded);
    if (!m_result.isGraphKept)
        m_result.parents.push_back(noParent);
    m_expanders.reserve(m_workers.count());
    m_expanders.emplace_back(m_machine, m_states, m_result.reducers());
}

/// One stretch if one worker is enough.
std::vector<Stretch> Search::nextBlock() const
{
    const std::size_t begin = m_result.expanded;
    const std::size_t left = m_states.size() - begin;
    const bool areMany = m_workers.count() > 1 && left >= statesForWorkers;
    const std::size_t size = std::min(areMany ? m_blockStates : stretchStates, m_blockStates);
    const std::size_t end = begin + std::min(left, size);
    const std::size_t length =
        std::clamp<std::size_t>(size / m_workers.count() / 4, 1, stretchStates);
    std::vector<Stretch> block;
    for (std::size_t i = begin; i < end; i += areMany ? length : size)
        block.push_back(
            {.begin = static_cast<std::uint32_t>(i),
             .end = static_cast<std::uint32_t>(std::min(end, i + (areMany ? length : size))),
             .firstStep = i == begin ? m_firstStep : 0});
    return block;
}

void Search::expandBlock(const std::vector<Stretch> &block)
{
    if (m_expansions.size() < block.size())
        m_expansions.resize(block.size());
    if (block.size() == 1) {
        Pulse pulse(m_stop, m_deadline);
        m_expanders.front().expand(block.front(), m_expansions.front(), pulse);
        return;
    }
    while (m_expanders.size() < m_workers.count())
        m_expanders.emplace_back(m_machine, m_states, m_result.reducers());
    std::atomic<std::size_t> next{0};
    m_workers.run([&](unsigned worker) {
        Pulse pulse(m_stop, m_deadline);
        for (std::size_t i = next++; i < block.size(); i = next++)
            m_expanders[worker].expand(block[i], m_expansions[i], pulse);
    });
}

void Search::insertBlock(const std::vector<Stretch> &block)
{
    m_workBytes = 0;
    for (const Expander &expander : m_expanders)
        m_workBytes += expander.bytes();
    for (std::size_t i = 0; i < block.size(); ++i)
        m_workBytes += m_expansions[i].bytes();
    // What comes after a stretch that has no end must wait for it.
    for (std::size_t i = 0; i < block.size(); ++i) {
        if (!insert(block[i], m_expansions[i]) || m_result.expanded < block[i].end)
            return;
    }
}

/// How far in an expansion.
struct Search::Insertion {
    const Expansion &expansion;
    std::size_t transition = 0, top = 0, byte = 0;
};

bool Search::insert(const Stretch &stretch, const Expansion &expansion)
{
    Insertion at{.expansion = expansion};
    m_renamingNumbers.clear();
    if (m_result.symmetry)
        for (const Renaming &renaming : expansion.renamings)
            m_renamingNumbers.push_back(m_result.renamings.numberOf(renaming));
    std::size_t racing = 0;
    for (std::size_t i = 0; i < expansion.stepCounts.size(); ++i) {
        const auto source = static_cast<std::uint32_t>(stretch.begin + i);
        const std::size_t first = at.transition;
        if (!insertSteps(at, StateIndex{source}, expansion.stepCounts[i]))
            return false;
        const bool isRacing =
            racing < expansion.racing.size() && expansion.racing[racing] == source;
        racing += isRacing ? 1 : 0;
        m_result.isRacing.push_back(isRacing);
        ++m_result.expanded;
        m_firstStep = 0;
        const bool isLeftByThread =
            expansion.stepCounts[i] != 0 && !isSystem(expansion.transitions[first].step.thread);
        if (m_limits.stopAtFirst && !isLeftByThread && isFailure(StateIndex{source}))
            return hit(Limit::FirstFailure, 0);
    }
    if (!expansion.isPartial)
        return true;
    const std::size_t rest = expansion.transitions.size() - at.transition;
    m_firstStep += static_cast<std::uint32_t>(rest);
    return insertSteps(at, StateIndex{static_cast<std::uint32_t>(m_result.expanded)}, rest);
}

bool Search::isSystem(ThreadId thread) const
{
    return m_machine.program().threads[indexOf(thread)].isSystem;
}

bool Search::isFailure(StateIndex state) const
{
    const Standing standing = m_machine.standing(m_states[state]);
    return standing == Standing::Hang || standing == Standing::Fault;
}

bool Search::insertSteps(Insertion &at, StateIndex source, std::size_t count)
{
    for (; count > 0; --count) {
        if (!mayGrow())
            return hit(Limit::Memory, static_cast<double>(m_limits.maxMemoryMiB));
        const std::size_t transition = at.transition++;
        const auto [step, known] = at.expansion.transitions[transition];
        StateIndex target{known};
        bool isNew = false;
        makeRoom(source);
        if (known >= Expansion::hasState) {
            const bool isAllowed = m_limits.maxStates == 0 || m_states.size() < m_limits.maxStates;
            std::optional<StateStore::Insertion> place;
            if (known == Expansion::hasTop) {
                place = m_states.insertTop(at.expansion.tops[at.top++], isAllowed);
            } else {
                const StateView states = at.expansion.states;
                place = m_states.insert(states.subspan(at.byte, m_states.stateSize()), isAllowed);
                at.byte += m_states.stateSize();
            }
            if (!place)
                return hit(Limit::States, static_cast<double>(isAllowed ? StateStore::maxStates
                                                                        : m_limits.maxStates));
            target = place->index;
            isNew = place->isNew;
        }
        note(source, target, step, isNew);
        if (m_result.symmetry && m_result.isGraphKept)
            m_result.renamings.append(m_renamingNumbers[at.expansion.renamingOf[transition]]);
    }
    return true;
}

/// Without the transitions, if it must be.
bool Search::mayGrow()
{
    if (hasRoom() && (m_states.size() & 1023) != 0)
        return true;
    if (isInMemory())
        return true;
    if (!m_result.isGraphKept || !m_limits.givesUpGraph)
        return false;
    dropGraph();
    return isInMemory();
}

bool Search::hasRoom() const
{
    return m_states.hasRoom() &&
           (m_result.isGraphKept ? m_result.transitions.hasRoom() : m_result.parents.hasRoom());
}

bool Search::isInMemory() const
{
    const bool isKept = m_result.isGraphKept;
    if (isKept && m_result.transitions.size() >= TransitionList::maxTransitions)
        return false;
    if (m_limits.maxMemoryMiB == 0)
        return true;
    const std::size_t growth =
        m_states.bytesToGrow() + m_result.renamings.bytesToGrow() +
        (isKept ? m_result.transitions.bytesToGrow() : m_result.parents.bytesToGrow());
    const std::size_t later = m_states.size() * (isKept ? bytesForEvaluation : bytesForSecondPass);
    return m_result.bytes() + m_workBytes + later + growth <= m_limits.maxMemoryMiB * mebibyte;
}

/// Of each state, what is left is the first that led to it.
void Search::dropGraph()
{
    m_result.isGraphKept = false;
    m_result.renamings = {};
    m_result.parents = m_result.transitions.takeParents(
        m_states.size(), Watch(m_stop, Watch::Clock::time_point::max()));
    m_deadline = deadline(m_begin, m_limits, shareOfTime(false));
}

void Search::makeRoom(StateIndex source)
{
    if (!m_result.isGraphKept) {
        m_result.parents.makeRoom();
        return;
    }
    m_result.transitions.makeRoom(source);
    if (m_result.symmetry)
        m_result.renamings.makeRoom();
}

void Search::note(StateIndex source, StateIndex target, Step step, bool isNew)
{
    ++m_result.transitionCount;
    if (m_result.isGraphKept)
        m_result.transitions.append(source, target, step);
    else if (isNew)
        m_result.parents.push_back(static_cast<std::uint32_t>(source));
}

/// The length of blocks shows in nothing but time.
void Search::adaptBlock(Clock::duration last)
{
    if (last > longBlock)
        m_blockStates = std::max<std::size_t>(1, m_blockStates / 2);
    else if (last < shortBlock && m_result.expanded > m_blockStates)
        m_blockStates = std::min(2 * m_blockStates, maxBlockStates);
}

void Search::lookAtTime()
{
    if (m_result.limit != Limit::None || m_result.expanded == m_states.size())
        return;
    const Clock::time_point now = Clock::now();
    if (now - m_lastReport >= reportInterval)
        report(now);
    if (m_stop.stop_requested())
        hit(Limit::Cancelled, 0);
    else if (m_limits.enough.stop_requested())
        hit(Limit::Enough, 0);
    else if (now >= m_deadline)
        hit(Limit::Time, m_limits.timeout.count());
}

bool Search::hit(Limit limit, double value)
{
    m_result.limit = limit;
    m_result.limitValue = value;
    return false;
}

void Search::report(Clock::time_point now)
{
    const auto secondsSince = [now](Clock::time_point then) {
        return std::chrono::duration<double>(now - then).count();
    };
    const double interval = secondsSince(m_lastReport);
    const auto found = static_cast<double>(m_states.size() - m_statesReported);
    const auto expanded = static_cast<double>(m_result.expanded - m_expandedReported);
    const auto toExpand = static_cast<double>(m_states.size() - m_result.expanded);
    Progress progress{.stage = SearchStage::Searching,
                      .states = m_states.size(),
                      .toExpand = m_states.size() - m_result.expanded,
                      .transitions = m_result.transitionCount,
                      .seconds = secondsSince(m_begin),
                      .statesPerSecond = found / interval,
                      .secondsLeft = {}};
    // Each state to expand stands for a geometric series of those that come after it.
    if (found < expanded)
        progress.secondsLeft = toExpand / (1 - found / expanded) * interval / expanded;
    m_lastReport = now;
    m_statesReported = m_states.size();
    m_expandedReported = m_result.expanded;
    if (m_sink)
        m_sink->progress(progress);
}

} // namespace racewalk

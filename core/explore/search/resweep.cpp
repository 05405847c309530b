// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/search/resweep.h"

#include "program/check.h"

#include <algorithm>
#include <atomic>

namespace racewalk {

namespace {

constexpr std::uint32_t windowStates{128 * stretchStates};
/// How many are expanded at a time, and so may take memory.
constexpr std::size_t maxStretches = 256;

} // namespace

Resweep::Resweep(const Machine &machine, const SearchResult &search, Workers &workers,
                 const std::stop_token &stop)
    : m_states(*search.states), m_expanded(search.expanded), m_workers(workers), m_stop(stop)
{
    for (unsigned i = 0; i < workers.count(); ++i)
        m_expanders.emplace_back(machine, *search.states, search.reducers());
}

bool Resweep::sweep(Order order, const IsWanted &isWanted, const Take &take, Watch &watch)
{
    const auto count = static_cast<std::uint32_t>(m_expanded);
    for (std::uint32_t done = 0; done < count; done += windowStates) {
        watch.look();
        if (watch.isLate())
            return false;
        const std::uint32_t size = std::min(windowStates, count - done);
        const std::uint32_t begin = order == Order::Ascending ? done : count - done - size;
        const std::vector<Stretch> stretches = stretchesIn(begin, begin + size, isWanted);
        for (std::span rest(stretches); !rest.empty();) {
            const std::size_t group = std::min(rest.size(), maxStretches);
            const bool isFirst = order == Order::Ascending;
            handOn(isFirst ? rest.first(group) : rest.last(group), order, take, watch);
            rest = isFirst ? rest.subspan(group) : rest.first(rest.size() - group);
        }
    }
    return true;
}

void Resweep::takeUnfinished(const Take &take, Watch &watch)
{
    if (m_expanded == m_states.size())
        return;
    const auto state = static_cast<std::uint32_t>(m_expanded);
    handOnTheRest({.begin = state, .end = state + 1}, take, watch);
}

std::uint32_t Resweep::firstTarget(std::uint32_t state, Watch &watch)
{
    Expansion expansion;
    Pulse pulse(m_stop, Pulse::Clock::time_point::max());
    m_expanders.front().expand({.begin = state, .end = state + 1}, expansion, pulse);
    watch.look();
    RACEWALK_CHECK(!expansion.transitions.empty());
    return expansion.transitions.front().target;
}

bool Resweep::judgeAll(std::uint32_t begin, std::uint32_t end, const IsWanted &isWanted,
                       const Judge &judge, const TakeState &take, Watch &watch)
{
    std::vector<std::uint8_t> judgements;
    for (std::uint32_t first = begin; first < end; first += windowStates) {
        watch.look();
        if (watch.isLate())
            return false;
        judgements.assign(std::min(windowStates, end - first), 0);
        std::atomic<std::size_t> next{0};
        m_workers.run([&](unsigned) {
            StateStore::Tree tree = m_states.makeTree();
            for (std::size_t i = 0; (i = next.fetch_add(stretchStates)) < judgements.size();) {
                const std::size_t last = std::min(i + stretchStates, judgements.size());
                for (; i < last && !m_stop.stop_requested(); ++i) {
                    const auto state = static_cast<std::uint32_t>(first + i);
                    if (!isWanted(state))
                        continue;
                    m_states.read(StateIndex{state}, tree);
                    judgements[i] = judge(m_states.view(tree)) ? 1 : 0;
                }
            }
        });
        watch.look(); // a stop leaves them unfinished
        for (std::uint32_t i = 0; i < judgements.size(); ++i) {
            if (judgements[i] != 0)
                take(first + i);
        }
    }
    return true;
}

std::vector<Stretch> Resweep::stretchesIn(std::uint32_t begin, std::uint32_t end,
                                          const IsWanted &isWanted) const
{
    std::vector<Stretch> stretches;
    for (std::uint32_t i = begin; i < end; ++i) {
        if (!isWanted(i))
            continue;
        const bool isNext = !stretches.empty() && stretches.back().end == i &&
                            i - stretches.back().begin < stretchStates;
        if (isNext)
            ++stretches.back().end;
        else
            stretches.push_back({.begin = i, .end = i + 1});
    }
    return stretches;
}

void Resweep::handOn(std::span<const Stretch> stretches, Order order, const Take &take,
                     Watch &watch)
{
    expand(stretches, watch);
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        const std::size_t at = order == Order::Ascending ? i : stretches.size() - 1 - i;
        handOn(stretches[at], m_expansions[at], order, take, watch);
    }
}

void Resweep::expand(std::span<const Stretch> stretches, Watch &watch)
{
    if (m_expansions.size() < stretches.size())
        m_expansions.resize(stretches.size());
    std::atomic<std::size_t> next{0};
    const auto work = [&](unsigned worker) {
        Pulse pulse(m_stop, Pulse::Clock::time_point::max());
        for (std::size_t i = next++; i < stretches.size(); i = next++)
            m_expanders[worker].expand(stretches[i], m_expansions[i], pulse);
    };
    if (stretches.size() > 1)
        m_workers.run(work);
    else
        work(0);
    watch.look(); // a stop leaves them unfinished
}

/// Those that were finished first, or last; then what had no room.
void Resweep::handOn(Stretch stretch, const Expansion &expansion, Order order, const Take &take,
                     Watch &watch)
{
    m_ends.clear();
    std::size_t end = 0;
    for (const std::uint32_t count : expansion.stepCounts)
        m_ends.push_back(end += count);
    const std::span all(expansion.transitions);
    for (std::size_t i = 0; i < m_ends.size(); ++i) {
        const std::size_t at = order == Order::Ascending ? i : m_ends.size() - 1 - i;
        const std::size_t begin = at == 0 ? 0 : m_ends[at - 1];
        const auto source = static_cast<std::uint32_t>(stretch.begin + at);
        take({.source = StateIndex{source}, .transitions = all.subspan(begin, m_ends[at] - begin)});
    }
    stretch.begin += static_cast<std::uint32_t>(m_ends.size());
    if (stretch.begin < stretch.end)
        handOnTheRest(stretch, take, watch);
}

/// From the beginning, one expansion after the other.
void Resweep::handOnTheRest(Stretch rest, const Take &take, Watch &watch)
{
    Expansion expansion;
    Pulse pulse(m_stop, Pulse::Clock::time_point::max());
    while (rest.begin < rest.end) {
        m_expanders.front().expand(rest, expansion, pulse);
        watch.look();
        std::size_t begin = 0;
        const std::span all(expansion.transitions);
        for (const std::uint32_t count : expansion.stepCounts) {
            take({.source = StateIndex{rest.begin}, .transitions = all.subspan(begin, count)});
            begin += count;
            rest.firstStep = 0;
            ++rest.begin;
        }
        if (expansion.isPartial) {
            take({.source = StateIndex{rest.begin},
                  .transitions = all.subspan(begin),
                  .isLast = false});
            rest.firstStep += static_cast<std::uint32_t>(all.size() - begin);
        }
        RACEWALK_CHECK(expansion.isPartial || !expansion.stepCounts.empty());
    }
}

} // namespace racewalk

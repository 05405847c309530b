// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/fates/endings_again.h"

#include "explore/explain/hang_words.h"
#include "explore/search/transition_list.h"
#include "explore/store/state_set.h"
#include "program/check.h"
#include "program/ids.h"

#include <algorithm>
#include <optional>

namespace racewalk {

namespace {

using Order = Resweep::Order;

/// The deadline has passed.
struct Late {};

class Finder {
public:
    Finder(const Machine &machine, const SearchResult &search, Resweep &resweep,
           std::size_t maxBytes, const Watch &watch)
        : m_machine(machine), m_states(*search.states), m_search(search), m_resweep(resweep),
          m_maxBytes(maxBytes), m_watch(watch), m_reaching(m_states.size())
    {}

    EndingsAgain find()
    {
        try {
            findUnexpandedEnds();
            findEnds();
            findAllLoops();
        } catch (const Late &) {
            m_found.isLate = true;
        }
        std::ranges::sort(m_found.ends);
        std::ranges::sort(m_found.loops, {}, [](const Loop &loop) { return loop.states.front(); });
        return std::move(m_found);
    }

private:
    static Resweep::IsWanted isOutside(const StateSet &set)
    {
        return [&set](std::uint32_t state) { return !set.contains(state); };
    }

    void sweep(Order order, const Resweep::IsWanted &isWanted, const Resweep::Take &take)
    {
        if (!m_resweep.sweep(order, isWanted, take, m_watch))
            throw Late{};
    }

    /// Their continuations are unknown, so they count as ends.
    void findUnexpandedEnds()
    {
        const auto begin = static_cast<std::uint32_t>(m_search.expanded);
        const auto end = static_cast<std::uint32_t>(m_states.size());
        for (std::uint32_t state = begin; state < end; ++state)
            m_reaching.insert(state);
        const bool isDone = m_resweep.judgeAll(
            begin, end, [](std::uint32_t) { return true; },
            [this](StateView state) { return m_machine.standing(state) != Standing::Going; },
            [this](std::uint32_t state) { addEnd(state); }, m_watch);
        if (!isDone)
            throw Late{};
    }

    void addEnd(std::uint32_t state)
    {
        if (m_found.ends.size() * 2 * sizeof m_found.ends[0] > m_maxBytes)
            m_found.isTooMuch = true;
        else
            m_found.ends.push_back(StateIndex{state});
    }

    /// The first sweep. From the last state down: most transitions lead to larger numbers.
    void findEnds()
    {
        bool isLeft = false;
        bool reaches = false;
        const auto take = [&](const Resweep::Part &part) {
            for (const auto &[step, target] : part.transitions) {
                RACEWALK_CHECK(target < Expansion::hasState);
                isLeft = isLeft || !m_machine.program().threads[indexOf(step.thread)].isSystem;
                reaches = reaches || m_reaching.contains(target);
            }
            if (!part.isLast)
                return;
            const auto source = static_cast<std::uint32_t>(part.source);
            if (!isLeft && m_machine.standing(m_states[part.source]) != Standing::Going) {
                addEnd(source);
                reaches = true;
            }
            if (reaches)
                m_reaching.insert(source);
            isLeft = reaches = false;
        };
        sweep(
            Order::Descending, [](std::uint32_t) { return true; }, take);
    }

    std::size_t left() const { return m_states.size() - m_reaching.count(); }

    /// Until nothing changes, or, with `mayBuild`, what is left is small enough for findLoops().
    void carryOn(bool mayBuild)
    {
        const auto take = [&](const Resweep::Part &part) {
            const auto reaches = [this](const Expansion::Transition &transition) {
                return m_reaching.contains(transition.target);
            };
            if (std::ranges::any_of(part.transitions, reaches))
                m_reaching.insert(static_cast<std::uint32_t>(part.source));
        };
        for (std::size_t before = 0; before != m_reaching.count() && left() > 0;) {
            if (mayBuild && mayFit(left()))
                return;
            before = m_reaching.count();
            sweep(Order::Descending, isOutside(m_reaching), take);
        }
    }

    /// All loops are among the states that do not reach an end.
    void findAllLoops()
    {
        carryOn(true);
        if (left() == 0 || findLoops(m_reaching))
            return;
        carryOn(false);
        if (left() > 0)
            findLivelocks();
    }

    /// Apart from good loops: where every thread that is no daemon has ended, all is well.
    void findLivelocks()
    {
        StateSet well(m_states.size());
        const bool isDone = m_resweep.judgeAll(
            0, static_cast<std::uint32_t>(m_search.expanded), isOutside(m_reaching),
            [this](StateView state) { return unendedThreads(m_machine, state).empty(); },
            [&](std::uint32_t state) {
                well.insert(state);
                m_reaching.insert(state);
            },
            m_watch);
        if (!isDone)
            throw Late{};
        carryOn(true);
        if (left() > 0 && !findLoops(m_reaching)) {
            carryOn(false);
            if (left() > 0 && !findLoops(m_reaching))
                addCycle();
        }
        if (well.count() > 0 && !findLoops(well.complement()))
            m_found.isCut = true;
    }

    std::size_t transitionsFrom(std::size_t states) const
    {
        const std::size_t each =
            m_search.transitionCount / std::max<std::size_t>(1, m_search.expanded);
        return states * (each + 1);
    }

    bool mayFit(std::size_t states) const
    {
        return states * Search::bytesForEvaluation + transitionsFrom(states) * 8 <= m_maxBytes;
    }

    /// Those among the states outside the set, which no transition leaves but into it. False if
    /// there is no memory for that part of the graph.
    bool findLoops(const StateSet &set)
    {
        if (!mayFit(set.size() - set.count()))
            return false;
        const Complement outside(set, static_cast<std::uint32_t>(m_search.expanded));
        const std::size_t room = m_maxBytes - outside.size() * Search::bytesForEvaluation;
        bool isTooMuch = false;
        TransitionList list;
        std::vector<Mark> marks(outside.size(), Mark::None);
        const auto take = [&](const Resweep::Part &part) {
            const std::uint32_t from = outside.numberOf(static_cast<std::uint32_t>(part.source));
            isTooMuch = isTooMuch || list.bytes() > room;
            for (const auto &[step, target] : part.transitions) {
                if (set.contains(target))
                    marks[from] = Mark::GoodEnd;
                else if (!isTooMuch)
                    list.append(StateIndex{from}, StateIndex{outside.numberOf(target)}, step);
            }
        };
        sweep(Order::Ascending, isOutside(set), take);
        if (isTooMuch)
            return false;
        const TransitionGraph graph = list.takeGraph(outside.size(), m_watch);
        const Components components(graph, m_watch);
        for (std::uint32_t component = 0; component < components.count(); ++component) {
            m_watch.tick();
            if (isLoop(graph, components, component, marks))
                addLoop(components.states(component), outside);
        }
        return true;
    }

    void addLoop(std::span<const StateIndex> members, const Complement &outside)
    {
        Loop loop;
        for (const StateIndex member : members)
            loop.states.push_back(StateIndex{outside.state(static_cast<std::uint32_t>(member))});
        loop.isLivelock = !unendedThreads(m_machine, m_states[loop.states.front()]).empty();
        m_found.loops.push_back(std::move(loop));
    }

    /// Some cycle among the states from which no end can be reached, see EndingsAgain::isCut.
    void addCycle()
    {
        std::uint32_t first = 0;
        while (m_reaching.contains(first))
            ++first;
        // Brent 1980: An improved Monte Carlo factorization algorithm, section 3.
        std::uint32_t at = first;
        std::uint32_t mark = at;
        for (std::size_t steps = 0, turn = 1; (at = next(at)) != mark;) {
            if (++steps == turn) {
                mark = at;
                steps = 0;
                turn *= 2;
            }
        }
        Loop loop{.states = {}, .isLivelock = true};
        do {
            loop.states.push_back(StateIndex{at});
            at = next(at);
        } while (at != mark);
        std::ranges::sort(loop.states);
        m_found.loops.push_back(std::move(loop));
        m_found.isCut = true;
    }

    /// By the first transition.
    std::uint32_t next(std::uint32_t from)
    {
        m_watch.tick();
        if (m_watch.isLate())
            throw Late{};
        const std::uint32_t to = m_resweep.firstTarget(from, m_watch);
        RACEWALK_CHECK(to < m_states.size() && !m_reaching.contains(to));
        return to;
    }

    const Machine &m_machine;
    const StateStore &m_states;
    const SearchResult &m_search;
    Resweep &m_resweep;
    const std::size_t m_maxBytes;
    Watch m_watch;
    StateSet m_reaching; ///< an end, or what was not expanded
    EndingsAgain m_found;
};

} // namespace

EndingsAgain findEndingsAgain(const Machine &machine, const SearchResult &search, Resweep &resweep,
                              std::size_t maxBytes, Watch watch)
{
    return Finder(machine, search, resweep, maxBytes, watch).find();
}

} // namespace racewalk

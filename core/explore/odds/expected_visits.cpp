// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/odds/expected_visits.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

namespace racewalk {

namespace {

/// The cube of the number of places is the work of an elimination: below the first limit it is
/// nothing, up to the second it is done where sweeps do not come to an end soon.
constexpr std::size_t maxForElimination = 48;
constexpr std::size_t maxForLateElimination = 1000;
constexpr std::size_t manySweeps = 400;
constexpr std::size_t maxSweeps = 200'000;

class Elimination {
public:
    explicit Elimination(const Cycle &cycle)
        : m_size(cycle.entering.size()), m_entering(cycle.entering), m_leaving(cycle.leaving),
          m_stays(m_size), m_chances(m_size * m_size)
    {
        for (const Cycle::Way &way : cycle.ways)
            chance(way.from, way.to) += way.chance;
    }

    std::optional<std::vector<double>> visits(Watch &watch)
    {
        for (std::size_t place = m_size; place-- > 0;) {
            watch.look();
            if (watch.isLate() || !eliminate(place))
                return std::nullopt;
        }
        std::vector<double> visits(m_size);
        for (std::size_t place = 0; place < m_size; ++place) {
            double arrivals = m_entering[place];
            for (std::size_t from = 0; from < place; ++from)
                arrivals += visits[from] * chance(from, place);
            visits[place] = arrivals / m_stays[place];
        }
        return visits;
    }

private:
    double &chance(std::size_t from, std::size_t to) { return m_chances[from * m_size + to]; }

    /// Walks now skip `last`: its ways are replaced by those that lead on from it.
    bool eliminate(std::size_t last)
    {
        double away = m_leaving[last]; // 1 - chance(last, last), without a subtraction
        for (std::size_t to = 0; to < last; ++to)
            away += chance(last, to);
        m_stays[last] = away;
        if (!(away > 0))
            return false;
        for (std::size_t to = 0; to < last; ++to)
            m_entering[to] += m_entering[last] / away * chance(last, to);
        for (std::size_t from = 0; from < last; ++from) {
            const double share = chance(from, last) / away;
            if (share == 0)
                continue;
            m_leaving[from] += share * m_leaving[last];
            for (std::size_t to = 0; to < last; ++to)
                chance(from, to) += share * chance(last, to);
        }
        return true;
    }

    const std::size_t m_size;
    std::vector<double> m_entering, m_leaving;
    std::vector<double> m_stays; ///< chance of going on to a place before it, or of leaving
    std::vector<double> m_chances;
};

/// Each sweep sends on, place by place, what has arrived there since the last one. Nothing is lost:
/// what has come in has left, or is still waiting.
class Sweeps {
public:
    explicit Sweeps(const Cycle &cycle)
        : m_waiting(cycle.entering), m_visits(m_waiting.size()), m_ways(cycle.ways),
          m_enough(visitTolerance * total())
    {}

    bool sweep(std::size_t count, Watch &watch)
    {
        for (; count > 0 && total() > m_enough; --count) {
            sweepOnce(watch);
            if (watch.isLate())
                return false;
        }
        return total() <= m_enough;
    }

    std::vector<double> take() { return std::move(m_visits); }

private:
    double total() const { return std::accumulate(m_waiting.begin(), m_waiting.end(), 0.0); }

    void sweepOnce(Watch &watch)
    {
        std::size_t i = 0;
        for (std::uint32_t place = 0; place < m_waiting.size(); ++place) {
            watch.tick();
            const double sent = std::exchange(m_waiting[place], 0);
            m_visits[place] += sent;
            for (; i < m_ways.size() && m_ways[i].from == place; ++i)
                m_waiting[m_ways[i].to] += sent * m_ways[i].chance;
        }
    }

    std::vector<double> m_waiting;
    std::vector<double> m_visits;
    const std::vector<Cycle::Way> &m_ways;
    const double m_enough;
};

} // namespace

std::optional<std::vector<double>> expectedVisits(const Cycle &cycle, Watch &watch,
                                                  std::uint64_t maxWork)
{
    const std::size_t size = cycle.entering.size();
    if (size <= maxForElimination)
        return Elimination(cycle).visits(watch);
    Sweeps sweeps(cycle);
    if (sweeps.sweep(manySweeps, watch))
        return sweeps.take();
    if (size <= maxForLateElimination)
        return Elimination(cycle).visits(watch);
    const std::size_t most = maxWork / (cycle.ways.size() + 1);
    if (!sweeps.sweep(std::min(maxSweeps, most), watch))
        return std::nullopt;
    return sweeps.take();
}

} // namespace racewalk

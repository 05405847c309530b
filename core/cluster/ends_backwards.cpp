// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/ends_backwards.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace racewalk {

namespace {

/// Transitions that a rank tells of at a time.
constexpr std::uint32_t maxRound = 1U << 18;

/// The transitions that lead to own states, by target. Six bytes each, for as long as it lives.
class Predecessors {
public:
    Predecessors(const DividedStates &divided, Ranks &ranks, Watch &watch)
        : m_divided(divided), m_ranks(ranks), m_watch(watch)
    {
        // Twice: how many there are of each target, then which.
        m_ranks.together([&] { m_ends.assign(divided.states->size() + 1, 0); });
        forEachTransition(
            [&](std::uint16_t, std::uint32_t, std::uint32_t target) { ++m_ends[target]; });
        m_ranks.together([&] {
            std::size_t sum = 0;
            for (std::size_t &end : m_ends)
                end = std::exchange(sum, sum + end);
            m_owners.resize(sum);
            m_sources.resize(sum);
        });
        forEachTransition([&](std::uint16_t owner, std::uint32_t source, std::uint32_t target) {
            m_owners[m_ends[target]] = owner;
            m_sources[m_ends[target]++] = source;
        });
    }

    template <class Take>
    void forEach(std::uint32_t target, const Take &take) const
    {
        for (std::size_t i = target == 0 ? 0 : m_ends[target - 1]; i < m_ends[target]; ++i)
            take(StateLocation{m_owners[i], m_sources[i]});
    }

private:
    /// Of all ranks' transitions those that lead to states of this one.
    template <class Take>
    void forEachTransition(const Take &take)
    {
        const DividedTransitions &transitions = m_divided.transitions;
        std::uint32_t source = 0, next = 0;
        for (bool isMore = true; isMore;) {
            std::vector<Parcel> out = m_ranks.emptyParcels();
            m_ranks.together([&] {
                const auto end = static_cast<std::uint32_t>(
                    std::min<std::size_t>(transitions.size(), std::size_t{next} + maxRound));
                for (; next < end; ++next) {
                    m_watch.tick();
                    while (transitions.first(source + 1) <= next)
                        ++source;
                    const StateLocation target = transitions.target(next);
                    put(out[target.owner], source);
                    put(out[target.owner], target.local);
                }
            });
            const std::vector<Parcel> in = m_ranks.exchange(std::move(out));
            for (std::uint16_t rank = 0; rank < in.size(); ++rank) {
                for (ParcelReader reader(in[rank]); !reader.isAtEnd();) {
                    const auto from = reader.take<std::uint32_t>();
                    take(rank, from, reader.take<std::uint32_t>());
                }
            }
            isMore = m_ranks.any(next < transitions.size());
        }
    }

    const DividedStates &m_divided;
    Ranks &m_ranks;
    Watch &m_watch;
    std::vector<std::size_t> m_ends; ///< of each target's part
    std::vector<std::uint16_t> m_owners;
    std::vector<std::uint32_t> m_sources;
};

} // namespace

std::vector<bool> reachesMark(const DividedStates &divided, std::vector<bool> isMarked,
                              Ranks &ranks, Watch watch)
{
    const Predecessors predecessors(divided, ranks, watch);
    std::vector<bool> &reaches = isMarked;
    std::vector<std::uint32_t> toGoOn;
    ranks.together([&] {
        for (std::uint32_t i = 0; i < reaches.size(); ++i)
            if (reaches[i])
                toGoOn.push_back(i);
    });
    const auto reach = [&](std::uint32_t state) {
        if (!reaches[state])
            toGoOn.push_back(state);
        reaches[state] = true;
    };
    while (ranks.any(!toGoOn.empty())) {
        std::vector<Parcel> out = ranks.emptyParcels();
        ranks.together([&] {
            while (!toGoOn.empty()) {
                watch.tick();
                const std::uint32_t state = toGoOn.back();
                toGoOn.pop_back();
                predecessors.forEach(state, [&](StateLocation source) {
                    if (source.owner == ranks.rank())
                        reach(source.local);
                    else
                        put(out[source.owner], source.local);
                });
            }
        });
        const std::vector<Parcel> in = ranks.exchange(std::move(out));
        ranks.together([&] {
            for (const Parcel &parcel : in)
                for (ParcelReader reader(parcel); !reader.isAtEnd();)
                    reach(reader.take<std::uint32_t>());
        });
    }
    return isMarked;
}

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/divided_states.h"
#include "cluster/ranks.h"
#include "explore/results/sightings.h"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace racewalk {

/// Where something wrong can be seen: all that is needed to see it again.
struct Spot {
    RunCost cost;             ///< of the cheapest run that ends there
    std::uint32_t number = 0; ///< of the state, among all
    Place place{};
    std::optional<Step> step{}; ///< it is seen when this is taken there
    ThreadId thread{};          ///< these three as in Sighting
    std::uint32_t position = 0;
    Machine::Race race{};
    std::uint64_t met = 0;   ///< where this is in the order of a search by one process
    std::uint64_t first = 0; ///< the first spot of this finding in that order
};

/// What Sightings are for one process: the cheapest spot of each distinct finding, the first one
/// among equals.
class Spots {
public:
    using Key = Sightings::Key;
    using ByKey = std::map<Key, Spot>;

    /// What follows is seen in this state.
    void beginState(Place place, std::uint32_t number)
    {
        m_place = place;
        m_number = number;
        m_order = 0;
    }
    /// `spot` has what is found and its cost; the rest is filled in.
    void add(FindingKind kind, const Key &key, Spot spot);
    /// There may be more that nobody looked for.
    void setCut() { m_isCut = true; }

    /// Those of all ranks on rank 0, no more of a kind than maxListed; nothing on the others.
    void gather(Ranks &ranks);

    /// After gather().
    bool isCut() const { return m_isCut; }
    const std::map<FindingKind, ByKey> &all() const { return m_spots; }

private:
    void merge(FindingKind kind, const Key &key, const Spot &spot);
    void keepFirst(ByKey &spots);

    Place m_place;
    std::uint32_t m_number = 0, m_order = 0;
    std::map<FindingKind, ByKey> m_spots;
    bool m_isCut = false;
};

} // namespace racewalk

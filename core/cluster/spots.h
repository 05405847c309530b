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

/// Where a finding can be observed: a state, a step, and the cost of the run to it.
struct Spot {
    RunCost cost;             ///< of the shortest run that ends there
    std::uint32_t number = 0; ///< global number of the state
    StateLocation place{};
    std::optional<Step> step{}; ///< the finding is observed when this step is taken in the state
    ThreadId thread{};          ///< these three as in Sighting
    std::uint32_t position = 0;
    Machine::Race race{};
    std::uint64_t met = 0;   ///< position in the order of a search by one process
    std::uint64_t first = 0; ///< the first spot of this finding in that order
};

/// For each distinct finding, the spot with the shortest run, and the first one among equals: the
/// counterpart of Sightings for several ranks.
class Spots {
public:
    using Key = Sightings::Key;
    using ByKey = std::map<Key, Spot>;

    /// Starts the spots of this state.
    void beginState(StateLocation place, std::uint32_t number)
    {
        m_place = place;
        m_number = number;
        m_order = 0;
    }
    /// Adds a spot in the current state. `spot` has the finding and the cost; the other members are
    /// filled in.
    void add(FindingKind kind, const Key &key, Spot spot);
    /// Records that there may be findings that were not searched for.
    void setCut() { m_isCut = true; }

    /// Gathers the spots of all ranks on rank 0, at most maxListed per kind; the other ranks have
    /// none afterwards.
    void gather(Ranks &ranks);

    /// Valid after gather().
    bool isCut() const { return m_isCut; }
    const std::map<FindingKind, ByKey> &all() const { return m_spots; }

private:
    void merge(FindingKind kind, const Key &key, const Spot &spot);
    void keepFirst(ByKey &spots);

    StateLocation m_place;
    std::uint32_t m_number = 0, m_order = 0;
    std::map<FindingKind, ByKey> m_spots;
    bool m_isCut = false;
};

} // namespace racewalk

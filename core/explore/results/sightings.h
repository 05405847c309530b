// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/results/explored.h"
#include "machine/finding.h"

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace racewalk {

/// Something wrong that was seen: in `state`, or when `step` was taken from it. Threads are called
/// as `state` calls them.
struct Sighting {
    FindingKind kind = FindingKind::None;
    StateIndex state{};
    std::optional<Step> step;
    RunCost cost;  ///< of the cheapest run that ends there
    Share share{}; ///< of all sightings of the same finding: see Sightings::count()

    // What a replay must show again, and what the finding is about.
    ThreadId thread{};          ///< of a fault or warn
    std::uint32_t position = 0; ///< of a fault or warn: in the thread's body
    Machine::Race race{};       ///< of a data race
    const Loop *loop = nullptr; ///< of a livelock
};

/// The cheapest sighting of each distinct finding, the first one among equals.
class Sightings {
public:
    /// What makes a finding of its kind distinct.
    using Key = std::vector<std::uint32_t>;

    /// Whether a sighting of that cost would be kept.
    bool isWanted(FindingKind kind, const Key &key, RunCost cost);
    void keep(const Key &key, Sighting sighting);
    /// Adds to the share of the finding, whichever of its sightings is kept.
    void count(FindingKind kind, const Key &key, const Share &share);

    /// By kind, then cost, then key. Leaves nothing.
    std::vector<Sighting> take();
    /// There may be more that nobody looked for.
    void setCut() { m_isCut = true; }
    bool isCut() const { return m_isCut; }

private:
    std::map<FindingKind, std::map<Key, Sighting>> m_sightings;
    bool m_isCut = false;
};

void addHangs(const Explored &explored, Sightings &sightings);
void addLivelocks(const Explored &explored, Sightings &sightings);
void addFaults(const Explored &explored, Sightings &sightings);
void addDataRaces(const Explored &explored, Sightings &sightings);
void addWarnings(const Explored &explored, Sightings &sightings);

/// What makes these findings distinct.
Sightings::Key hangKey(const Machine &machine, StateView state);
Sightings::Key faultKey(const Program &program, const StepRecord::Failure &failure);
Sightings::Key raceKey(const Machine &machine, StateView state, const Machine::Race &race);
Sightings::Key warningKey(const Program &program, ThreadId thread, std::uint32_t position);

/// Whether any code of the program can warn.
bool canWarn(const Program &program);

/// The same number for all threads of one declaration.
std::uint32_t groupOf(const Program &program, ThreadId thread);

/// Where the thread stands, as source: a sleeping thread at its schedule().
SourceSpan placeOf(const Machine &machine, StateView state, ThreadId thread);

} // namespace racewalk

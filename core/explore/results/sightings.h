// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/fates/explored.h"
#include "machine/finding.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace racewalk {

/// A finding observed in `state`, or when `step` was taken from it. Threads have their names in
/// `state`.
struct Sighting {
    FindingKind kind = FindingKind::None;
    StateIndex state{};
    std::optional<Step> step;
    RunCost cost;  ///< of the shortest run that ends there
    Share share{}; ///< sum over all sightings of the finding; see Sightings::count()

    // What a replay must show again, and what the finding is about.
    ThreadId thread{};          ///< of a fault or warn
    std::uint32_t position = 0; ///< of a fault or warn: position in the thread's body
    Machine::Race race{};       ///< of a data race
    const Loop *loop = nullptr; ///< of a livelock
};

/// For each distinct finding, the sighting with the shortest run, and the first one among equals.
class Sightings {
public:
    /// What makes a finding of its kind distinct.
    using Key = std::vector<std::uint32_t>;

    /// Whether a sighting of that cost would be kept.
    bool isWanted(FindingKind kind, const Key &key, RunCost cost);
    void keep(const Key &key, Sighting sighting);
    /// Adds to the share of the finding, no matter which of its sightings is kept.
    void count(FindingKind kind, const Key &key, const Share &share);

    /// Removes and returns all sightings, sorted by kind, cost and key.
    std::vector<Sighting> take();
    /// Records that there may be findings that were not searched for.
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

/// Calls `found` for the data races of the states below `size`, each where a run is cheaper than to
/// any state before. Returns false if there was no time for all.
bool findDataRaces(
    const Machine &machine, std::size_t size, const std::vector<bool> &isRacing, Watch watch,
    const std::function<StateView(StateIndex)> &read,
    const std::function<RunCost(StateIndex)> &costTo,
    const std::function<void(const Sightings::Key &key, const Sighting &sighting)> &found);

/// What makes these findings distinct.
Sightings::Key hangKey(const Machine &machine, StateView state);
Sightings::Key faultKey(const Program &program, const StepRecord::Failure &failure);
Sightings::Key raceKey(const Machine &machine, StateView state, const Machine::Race &race);
Sightings::Key warningKey(const Program &program, ThreadId thread, std::uint32_t position);

/// Whether any code of the program can warn.
bool canWarn(const Program &program);

/// Returns a number that all threads of one declaration share.
std::uint32_t groupOf(const Program &program, ThreadId thread);

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/base/limits.h"
#include "explore/differences/result_difference.h"
#include "explore/results/verdict.h"
#include "machine/machine.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace racewalk {

/// The effect of one change of a program.
struct LineEffect {
    enum class Kind : std::uint8_t {
        NoProgram, ///< the changed program does not compile
        Unchanged,
        Changed,
        Undecided, ///< a limit was reached before any difference was found
    };
    Kind kind = Kind::Undecided;
    /// The limit that ended the search of the changed program. `vanishes` is then unknown.
    Limit limit = Limit::None;
    double limitValue = 0;
    bool isListCut = false; ///< there were too many endings or findings to compare all
    std::uint64_t states = 0;
    std::set<FindingKind> newKinds, lostKinds;
    std::vector<Difference> appears, vanishes; ///< findings, then endings, in a fixed order

    bool isComplete() const { return limit == Limit::None && !isListCut; }
};

/// The effects of all changes of a program.
struct LineEffects {
    Verdict verdict; ///< of the unchanged program
    /// In the order of the changes; all Undecided if the search of the unchanged program was
    /// incomplete.
    std::vector<LineEffect> effects;

    bool isComplete() const;
};

struct LineEffectsSettings {
    /// The limits of each search. If there is no limit on states, a search stops at manyTimes as
    /// many states as the unchanged program has, or at fewestStates if that is more, because a
    /// change can make a program endless. `workers` is the number of searches at the same time,
    /// each with one thread; the result does not depend on it.
    Limits limits;

    static constexpr std::uint64_t fewestStates = 100'000;
    static constexpr std::uint64_t manyTimes = 20;
};

/// Called in the thread that called findLineEffects().
using LineEffectsProgress = std::function<void(std::size_t done, std::size_t total)>;

/// Explores `machine`, then each of `count` changed programs, and compares the results. `changed`
/// returns the program with a number, or null if it does not compile; calls of it never overlap. If
/// a stop is requested, the changes that were not tried are Undecided, with Limit::Cancelled.
LineEffects
findLineEffects(const Machine &machine, std::size_t count,
                const std::function<std::shared_ptr<const Program>(std::size_t)> &changed,
                const LineEffectsSettings &settings, std::stop_token stop = {},
                const LineEffectsProgress &progress = {});

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/results/verdict.h"
#include "explore/search/limits.h"
#include "machine/machine.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace racewalk {

/// A finding or an ending that only one of two programs has.
struct Difference {
    FindingKind kind = FindingKind::None;
    bool isEnding = false;
    std::string text; ///< summary of an ending, or message of a finding
    SourceSpan span;  ///< of a finding
    std::string object;
};

/// The effect of a change to a program.
struct LineEffect {
    enum class Kind : std::uint8_t {
        NoProgram, ///< the changed program does not compile
        Unchanged,
        Changed,
        Undecided, ///< a limit was reached, and no difference was found until then
    };
    Kind kind = Kind::Undecided;
    /// Why the changed program was not explored completely; if so, it is unknown what vanishes.
    Limit limit = Limit::None;
    std::uint64_t limitValue = 0;
    bool isListCut = false; ///< too many endings or findings to compare all
    std::uint64_t states = 0;
    std::set<FindingKind> newKinds, lostKinds;
    std::vector<Difference> appears, vanishes; ///< findings, then endings, in a fixed order

    bool isComplete() const { return limit == Limit::None && !isListCut; }
};

/// The effects of all changes to a program.
struct LineEffects {
    Verdict verdict; ///< of the unchanged program
    /// In the order of the changes. All are Undecided if the unchanged program could not be
    /// explored completely.
    std::vector<LineEffect> effects;

    bool isComplete() const;
};

struct LineEffectsSettings {
    /// Limits of each search. If there is no limit on states, it is fewestStates, or manyTimes the
    /// states of the unchanged program if that is more, because a change can make a program
    /// endless. `workers` searches run at the same time, with one thread each; the result does not
    /// depend on their number.
    Limits limits;

    static constexpr std::uint64_t fewestStates = 100'000;
    static constexpr std::uint64_t manyTimes = 20;
};

/// Called in the thread that called findLineEffects().
using LineEffectsProgress = std::function<void(std::size_t done, std::size_t total)>;

/// Explores `machine`, then each of `count` changed programs, and compares. `changed` returns the
/// program with a number, or null if there is none; calls to it never overlap. Changes that were
/// not tried before a stop was requested are Undecided, with Limit::Cancelled.
LineEffects
findLineEffects(const Machine &machine, std::size_t count,
                const std::function<std::shared_ptr<const Program>(std::size_t)> &changed,
                const LineEffectsSettings &settings, std::stop_token stop = {},
                const LineEffectsProgress &progress = {});

} // namespace racewalk

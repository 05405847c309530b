// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/results/verdict.h"
#include "explore/search/limits.h"
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

/// A finding or an ending that one of two programs has, and the other has not.
struct Difference {
    FindingKind kind = FindingKind::None;
    bool isEnding = false;
    std::string text; ///< of an ending its summary, else the finding's message
    SourceSpan span;  ///< of a finding
    std::string object;
};

/// What becomes of a program by a change.
struct LineEffect {
    enum class Kind : std::uint8_t {
        NoProgram, ///< what is left does not compile
        Unchanged,
        Changed,
        Undecided, ///< a limit was hit, and nothing new was seen until then
    };
    Kind kind = Kind::Undecided;
    /// Why the changed program was not explored to its end: then what vanishes is not known.
    Limit limit = Limit::None;
    double limitValue = 0;
    bool isListCut = false; ///< too many endings or findings to compare all
    std::uint64_t states = 0;
    std::set<FindingKind> newKinds, lostKinds;
    std::vector<Difference> appears, vanishes; ///< findings, then endings, in a fixed order

    bool isComplete() const { return limit == Limit::None && !isListCut; }
};

/// What all changes of a program do.
struct LineEffects {
    Verdict verdict; ///< of the unchanged program
    /// In the order of the changes; all Undecided if the unchanged program could not be explored to
    /// its end.
    std::vector<LineEffect> effects;

    bool isComplete() const;
};

struct LineEffectsSettings {
    /// Of each search. No limit on states: fewestStates, or manyTimes those of the unchanged
    /// program if that is more, as a change can make a program endless. `workers` of them go on
    /// side by side, each with one thread; they change nothing in the result.
    Limits limits;

    static constexpr std::uint64_t fewestStates = 100'000;
    static constexpr std::uint64_t manyTimes = 20;
};

/// Told from the thread that asked.
using LineEffectsProgress = std::function<void(std::size_t done, std::size_t total)>;

/// Explores `machine`, then each of `count` changed programs, and compares. `changed` gives the
/// program of a number, null if there is none; it is never called twice at once. What was not tried
/// when a stop was requested is Undecided, with Limit::Cancelled.
LineEffects
findLineEffects(const Machine &machine, std::size_t count,
                const std::function<std::shared_ptr<const Program>(std::size_t)> &changed,
                const LineEffectsSettings &settings, std::stop_token stop = {},
                const LineEffectsProgress &progress = {});

} // namespace racewalk

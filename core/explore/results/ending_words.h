// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/state.h"
#include "machine/step_record.h"
#include "program/finding_kind.h"
#include "program/source_span.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>

namespace racewalk {

class EndingReader; // of ending_facts.h
class Machine;
struct EndingFacts; // of ending_facts.h
struct Livelock;    // of machine/livelock.h
struct Outcome;     // of verdict.h
struct Program;

/// What an ending is called. Every view, list and report uses these words, so that the same ending
/// has the same name everywhere.
struct EndingWords {
    std::string name;   ///< "Hang: lookup sleeps forever", "BUG_ON failed, line 7", "done = 1"
    std::string brief;  ///< where room is small: "Hang", "BUG_ON failed", "done = 1"
    std::string detail; ///< "lookup asleep; evict ended"; of a failed step: its message
    bool operator==(const EndingWords &) const = default;
};

/// Returns the words for a failure or a warning with this message. A failure that stops the run is
/// named after its line, because it is possible at several places.
EndingWords failureWords(FindingKind kind, const std::string &message, const SourceSpan &span);
/// Returns the words for a good end: its name is the values that distinguish it, or "Finished".
EndingWords goodEndWords(const std::string &values, const std::string &threads);

/// An ending of a list, and where it ends: columnText() or blockedPlaces(); may be empty.
struct PlacedEnding {
    EndingWords *words = nullptr;
    std::string place;
};

/// Adds to the details of endings with the same name and details: their places if these differ,
/// otherwise their numbers.
void tellApart(std::span<const PlacedEnding> endings);

/// "column 9".
std::string columnText(const SourceSpan &span);
/// "lookup on wq at line 20; evict on i_lock at line 31": where threads are blocked.
std::string blockedPlaces(const Program &program, const EndingFacts &facts);

/// Finds the words for endings that are told apart by the variables in which they differ.
class EndingSummaries {
public:
    /// `reader` outlives this.
    explicit EndingSummaries(const EndingReader &reader) : m_reader(reader) {}

    void add(const EndingFacts &facts);
    /// "lookup asleep; evict ended; done = 1", with the variables that differ between the added
    /// endings.
    std::string text(const Program &program, const EndingFacts &facts) const;
    /// Returns the words for an ending; `end` is called for a state that is such an end, and only
    /// if it is a hang.
    template <class EndOf>
    EndingWords words(const Machine &machine, const EndingFacts &facts, EndOf &&end) const
    {
        return isHang(facts) ? hangWords(machine, facts, end()) : otherWords(machine, facts);
    }

private:
    static bool isHang(const EndingFacts &facts);
    EndingWords hangWords(const Machine &machine, const EndingFacts &facts, StateView end) const;
    EndingWords otherWords(const Machine &machine, const EndingFacts &facts) const;
    /// "done = 1; x = 2": those that differ.
    std::string valuesText(const Program &program, const EndingFacts &facts) const;

    const EndingReader &m_reader;
    std::map<std::size_t, std::set<std::int32_t>> m_values; ///< values by number of the variable
};

/// Returns the words for the end of a run: those of the outcome that it is, if that is known.
/// `failure` is that of the last step. None if a thread can still step.
std::optional<EndingWords> endingWords(const Machine &machine, StateView end,
                                       const std::optional<StepRecord::Failure> &failure,
                                       std::span<const Outcome> known);

/// Returns the words for a livelock that a run has entered: those of the outcome, if that is known;
/// otherwise without details.
EndingWords livelockWords(const Program &program, const Livelock &livelock,
                          std::span<const Outcome> known);

/// Whether the run ends in a finding of that kind.
bool stopsTheRun(FindingKind kind);

/// Returns the summary of an outcome that is a failure. It has the line, because the same failure
/// is possible at several places.
std::string faultSummary(const std::string &message, const SourceSpan &span);

} // namespace racewalk

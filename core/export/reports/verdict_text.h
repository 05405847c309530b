// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/results/ending_words.h"
#include "explore/results/verdict_words.h"
#include "machine/machine.h"
#include "run/run.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace racewalk {

/// An explored variant with its verdict, and whether data races count as failures.
struct CheckedVariant {
    std::shared_ptr<const Machine> machine;
    Verdict verdict;
    bool dataRacesAreFailures = false;
    /// Lines that no interleaving reaches; no value if they are not known: see unreachedLines().
    std::optional<std::vector<std::uint32_t>> unreached{};
    unsigned ranks = 1; ///< processes that searched together
};

/// Returns the kinds that the scenario expects of this variant and memory model; none if there is
/// no `expect`.
std::vector<FindingKind> expectedKinds(const Program &program);

/// Whether the verdict is what the scenario expects; nullopt if it is incomplete and nothing
/// contradicts the expectation. A data race that counts as a failure is never expected.
std::optional<bool> isAsExpected(const CheckedVariant &variant);

/// Returns verdictSentence() of the verdict, with data races counted as in this report: "found:
/// data_race in 39 states".
std::string verdictSentence(const CheckedVariant &variant);

/// "as expected"; "not as expected: use_after_free was not expected; hang was expected and does not
/// happen"; "not decided".
std::string expectationText(const CheckedVariant &variant);

/// The severity that a finding has in this report.
Severity severityIn(const CheckedVariant &variant, const Finding &finding);

/// "inode-teardown.race:57", or only the file if the span has no line.
std::string placeText(const Program &program, SourceSpan span);

/// Returns what was explored, in one line without a full stop: "Inode lookup vs. evict(), variant
/// rcu_lookup (lookups = 3) under tso".
std::string subjectText(const Program &program);

/// "line 41", "lines 41, 57-59".
std::string linesText(const std::vector<std::uint32_t> &lines);

/// "2 context switches, 21 steps".
std::string lengthText(std::size_t contextSwitches, std::size_t steps);

/// Returns the words for the end of the run; none if a thread can still step there. `known` are the
/// outcomes of its program, or empty.
std::optional<EndingWords> endingWords(const Run &run, std::span<const Outcome> known);

/// Describes the state at the run's cursor in one sentence, with the condition of every thread:
/// "Hang: lookup is asleep on ...; evict has ended." It begins with EndingWords::brief.
std::string endingText(const Run &run);

/// Returns a message for each data race that is possible at the run's cursor.
std::vector<std::string> dataRacesAt(const Run &run);

/// Returns the failure at the run's cursor, a fault or a hang; None if there is none.
FindingKind endingKind(const Run &run);

} // namespace racewalk

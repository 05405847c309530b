// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/results/verdict_words.h"
#include "machine/machine.h"
#include "run/run.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace racewalk {

/// One variant that was explored, with what decides how its verdict is read.
struct CheckedVariant {
    std::shared_ptr<const Machine> machine;
    Verdict verdict;
    bool dataRacesAreFailures = false;
    /// Lines that no interleaving reaches; without a value if nobody looked: see unreachedLines().
    std::optional<std::vector<std::uint32_t>> unreached{};
    unsigned ranks = 1; ///< processes that searched together
};

/// What the scenario expects of the variant in force; without an `expect` no failure.
std::vector<std::string> expectedKinds(const Program &program);

/// Whether the verdict is what the scenario expects; nullopt while incomplete and nothing
/// contradicts it. A data race that counts as a failure is never expected.
std::optional<bool> isAsExpected(const CheckedVariant &variant);

/// As the window tints it and the command line's exit status says it.
enum class Judgement : std::uint8_t {
    AsExpected, ///< nothing failed, or exactly what the scenario expects
    Unexpected, ///< a failure that is not expected, or an expected one that there is not
    Incomplete, ///< not every state was seen and nothing contradicts what is expected
};
Judgement judgementOf(const CheckedVariant &variant);

/// As verdictSentence() of the verdict, with the severities of this report: "found: data_race in 39
/// states".
std::string verdictSentence(const CheckedVariant &variant);

/// "as expected"; "not as expected: use_after_free is new, hang is missing"; "not decided".
std::string expectationText(const CheckedVariant &variant);

/// The severity that a finding has in this report.
Severity severityIn(const CheckedVariant &variant, const Finding &finding);

/// "inode-teardown.race:57", or the file alone for what stands nowhere in it.
std::string placeText(const Program &program, SourceSpan span);

/// "inode-teardown, variant rcu_lookup (lookups = 3)" behind the scenario's title: what was
/// explored, in one line without a full stop.
std::string subjectText(const Program &program);

/// "line 41", "lines 41, 57-59".
std::string linesText(const std::vector<std::uint32_t> &lines);

/// "2 context switches, 21 steps".
std::string lengthText(std::size_t contextSwitches, std::size_t steps);

/// How the run stands at its cursor, in whole sentences: "Hang: lookup is asleep on ...; evict has
/// ended." A run that can go on says who can.
std::string endingText(const Run &run);

/// The data races that are possible at the run's cursor, one message each.
std::vector<std::string> dataRacesAt(const Run &run);

/// The failure that the run's cursor stands in: a fault or a hang; None if it is neither.
FindingKind endingKind(const Run &run);

} // namespace racewalk

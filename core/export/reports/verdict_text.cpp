// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/reports/verdict_text.h"

#include "explore/explain/race_words.h"
#include "machine/words.h"

#include <fmt/format.h>

#include <algorithm>

namespace racewalk {
namespace {

std::string counted(std::size_t count, const char *one, const char *many)
{
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string joined(const std::vector<std::string> &words, const char *separator)
{
    return fmt::format("{}", fmt::join(words, separator));
}

/// The failures of the verdict as this report counts them.
std::vector<FindingKind> failureKindsOf(const CheckedVariant &variant)
{
    std::vector<FindingKind> kinds = variant.verdict.failureKinds();
    if (variant.dataRacesAreFailures && variant.verdict.first(FindingKind::DataRace) != nullptr)
        kinds.push_back(FindingKind::DataRace); // no failure's kind comes behind it
    return kinds;
}

/// "hang, bug": those of the kinds that are not among the others.
std::string textWithout(std::vector<FindingKind> kinds, const std::vector<FindingKind> &others)
{
    std::erase_if(
        kinds, [&](FindingKind kind) { return std::ranges::find(others, kind) != others.end(); });
    return fmt::format("{}", fmt::join(toTexts(kinds), ", "));
}

std::string threadSentences(const Run &run)
{
    const Machine &machine = run.machine();
    std::vector<std::string> sentences;
    for (std::size_t i = 0; i < machine.program().threads.size(); ++i)
        if (!machine.program().threads[i].isSystem)
            sentences.push_back(
                sentenceFor(machine, run.state(), ThreadId{static_cast<std::uint16_t>(i)}));
    return joined(sentences, "; ");
}

/// Of the step before that position.
const std::optional<StepRecord::Failure> &failureBefore(const Run &run, std::size_t position)
{
    return position == 0 ? run.initialRecord().failure : run.event(position - 1).record.failure;
}

std::string faultText(const Run &run)
{
    const auto &failure = failureBefore(run, run.position());
    const FindingKind kind = run.machine().layout().fault(run.state());
    const std::string brief = failureWords(kind, "", {}).brief;
    if (!failure)
        return brief + ".";
    return fmt::format("{}: {} ({}).", brief, failure->message,
                       placeText(run.machine().program(), failure->span));
}

/// "n = 3 (default 1)" of each param that was changed from outside: `expect` does not know of them.
std::vector<std::string> changedParameters(const Program &program)
{
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < program.parameters.size(); ++i) {
        const Parameter &now = program.parameters[i];
        const Parameter &written = program.scenario.parameters[i];
        if (now.value != written.value)
            texts.push_back(
                fmt::format("{} = {} (default {})", now.name, now.value, written.value));
    }
    return texts;
}

} // namespace

std::vector<FindingKind> expectedKinds(const Program &program)
{
    const Expectation *expectation = program.expectation();
    return expectation == nullptr ? std::vector<FindingKind>{} : expectation->kinds;
}

std::optional<bool> isAsExpected(const CheckedVariant &variant)
{
    if (variant.dataRacesAreFailures && variant.verdict.first(FindingKind::DataRace) != nullptr)
        return false;
    return isAsExpected(variant.verdict, expectedKinds(variant.machine->program()));
}

std::string verdictSentence(const CheckedVariant &variant)
{
    return verdictSentence(variant.verdict, failureKindsOf(variant));
}

std::string expectationText(const CheckedVariant &variant)
{
    const auto asExpected = isAsExpected(variant);
    if (!asExpected)
        return "not decided";
    if (*asExpected)
        return "as expected";
    const Program &program = variant.machine->program();
    if (program.expectation() == nullptr)
        return "without an `expect` no failure is expected";
    const auto expected = expectedKinds(program);
    const auto found = failureKindsOf(variant);
    std::vector<std::string> clauses;
    if (const auto fresh = textWithout(found, expected); !fresh.empty())
        clauses.push_back(fresh + " was not expected");
    const auto missing = textWithout(expected, found);
    if (variant.verdict.isComplete() && !missing.empty()) // else it may happen in a state not seen
        clauses.push_back(missing + " was expected and does not happen");
    const auto changed = changedParameters(program);
    return "not as expected: " + joined(clauses, "; ") +
           (changed.empty() ? "" : ", for " + joined(changed, ", "));
}

Severity severityIn(const CheckedVariant &variant, const Finding &finding)
{
    if (variant.dataRacesAreFailures && finding.kind == FindingKind::DataRace)
        return Severity::Failure;
    return severityOf(finding.kind);
}

std::string placeText(const Program &program, SourceSpan span)
{
    const std::string &file = program.source->fileName();
    return span.line == 0 ? file : fmt::format("{}:{}", file, span.line);
}

std::string subjectText(const Program &program)
{
    std::string text = program.scenario.title;
    if (!program.variant.empty())
        text += ", variant " + program.variant;
    std::vector<std::string> parameters;
    for (const Parameter &parameter : program.parameters)
        parameters.push_back(fmt::format("{} = {}", parameter.name, parameter.value));
    if (!parameters.empty())
        text += " (" + joined(parameters, ", ") + ")";
    if (program.memory != MemoryModel::Sc)
        text += fmt::format(" under {}", toText(program.memory));
    return text;
}

std::string linesText(const std::vector<std::uint32_t> &lines)
{
    std::vector<std::string> ranges;
    for (std::size_t i = 0; i < lines.size();) {
        const std::size_t first = i++;
        while (i < lines.size() && lines[i] == lines[i - 1] + 1)
            ++i;
        ranges.push_back(i - first == 1 ? fmt::to_string(lines[first])
                                        : fmt::format("{}-{}", lines[first], lines[i - 1]));
    }
    return (lines.size() == 1 ? "line " : "lines ") + joined(ranges, ", ");
}

std::string lengthText(std::size_t contextSwitches, std::size_t steps)
{
    return counted(contextSwitches, "context switch", "context switches") + ", " +
           counted(steps, "step", "steps");
}

std::optional<EndingWords> endingWords(const Run &run, std::span<const Outcome> known)
{
    return endingWords(run.machine(), run.stateAt(run.length()), failureBefore(run, run.length()),
                       known);
}

std::string endingText(const Run &run)
{
    switch (run.machine().standing(run.state())) {
    case Standing::Going:
        return "Not ended: " + threadSentences(run) + ".";
    case Standing::Ended:
        return goodEndWords("", "").brief + ": " + threadSentences(run) + ".";
    case Standing::Hang:
        return failureWords(FindingKind::Hang, "", {}).brief + ": " + threadSentences(run) + ".";
    case Standing::Fault:
        return faultText(run);
    }
    return {};
}

std::vector<std::string> dataRacesAt(const Run &run)
{
    std::vector<Machine::Race> races;
    run.machine().appendDataRaces(run.state(), races);
    std::vector<std::string> messages;
    for (const Machine::Race &race : races)
        messages.push_back(raceWords(run.machine(), run.state(), race).message);
    return messages;
}

FindingKind endingKind(const Run &run)
{
    switch (run.machine().standing(run.state())) {
    case Standing::Going:
    case Standing::Ended:
        return FindingKind::None;
    case Standing::Hang:
        return FindingKind::Hang;
    case Standing::Fault:
        return run.machine().layout().fault(run.state());
    }
    return FindingKind::None;
}

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "claims.h"

#include "explore/explore.h"
#include "explore/results/verdict_words.h"
#include "language/compile.h"
#include "run/schedule/schedule.h"
#include "support/program_from_text.h"

#include <fmt/format.h>

namespace racewalk::test {

namespace {

/// How the run to this state ends, as a tour says it; empty if it can go on to different ends.
std::string endOf(const Machine &machine, const StateSpace &space, StateView state)
{
    switch (machine.standing(state)) {
    case Standing::Ended:
        return "ok";
    case Standing::Hang:
        return "hang";
    case Standing::Fault:
        return std::string(toText(machine.layout().fault(state)));
    case Standing::Going:
        break;
    }
    return space.fateOf(state) == Fate::Doomed ? "livelock" : "";
}

/// Empty if the tour is as it says.
std::string complaintAbout(const Tour &tour, const Machine &machine, const StateSpace &space)
{
    std::string steps;
    for (const TourStop &stop : tour.stops)
        steps += stop.steps + " ";
    const auto schedule = parseSchedule(steps);
    if (!schedule)
        return schedule.error().message;
    const Walk walked = walk(machine, *schedule);
    if (!walked.message.empty())
        return walked.message;
    State state = machine.initialState();
    for (const Step step : walked.steps)
        machine.apply(state, step);
    const std::string end = endOf(machine, space, state);
    return end == tour.end ? "" : fmt::format("it ends with '{}'", end);
}

/// Exploring one variant under one memory model.
class Claims {
public:
    Claims(std::string_view text, std::shared_ptr<const Machine> machine)
        : m_text(text), m_machine(std::move(machine)), m_explored(explore(*m_machine, {}))
    {}

    std::vector<std::string> broken() const
    {
        std::vector<std::string> result;
        const Program &program = m_machine->program();
        const Expectation *expectation = program.expectation();
        if (expectation == nullptr)
            result.emplace_back("there is no expect line");
        else if (isAsExpected(m_explored.verdict, expectation->kinds) != true)
            result.push_back(verdictSentence(m_explored.verdict));
        for (const Finding &finding : m_explored.verdict.findings)
            if (severityOf(finding.kind) == Severity::Warning &&
                m_text.find(toText(finding.kind)) == std::string_view::npos)
                result.push_back(fmt::format("a warning nobody speaks of, {}: {}",
                                             toText(finding.kind), finding.message));
        for (const Tour &tour : program.scenario.tours) {
            if (tour.variant != program.variant || tour.memory != program.memory)
                continue;
            const std::string complaint = complaintAbout(tour, *m_machine, *m_explored.space);
            if (!complaint.empty())
                result.push_back(fmt::format("tour \"{}\": {}", tour.title, complaint));
        }
        return result;
    }

    bool has(FindingKind kind) const { return m_explored.verdict.first(kind) != nullptr; }

private:
    std::string_view m_text;
    std::shared_ptr<const Machine> m_machine;
    Exploration m_explored;
};

std::string_view shown(MemoryModel model)
{
    switch (model) {
    case MemoryModel::Sc:
        return "sc";
    case MemoryModel::Tso:
        return "tso";
    case MemoryModel::Pso:
        return "pso";
    }
    return "";
}

} // namespace

std::string faultsOf(std::string_view text)
{
    std::string result;
    const Compiled compiled =
        compile(std::make_shared<const SourceText>("page.race", std::string(text)));
    for (const Diagnostic &fault : compiled.diagnostics) {
        result += fmt::format("{}: {}\n", fault.span.line, fault.sentence);
        if (!fault.hint.empty())
            result += fmt::format("   {}\n", fault.hint);
    }
    return result;
}

std::vector<std::string> brokenClaims(std::string_view text)
{
    if (const std::string faults = faultsOf(text); !faults.empty())
        return {faults};
    const Scenario scenario = programFor(text)->scenario;
    std::vector<std::string> result;
    bool hasDataRace = false;
    for (const Variant &variant : scenario.variants) {
        for (const MemoryModel model : scenario.claimedModels()) {
            const Claims claims(text, machineFor(text, variant.name, {}, model));
            hasDataRace = hasDataRace || claims.has(FindingKind::DataRace);
            for (const std::string &broken : claims.broken())
                result.push_back(
                    fmt::format("variant '{}' under {}: {}", variant.name, shown(model), broken));
        }
    }
    if (text.find("data_race") != std::string_view::npos && !hasDataRace)
        result.emplace_back("it speaks of a data_race, and has none");
    return result;
}

} // namespace racewalk::test

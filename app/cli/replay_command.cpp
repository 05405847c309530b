// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/option_checks.h"
#include "cli/scenario.h"
#include "cli/schedule_text.h"
#include "export/diagram/left_out_steps.h"
#include "export/diagram/text_diagram.h"
#include "export/provenance.h"
#include "export/reports/json.h"
#include "export/reports/verdict_text.h"
#include "machine/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace racewalk::cli {
namespace {

struct ReplayOptions {
    ScenarioOptions scenario;
    std::string schedule;
    std::string from; ///< an exported file
    std::string show;
};

/// What a run was exported with, where the command line does not say otherwise. Returns an error
/// message, or nothing.
std::string readFrom(ReplayOptions &options)
{
    std::ifstream file(options.from, std::ios::binary);
    std::ostringstream text;
    if (!std::filesystem::is_regular_file(options.from) || !file || !(text << file.rdbuf()))
        return "cannot read " + options.from;
    const auto provenance = provenanceIn(text.view());
    ScenarioOptions &scenario = options.scenario;
    if (!provenance && parseSchedule(text.view())) {
        options.schedule = text.view();
        return scenario.scenario.empty()
                   ? options.from + " does not say how its run is replayed; if it is a schedule, "
                                    "name its SCENARIO"
                   : "";
    }
    if (!provenance)
        return options.from + " does not say how its run is replayed";
    if (!provenance->schedule)
        return options.from + " is of a program, not of a run: it has no schedule";
    if (scenario.scenario.empty()) {
        const std::filesystem::path here(provenance->file);
        const std::filesystem::path beside =
            std::filesystem::path(options.from).replace_filename(here.filename());
        scenario.scenario = std::filesystem::exists(here)     ? here.string()
                            : std::filesystem::exists(beside) ? beside.string()
                                                              : here.stem().string();
    }
    if (scenario.variant.empty())
        scenario.variant = provenance->variant;
    if (scenario.memory.empty())
        scenario.memory = provenance->memory;
    if (scenario.parameters.empty())
        for (const auto &[name, value] : provenance->parameters)
            scenario.parameters.push_back(name + '=' + value);
    options.schedule = *provenance->schedule;
    return {};
}

/// Every shared scalar, a line each; what the step before `position` changed as old -> new.
std::string stateText(const Run &run, std::size_t position)
{
    const Machine &machine = run.machine();
    const Storage &storage = machine.program().storage;
    std::string text;
    for (std::size_t i = 1; i < storage.cells.size(); ++i) {
        const CellId cell{static_cast<std::uint16_t>(i)};
        const std::string value = cellText(machine, run.stateAt(position), cell);
        const std::string before =
            position == 0 ? value : cellText(machine, run.stateAt(position - 1), cell);
        text += before == value
                    ? fmt::format("    {} = {}\n", storage.cells[i].path, value)
                    : fmt::format("  * {} = {} -> {}\n", storage.cells[i].path, before, value);
    }
    if (position == 0)
        return text;
    // Task states, RCU and callbacks have no cell.
    for (const Change &change : run.event(position - 1).changes)
        if (!change.cell)
            text += fmt::format("  * {}: {} -> {}\n", change.place, change.before, change.after);
    return text;
}

std::string statesText(const Run &run)
{
    std::string text = "start\n" + stateText(run, 0);
    const Program &program = run.machine().program();
    const LeftOutSteps leftOut = leftOutSteps(run.position());
    for (std::size_t i = 0; i < run.position(); ++i) {
        if (leftOut.areAny() && i == leftOut.begin) {
            text += fmt::format("...  [ {} ]\n", leftOut.text());
            i = leftOut.end;
        }
        const Event &event = run.event(i);
        text += fmt::format("step {}: {}: {}{}\n", i + 1,
                            program.threads[indexOf(event.step.thread)].name, event.text,
                            event.note.empty() ? "" : "  [ " + event.note + " ]");
        text += stateText(run, i + 1);
    }
    return text;
}

std::string reportText(const Run &run, const ReplayOptions &options)
{
    const std::string steps = options.show == "state" ? statesText(run) : textDiagram(run);
    if (options.scenario.quiet)
        return steps;
    std::string races;
    for (const std::string &race : dataRacesAt(run))
        races += fmt::format("Data race: {}.\n", race);
    return fmt::format("{}\n\n{}\n{}\n{}{}\n", subjectText(run.machine().program()), steps,
                       endingText(run), races, lengthText(run.contextSwitches(), run.position()));
}

/// A failure counts as `check` counts it; a hang is only one where the run cannot go on.
bool endsAsExpected(const Run &run)
{
    const FindingKind kind = endingKind(run);
    if (kind == FindingKind::None)
        return true;
    const auto expected = expectedKinds(run.machine().program());
    return std::ranges::find(expected, kind) != expected.end();
}

ExitStatus replay(ReplayOptions &options, Console &console)
{
    if (const std::string fault = options.from.empty() ? "" : readFrom(options); !fault.empty()) {
        console.complain(fault);
        return ExitStatus::BadInput;
    }
    const auto program = loadScenario(options.scenario, console);
    if (!program) {
        console.complainLines(program.error().lines);
        return ExitStatus::BadInput;
    }
    const auto result = walked(std::make_shared<const Machine>(*program), options.schedule);
    if (!result) {
        console.complainLines(result.error());
        return ExitStatus::BadInput;
    }
    console.print(options.scenario.json ? toJson(result->run, result->message)
                                        : reportText(result->run, options));
    if (!result->message.empty()) {
        console.complain(result->message);
        return ExitStatus::Unexpected;
    }
    return endsAsExpected(result->run) ? ExitStatus::Success : ExitStatus::Unexpected;
}

} // namespace

void addReplayCommand(CLI::App &app, Action &chosen)
{
    auto *command = app.add_subcommand(
        "replay", "Execute a schedule and print the timeline; report a step that cannot be taken");
    const auto options = std::make_shared<ReplayOptions>();
    addScenarioOptions(*command, options->scenario);
    auto *scenario = command->get_option("SCENARIO");
    scenario->required(false);
    auto *schedule =
        command
            ->add_option("--schedule", options->schedule,
                         "The steps to take: t, t*N, t! (until t blocks or finishes), t@label, "
                         "t(v)")
            ->option_text("\"lookup*2 evict!\"");
    auto *from = command
                     ->add_option("--from", options->from,
                                  "Replay the run of an exported FILE; without SCENARIO, that "
                                  "which the file names")
                     ->option_text("FILE")
                     ->excludes(schedule);
    command
        ->add_option("--show", options->show,
                     "state: print the shared state after each step instead of the timeline")
        ->option_text("WHAT")
        ->check(checkOneOf({"state"}));
    command->callback([&chosen, options, schedule, from, scenario] {
        chosen = [options, isGiven = schedule->count() > 0, hasFile = from->count() > 0,
                  hasScenario = scenario->count() > 0](Console &console) {
            console.setQuiet(options->scenario.quiet);
            if (!hasFile && !(isGiven && hasScenario)) {
                console.complain(hasScenario ? "--schedule or --from is required"
                                             : "SCENARIO or --from is required");
                return ExitStatus::BadInput;
            }
            return replay(*options, console);
        };
    });
}

} // namespace racewalk::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/limit_options.h"
#include "cli/progress_report.h"
#include "cli/scenario.h"
#include "explore/line_effects.h"
#include "export/reports/lines_report.h"
#include "export/reports/verdict_text.h"
#include "language/changes/line_changes.h"

#include <fmt/format.h>

namespace racewalk::cli {
namespace {

struct LinesOptions {
    ScenarioOptions scenario;
    LimitOptions limits;
};

class LinesCommand {
public:
    LinesCommand(const LinesOptions &options, Console &console)
        : m_options(options), m_console(console)
    {}

    ExitStatus run()
    {
        const auto program = loadScenario(m_options.scenario, m_console);
        if (!program) {
            m_console.complainLines(program.error().lines);
            return ExitStatus::BadInput;
        }
        LineChanges changes(*program);
        LinesReport report{.machine = std::make_shared<const Machine>(*program),
                           .changes = changes.list(),
                           .effects = {}};
        report.effects = effectsOf(changes, *report.machine);
        print(report);
        if (m_interrupt.wasRequested()) {
            m_console.remark("interrupted: not every change was tried");
            return ExitStatus::Interrupted;
        }
        return report.effects.isComplete() ? ExitStatus::Success : ExitStatus::Incomplete;
    }

private:
    LineEffects effectsOf(LineChanges &changes, const Machine &machine)
    {
        LineEffectsSettings settings{m_options.limits.all()};
        ProgressReport progress(m_console, settings.limits, "searching the unchanged program");
        return findLineEffects(
            machine, changes.list().size(),
            [&changes](std::size_t number) { return changes.changed(number); }, settings,
            m_interrupt.token(),
            [&](std::size_t done, std::size_t total) {
                progress.tell(fmt::format("{} of {} changes tried", done, total),
                              limitsOfEach(settings.limits));
            });
    }

    /// The search of the unchanged program has no default limit on states.
    static std::string limitsOfEach(const Limits &limits)
    {
        return limitsText(limits, fmt::format("{} times the states of the unchanged program (at "
                                              "least {} states)",
                                              LineEffectsSettings::manyTimes,
                                              LineEffectsSettings::fewestStates)) +
               " for each search";
    }

    void print(const LinesReport &report)
    {
        if (m_options.scenario.json) {
            m_console.print(toJson(report));
            return;
        }
        if (!m_options.scenario.quiet)
            m_console.print(subjectText(report.machine->program()) + '\n' + linesHeading(report) +
                            '\n');
        m_console.print(linesTable(report));
    }

    const LinesOptions &m_options;
    Console &m_console;
    Interrupt m_interrupt;
};

} // namespace

void addLinesCommand(CLI::App &app, Action &chosen)
{
    auto *command = app.add_subcommand(
        "lines",
        "Find the lines that affect the outcomes: remove each statement, swap each pair of "
        "neighbours, and search again");
    const auto options = std::make_shared<LinesOptions>();
    addScenarioOptions(*command, options->scenario);
    addLimitOptions(
        *command, options->limits,
        {.states = fmt::format("Stop each search after N states (default: {} times as many as the "
                               "unchanged program has, at least {})",
                               LineEffectsSettings::manyTimes, LineEffectsSettings::fewestStates),
         .memory = "Memory limit of each search in MiB",
         .timeout = "Stop each search after S seconds",
         .jobs = "Run N searches at the same time (default: one per processor, up to 8); the "
                 "result is the same for any N"});
    command->callback([&chosen, options] {
        chosen = [options](Console &console) {
            console.setQuiet(options->scenario.quiet);
            return LinesCommand(*options, console).run();
        };
    });
}

} // namespace racewalk::cli

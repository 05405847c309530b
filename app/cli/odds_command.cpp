// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/limit_options.h"
#include "cli/option_checks.h"
#include "cli/progress_report.h"
#include "cli/scenario.h"
#include "cli/search.h"
#include "explore/results/sample.h"
#include "export/reports/odds_report.h"
#include "export/reports/verdict_text.h"

#include <fmt/format.h>

#include <cstdint>
#include <limits>

namespace racewalk::cli {
namespace {

struct OddsOptions {
    ScenarioOptions scenario;
    LimitOptions limits;
    SampleSettings sample;
};

class OddsCommand {
public:
    OddsCommand(const OddsOptions &options, Console &console)
        : m_options(options), m_console(console)
    {}

    ExitStatus run()
    {
        const auto program = loadScenario(m_options.scenario, m_console);
        if (!program) {
            m_console.complainLines(program.error().lines);
            return ExitStatus::BadInput;
        }
        OddsReport report{.machine = std::make_shared<const Machine>(*program),
                          .verdict = {},
                          .sample = {},
                          .seed = m_options.sample.seed};
        report.verdict = searched(*report.machine);
        if (!m_interrupt.wasRequested() && !hasOdds(report.verdict)) {
            Limits none;
            none.maxMemoryMiB = 0;
            const ProgressReport progress(
                m_console, none, fmt::format("walking {} random runs", m_options.sample.runs));
            report.sample = sampleRuns(*report.machine, m_options.sample, m_interrupt.token());
        }
        if (report.sample || !m_interrupt.wasRequested())
            print(report);
        if (!m_interrupt.wasRequested())
            return ExitStatus::Success;
        m_console.remark("interrupted");
        return ExitStatus::Interrupted;
    }

private:
    Verdict searched(const Machine &machine)
    {
        Limits limits = m_options.limits.all();
        limits.reductions = {.threads = true};
        limits.maxOddsWork = std::numeric_limits<std::uint64_t>::max();
        return search(machine, limits, m_interrupt, m_console).verdict;
    }

    void print(const OddsReport &report)
    {
        if (m_options.scenario.json) {
            m_console.print(toJson(report));
            return;
        }
        if (!m_options.scenario.quiet)
            m_console.print(subjectText(report.machine->program()) + '\n' + whyNotExact(report) +
                            oddsHeading(report) + "\n\n");
        m_console.print(oddsTable(report));
    }

    std::string whyNotExact(const OddsReport &report) const
    {
        if (!report.sample)
            return {};
        if (!report.verdict.isComplete())
            return verdictSentence(report.verdict) + '\n';
        if (!report.verdict.isGraphKept)
            return "not computed: there was no memory for the graph of all states\n";
        const std::string whyEver = "the probabilities of a cycle of states do not converge\n";
        return m_options.limits.timeout > 0
                   ? "not computed: there was no time for it, or " + whyEver
                   : "not computed: " + whyEver;
    }

    const OddsOptions &m_options;
    Console &m_console;
    Interrupt m_interrupt;
};

} // namespace

void addOddsCommand(CLI::App &app, Action &chosen)
{
    auto *command = app.add_subcommand(
        "odds",
        "Compute the probability of each outcome if each runnable thread is equally likely at "
        "each step: exact if the search completes, otherwise from random runs");
    const auto options = std::make_shared<OddsOptions>();
    addScenarioOptions(*command, options->scenario);
    command
        ->add_option(
            "--runs", options->sample.runs,
            fmt::format("Number of random runs if the search reaches a limit (default: {})",
                        options->sample.runs))
        ->option_text("N")
        ->check(checkCount);
    command
        ->add_option("--seed", options->sample.seed,
                     fmt::format("Seed for the random runs (default: {})", options->sample.seed))
        ->option_text("N")
        ->check(checkCount);
    addLimitOptions(
        *command, options->limits,
        {.states = "Stop the search after N states",
         .memory = "Memory limit in MiB: first drop the state graph, then stop the search",
         .timeout = "Stop the search after S seconds",
         .jobs = "Search with N threads (default: one per processor, up to 8)"});
    command->callback([&chosen, options] {
        chosen = [options](Console &console) {
            console.setQuiet(options->scenario.quiet);
            return OddsCommand(*options, console).run();
        };
    });
}

} // namespace racewalk::cli

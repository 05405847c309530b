// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/limit_options.h"
#include "cli/option_checks.h"
#include "cli/scenario.h"
#include "cli/search.h"
#include "explore/explain/certificate_words.h"
#include "explore/fates/coverage.h"
#include "export/diagram/diagram_ending.h"
#include "export/diagram/text_diagram.h"
#include "export/reports/json.h"
#include "export/reports/odds_report.h"
#include "export/reports/verdict_text.h"
#include "language/source/diagnostic.h"
#include "run/schedule/schedule.h"
#include "run/schedule/tour_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace racewalk::cli {
namespace {

struct CheckOptions {
    ScenarioOptions scenario;
    bool allVariants = false;
    bool isUnreduced = false;
    LimitOptions limits;
    std::string dataRaces = "warning";
};

/// With the timeline of its run, and a hang's certificate, for the first of each kind of failure.
std::string findingText(const CheckedVariant &variant, const Finding &finding)
{
    const Machine &machine = *variant.machine;
    const bool isFailure = severityIn(variant, finding) == Severity::Failure;
    std::string text =
        fmt::format("{}{}: {} ({})\n  {}: {}\n", isFailure ? "" : "warning: ", toText(finding.kind),
                    finding.message, placeText(machine.program(), finding.span),
                    lengthText(finding.contextSwitches, finding.steps.size()),
                    toText(scheduleOf(machine, finding.steps)));
    if (!isFailure || &finding != variant.verdict.first(finding.kind))
        return text;
    Run run(variant.machine);
    run.replace(finding.steps);
    run.jump(run.length());
    text += '\n' + textDiagram(run, {}, diagramEndingFor(run, finding));
    if (finding.certificate)
        text += '\n' + certificateText(machine.program(), *finding.certificate, "  ");
    return text;
}

std::string outcomesText(const Verdict &verdict)
{
    std::string text =
        verdict.isListCut ? "outcomes (the list is cut, there are more):\n" : "outcomes:\n";
    for (const std::string &line : outcomeLines(verdict))
        text += "  " + line + '\n';
    return text;
}

std::string unreachedText(const CheckedVariant &variant)
{
    if (variant.unreached)
        return variant.unreached->empty()
                   ? ""
                   : "\nnever reached: " + linesText(*variant.unreached) + '\n';
    const bool isTooMuch = variant.verdict.transitions > maxTransitionsForCoverage;
    return variant.verdict.isComplete() && isTooMuch
               ? "\nnever reached: not looked for, there are too many transitions\n"
               : "";
}

std::string summaryText(const CheckedVariant &variant)
{
    return fmt::format("{}\n{}; {}\n", subjectText(variant.machine->program()),
                       verdictSentence(variant), expectationText(variant));
}

/// Everything about one variant: the verdict, each finding with its run, the outcomes.
std::string reportText(const CheckedVariant &variant)
{
    std::string text = summaryText(variant);
    for (const Finding &finding : variant.verdict.findings)
        text += '\n' + findingText(variant, finding);
    if (!variant.verdict.outcomes.empty())
        text += '\n' + outcomesText(variant.verdict);
    return text + unreachedText(variant);
}

ExitStatus statusFor(const CheckedVariant &variant)
{
    const auto asExpected = isAsExpected(variant);
    if (!asExpected)
        return ExitStatus::Incomplete;
    return *asExpected ? ExitStatus::Success : ExitStatus::Unexpected;
}

/// Of several variants: something unexpected outweighs something undecided.
ExitStatus worse(ExitStatus a, ExitStatus b)
{
    for (const ExitStatus status : {ExitStatus::Unexpected, ExitStatus::Incomplete})
        if (a == status || b == status)
            return status;
    return ExitStatus::Success;
}

class Check {
public:
    Check(const CheckOptions &options, Ranks *ranks, Console &console)
        : m_options(options), m_ranks(ranks), m_console(console)
    {
        m_limits = options.limits.all();
        if (!options.isUnreduced)
            m_limits.reductions = Reductions::forVerdict();
    }

    ExitStatus run()
    {
        if (m_ranks && m_limits.stopAtFirst) {
            m_console.complain("--stop-at-first is not available over MPI");
            return ExitStatus::BadInput;
        }
        auto source = readScenario(m_options.scenario.scenario);
        if (m_ranks && !m_ranks->haveSame(source ? (*source)->text() : std::string())) {
            m_console.complain("the ranks read different files as '" + m_options.scenario.scenario +
                               "', or not all could read one");
            return ExitStatus::BadInput;
        }
        if (!source)
            return refuse(source.error());
        auto first =
            compileScenario(*source, m_options.scenario, m_options.scenario.variant, m_console);
        if (!first)
            return refuse(first.error());
        return m_options.allVariants ? runAll(*source, *first) : runOne(*first);
    }

private:
    ExitStatus refuse(const ScenarioError &error)
    {
        m_console.complainLines(error.lines);
        return ExitStatus::BadInput;
    }

    CheckedVariant explored(const std::shared_ptr<const Program> &program)
    {
        CheckedVariant variant;
        variant.machine = std::make_shared<const Machine>(program);
        warnOfTours(*variant.machine);
        variant.dataRacesAreFailures = m_options.dataRaces == "error";
        if (m_ranks) {
            DividedExploration divided =
                search(*variant.machine, m_limits, *m_ranks, m_interrupt, m_console);
            variant.verdict = std::move(divided.verdict);
            variant.unreached = std::move(divided.unreached);
            variant.ranks = m_ranks->count();
            if (variant.verdict.isComplete() && divided.isTooMuchToGather)
                m_console.remark(fmt::format("with more than {} transitions, ranks leave out how "
                                             "likely outcomes are and how many schedules there are",
                                             maxTransitionsToGather));
            return variant;
        }
        Exploration exploration = search(*variant.machine, m_limits, m_interrupt, m_console);
        variant.verdict = std::move(exploration.verdict);
        if (m_options.scenario.json || !m_options.scenario.quiet)
            variant.unreached = unreachedLines(*variant.machine, *exploration.space,
                                               maxTransitionsForCoverage, m_interrupt.token());
        return variant;
    }

    /// Each once, whatever number of variants it is met in.
    void warnOfTours(const Machine &machine)
    {
        std::vector<Diagnostic> warnings;
        for (TourFault &fault : faultyTours(machine))
            if (m_warnedOf.insert(fault.sentence).second)
                warnings.push_back(
                    {Diagnostic::Severity::Warning, fault.span, std::move(fault.sentence), {}});
        if (!m_console.isQuiet())
            m_console.complainLines(renderDiagnostics(*machine.program().source, warnings));
    }

    ExitStatus runOne(const std::shared_ptr<const Program> &program)
    {
        const CheckedVariant variant = explored(program);
        if (m_options.scenario.json)
            m_console.print(toJson(variant));
        else
            m_console.print(m_options.scenario.quiet ? summaryText(variant) : reportText(variant));
        return finish(statusFor(variant));
    }

    ExitStatus runAll(const std::shared_ptr<const SourceText> &source,
                      const std::shared_ptr<const Program> &first)
    {
        // All of them before the first search: a mistake in the last should not be told late.
        std::vector<std::shared_ptr<const Program>> programs;
        std::size_t width = 0;
        for (const Variant &variant : first->scenario.variants) {
            width = std::max(width, variant.name.size());
            for (const ScenarioOptions &options : underEachModel(first->scenario)) {
                auto program = compileScenario(source, options, variant.name, m_console);
                if (!program)
                    return refuse(program.error());
                programs.push_back(std::move(*program));
            }
        }
        m_areModelsNamed = programs.size() > first->scenario.variants.size();
        std::vector<CheckedVariant> variants;
        ExitStatus status = ExitStatus::Success;
        for (const auto &program : programs) {
            if (isAnywhere(m_interrupt.wasRequested() || !m_console.outputError().empty()))
                break;
            variants.push_back(explored(program));
            status = worse(status, statusFor(variants.back()));
            if (!m_options.scenario.json)
                printLine(variants.back(), width);
        }
        if (m_options.scenario.json)
            m_console.print(toJson(variants));
        else if (!m_options.scenario.quiet)
            printUnexpected(variants);
        return finish(status);
    }

    /// Whether it is so on some rank; all ask alike.
    bool isAnywhere(bool isHere) { return m_ranks ? m_ranks->any(isHere) : isHere; }

    /// Under the model that was asked for, or else under each one that the scenario says something
    /// about.
    std::vector<ScenarioOptions> underEachModel(const Scenario &scenario) const
    {
        std::vector<ScenarioOptions> all;
        if (!m_options.scenario.memory.empty())
            return {m_options.scenario};
        for (const MemoryModel model : scenario.claimedModels()) {
            all.push_back(m_options.scenario);
            all.back().memory = toText(model);
        }
        return all;
    }

    void printLine(const CheckedVariant &variant, std::size_t width)
    {
        const Program &program = variant.machine->program();
        const std::string model =
            m_areModelsNamed ? fmt::format("  {:<3}", toText(program.memory)) : "";
        m_console.print(fmt::format("{:<{}}{}  {}; {}\n", program.variant, width, model,
                                    verdictSentence(variant), expectationText(variant)));
    }

    void printUnexpected(const std::vector<CheckedVariant> &variants)
    {
        for (const CheckedVariant &variant : variants)
            if (isAsExpected(variant) == false)
                m_console.print('\n' + reportText(variant));
    }

    ExitStatus finish(ExitStatus status)
    {
        if (!isAnywhere(m_interrupt.wasRequested()))
            return status;
        m_console.remark("interrupted: not every state was seen");
        return ExitStatus::Interrupted;
    }

    const CheckOptions &m_options;
    Ranks *const m_ranks;
    Console &m_console;
    Limits m_limits;
    Interrupt m_interrupt;
    std::set<std::string> m_warnedOf;
    bool m_areModelsNamed = false;
};

} // namespace

void addCheckCommand(CLI::App &app, Action &chosen, Ranks *ranks)
{
    auto *command = app.add_subcommand(
        "check",
        "Explore every interleaving; print the verdict, the findings and outcomes, and the "
        "timeline of the shortest run to each kind of failure");
    const auto options = std::make_shared<CheckOptions>();
    addScenarioOptions(*command, options->scenario);
    command
        ->add_flag("--all-variants", options->allVariants,
                   "Check every variant under every memory model that the scenario makes "
                   "claims about; print one line for each")
        ->excludes("--variant")
        ->option_text(" ");
    addLimitOptions(*command, options->limits,
                    {.states = "Stop after N states",
                     .memory = "Memory limit in MiB: first drop the state graph, then stop",
                     .timeout = "Stop after S seconds",
                     .jobs = "Search with N threads (default: one per processor, up to 8); the "
                             "result is the same for any N"});
    command->add_flag("--stop-at-first", options->limits.limits.stopAtFirst,
                      "Stop at the first hang or other failure");
    command->add_flag("--no-reduction", options->isUnreduced,
                      "Explore every state, without symmetry and partial-order reduction");
    command
        ->add_option("--data-races", options->dataRaces,
                     "Severity of data races: warning (default) or error")
        ->option_text("SEVERITY")
        ->check(checkOneOf({"warning", "error"}));
    command->callback([&chosen, options, ranks] {
        chosen = [options, ranks](Console &console) {
            console.setQuiet(options->scenario.quiet);
            return Check(*options, ranks, console).run();
        };
    });
}

} // namespace racewalk::cli

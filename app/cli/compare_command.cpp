// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/limit_options.h"
#include "cli/scenario.h"
#include "cli/schedule_text.h"
#include "cli/search.h"
#include "export/reports/comparison_report.h"
#include "language/changes/variant_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace racewalk::cli {
namespace {

struct CompareOptions {
    ScenarioOptions scenario;
    std::string variants; ///< "A,B"
    std::string models;   ///< "sc" or "sc,tso"
    std::vector<std::string> schedules;
    LimitOptions limits;
};

/// The parts between commas; none of an empty text.
std::vector<std::string> parts(const std::string &text)
{
    std::vector<std::string> result;
    for (std::size_t begin = 0; !text.empty() && begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        result.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return result;
}

std::string checkVariants(const std::string &text)
{
    const auto names = parts(text);
    const bool areTwo = names.size() == 2 && !names[0].empty() && !names[1].empty();
    return areTwo ? "" : "expected two names, as in --variants A,B";
}

std::string checkModels(const std::string &text)
{
    const auto names = parts(text);
    if (names.empty() || names.size() > 2)
        return "expected one memory model or two, as in --memory sc,tso";
    for (const std::string &name : names)
        if (std::string error = checkModel(name); !error.empty())
            return error;
    return "";
}

/// The value for the left (0) or right (1) side of a list with one value for both, or two.
std::string valueFor(const std::vector<std::string> &values, std::size_t side,
                     const std::string &otherwise)
{
    return values.empty() ? otherwise : values[std::min(side, values.size() - 1)];
}

class Compare {
public:
    Compare(const CompareOptions &options, Console &console)
        : m_options(options), m_console(console)
    {}

    ExitStatus run()
    {
        const auto variants = parts(m_options.variants), models = parts(m_options.models);
        if (m_options.schedules.size() > 2)
            return refuse("racewalk: --schedule may be given twice, once for each side\n");
        if (variants.size() < 2 && models.size() < 2 && m_options.schedules.size() < 2)
            return refuse("racewalk: nothing to compare: give two variants (--variants A,B), two "
                          "memory models (--memory M,N) or two schedules\n");
        auto source = readScenario(m_options.scenario.scenario);
        if (!source)
            return refuse(source.error().lines);
        std::array<SideToCompare, 2> sides;
        for (std::size_t side = 0; side < 2; ++side) {
            ScenarioOptions options = m_options.scenario;
            options.memory = valueFor(models, side, {});
            auto program = compileScenario(*source, options,
                                           valueFor(variants, side, options.variant), m_console);
            if (!program)
                return refuse(program.error().lines);
            sides[side].machine = std::make_shared<const Machine>(std::move(*program));
            if (m_options.schedules.empty())
                continue;
            auto schedule = readSchedule(valueFor(m_options.schedules, side, {}));
            if (!schedule)
                return refuse(schedule.error());
            sides[side].schedule = std::move(*schedule);
        }
        return compare(std::move(sides));
    }

private:
    ExitStatus refuse(const std::string &lines)
    {
        m_console.complainLines(lines);
        return ExitStatus::BadInput;
    }

    ExitStatus compare(std::array<SideToCompare, 2> sides)
    {
        Limits limits = m_options.limits.all();
        // A limit that ends the search earlier must not be met with reductions instead.
        if (limits.maxStates == 0 || limits.maxStates > Reductions::forGraph().wholeUpTo)
            limits.reductions = Reductions::forGraph();
        for (SideToCompare &side : sides)
            side.exploration = search(*side.machine, limits, m_interrupt, m_console);
        // After Ctrl-C the steps are still compared: that is quick, unlike all interleavings.
        const bool wasInterrupted = m_interrupt.wasRequested();
        const Program &left = sides[0].machine->program(), &right = sides[1].machine->program();
        std::string origin;
        if (m_options.schedules.empty()) {
            ChosenSchedule chosen = readableSchedule(sides[0], sides[1], sideNames(left, right));
            sides[0].schedule = sides[1].schedule = std::move(chosen.schedule);
            origin = std::move(chosen.origin);
        }
        Patch patch = patchBetween(*left.source, left.variant, right.variant);
        try {
            ComparisonReport report =
                compareSides(std::move(sides[0]), std::move(sides[1]), std::move(patch),
                             wasInterrupted ? std::stop_token() : m_interrupt.token());
            report.origin = std::move(origin);
            const ExitStatus status = print(report);
            return wasInterrupted ? ExitStatus::Interrupted : status;
        } catch (const EvaluationStopped &) {
            m_console.remark("interrupted: nothing was compared");
            return ExitStatus::Interrupted;
        }
    }

    ExitStatus print(const ComparisonReport &report)
    {
        if (m_options.scenario.json)
            m_console.print(toJson(report));
        else
            m_console.print((m_options.scenario.quiet ? "" : comparisonHeading(report)) +
                            comparisonText(report));
        const auto &[left, right] = report.comparison.sides;
        if (!left.hasFollowed() && !right.hasFollowed()) {
            m_console.complain(fmt::format("neither side can follow the schedule: {}; {}",
                                           left.message, right.message));
            return ExitStatus::Unexpected;
        }
        for (const Exploration &exploration : report.explorations)
            if (!exploration.verdict.isComplete())
                return ExitStatus::Incomplete;
        return ExitStatus::Success;
    }

    const CompareOptions &m_options;
    Console &m_console;
    Interrupt m_interrupt;
};

} // namespace

void addCompareCommand(CLI::App &app, Action &chosen)
{
    auto *command = app.add_subcommand(
        "compare", "Execute one schedule in two variants or under two memory models, and print the "
                   "steps side by side with the first difference, the patch, and the outcomes and "
                   "states that only one of them has");
    const auto options = std::make_shared<CompareOptions>();
    addScenarioArgument(*command, options->scenario);
    command
        ->add_option("--variants", options->variants, "The two variants to compare, left and right")
        ->option_text("A,B")
        ->check(checkVariants);
    addVariantOption(*command, options->scenario)->excludes("--variants");
    addParameterOption(*command, options->scenario);
    command
        ->add_option("--memory", options->models,
                     "Memory model of both sides, or of the left and the right one: " +
                         memoryModelNames("or") + " (default: the scenario's)")
        ->option_text("MODEL[,MODEL]")
        ->check(checkModels);
    command
        ->add_option("--schedule", options->schedules,
                     "The steps to take; given twice, those of the left and the right side "
                     "(default: the shortest failing run)")
        ->option_text("\"lookup*2 evict!\"")
        ->expected(1)
        ->take_all();
    addOutputOptions(*command, options->scenario);
    addLimitOptions(*command, options->limits,
                    {.states = "Stop each search after N states",
                     .memory = "Memory limit of each search in MiB",
                     .timeout = "Stop each search after S seconds",
                     .jobs = "Search with N threads (default: one per processor, up to 8)"});
    command->callback([&chosen, options] {
        chosen = [options](Console &console) {
            console.setQuiet(options->scenario.quiet);
            return Compare(*options, console).run();
        };
    });
}

} // namespace racewalk::cli

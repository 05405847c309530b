// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/export_runs.h"
#include "cli/given_options.h"
#include "cli/limit_options.h"
#include "cli/option_checks.h"
#include "cli/picture_file.h"
#include "cli/scenario.h"
#include "cli/schedule_text.h"
#include "cli/search.h"
#include "explore/base/number_words.h"
#include "explore/fates/livelock.h"
#include "export/formats.h"
#include "export/graph/graph_part.h"
#include "export/html/further_walks.h"
#include "export/reports/verdict_text.h"
#include "export/whole_file.h"
#include "language/source/visible_text.h"

#include <CLI/Validators.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace racewalk::cli {
namespace {

struct ExportOptions {
    ScenarioOptions scenario;
    std::string formatName;
    std::string file = "-";
    std::optional<std::string> schedule; ///< an empty one is the run without steps
    std::string find;
    LimitOptions limits;
    bool isLimited = false; ///< the user gave a limit
    GivenOptions given;
};

/// The search for the fates of a given run takes less than a second.
constexpr std::size_t statesForFates = 100'000;

/// A run to write, its cursor at the end, and what it is written for.
struct ChosenRun {
    Run run;
    DiagramEnding ending;
};

class Export {
public:
    Export(const ExportOptions &options, Console &console)
        : m_options(options), m_row(rowOf(*exportFormatFrom(options.formatName))),
          m_console(console)
    {}

    ExitStatus run()
    {
        m_call.format = m_row.format;
        if (const std::string sentence = m_options.given.readInto(m_call); !sentence.empty())
            return refuse({ExitStatus::BadInput, sentence});
        const bool isPicture = std::holds_alternative<PaintedRun>(m_row.writer);
        if ((isPicture || m_call.options.scorm) && m_options.file == "-" &&
            m_console.writesToTerminal())
            return refuse({ExitStatus::BadInput,
                           fmt::format("a {} does not belong on a terminal: give it a file with "
                                       "-o FILE",
                                       isPicture ? "picture" : "package")});
        if (!m_options.find.empty() && m_options.find != "ok" && !findingKindFrom(m_options.find))
            return refuse({ExitStatus::BadInput, "--find " + m_options.find +
                                                     ": no such kind; e.g. hang, use_after_free "
                                                     "or ok"});
        const auto program = loadScenario(m_options.scenario, m_console);
        if (!program) {
            m_console.complainLines(program.error().lines);
            return ExitStatus::BadInput;
        }
        m_machine = std::make_shared<const Machine>(*program);
        const auto content =
            std::visit([this](const auto &writer) { return contentFrom(writer); }, m_row.writer);
        if (!content)
            return refuse(content.error());
        const ExitStatus status = write(*content);
        return status == ExitStatus::Success ? statusOfSearch() : status;
    }

private:
    ExitStatus refuse(const Refusal &refusal)
    {
        if (!refusal.sentence.empty())
            m_console.complain(refusal.sentence);
        return refusal.status;
    }

    using Content = std::expected<std::string, Refusal>;

    Content contentFrom(ProgramWriter writeProgram)
    {
        if (m_options.schedule || !m_options.find.empty())
            return std::unexpected(
                Refusal{ExitStatus::BadInput, fmt::format("{} is the whole program, not one run: "
                                                          "leave out --schedule and --find",
                                                          m_row.name)});
        return orRefusal(writeProgram(*m_machine));
    }

    /// The graph with the run that the user chose, otherwise with that of the first failure or end.
    Content contentFrom(GraphWriter writeGraph)
    {
        if (const auto refusal = explore())
            return std::unexpected(*refusal);
        if (!m_exploration.verdict.isGraphKept)
            return std::unexpected(Refusal{
                ExitStatus::Incomplete,
                "there was no memory for the state graph; --max-memory sets another limit"});
        const Found found = foundIn(m_exploration.verdict, m_options.find);
        std::optional<ChosenRun> run;
        if (m_options.schedule || !m_options.find.empty() || found.finding != nullptr ||
            found.outcome != nullptr) {
            auto chosen = m_options.schedule ? scheduledRun() : foundRun();
            if (!chosen)
                return std::unexpected(chosen.error());
            run = std::move(*chosen);
        }
        return orRefusal(writeGraph({.machine = *m_machine,
                                     .space = m_exploration.space,
                                     .verdict = m_exploration.verdict,
                                     .run = run ? &run->run : nullptr},
                                    m_call.options));
    }

    Content contentFrom(RunWriter writeRun)
    {
        return ofChosenRun([&](const RunToExport &run) { return writeRun(run, m_call.options); });
    }

    Content contentFrom(PaintedRun)
    {
        return ofChosenRun(
            [&](const RunToExport &run) { return paintedFile(m_row.format, run, m_call.options); });
    }

    Content ofChosenRun(const std::function<Written(const RunToExport &)> &written)
    {
        auto chosen = m_options.schedule ? scheduledRun() : foundRun();
        if (!chosen)
            return std::unexpected(chosen.error());
        RunToExport run{.run = chosen->run, .timeline = {}, .ending = chosen->ending};
        if (!m_call.notes.empty() && m_call.notes.rbegin()->first >= chosen->run.length())
            return std::unexpected(
                Refusal{ExitStatus::BadInput,
                        fmt::format("--note {} is beyond the last step, {}",
                                    m_call.notes.rbegin()->first + 1, chosen->run.length())});
        if (const auto refusal = findFates(run))
            return std::unexpected(*refusal);
        const auto walks = givenWalks(m_call.walks, m_machine, m_console);
        if (!walks)
            return std::unexpected(walks.error());
        if (!m_call.options.against.empty()) {
            auto against = runAgainst(m_call.options, run.run, m_options.scenario, m_console);
            if (!against)
                return std::unexpected(against.error());
            run.against = std::move(*against);
        }
        if (const std::string fault = choosePart(chosen->run, run, m_call.options); !fault.empty())
            return std::unexpected(Refusal{ExitStatus::BadInput, fault});
        if (m_exploration.space)
            addGivenWalks(run, *walks, *m_exploration.space);
        if (m_call.options.walks == WalkChoice::All && m_exploration.space)
            addOutcomeWalks(run, m_exploration.verdict, *m_exploration.space);
        return orRefusal(written(run));
    }

    /// Of a run that the user gave, fates are found in a search that takes no time to speak of.
    std::optional<Refusal> findFates(RunToExport &run)
    {
        const Run &all = run.run;
        const auto unknown = [](StateView) { return Fate::Unknown; };
        // What a search for the run itself has found tells a livelock.
        if (!m_row.showsFates && m_exploration.space == nullptr) {
            setTimeline(run, timelineOf(all, unknown));
            return std::nullopt;
        }
        if (const auto refusal = explore())
            return refusal;
        run.fateAt = [space = m_exploration.space](StateView state) {
            return space->fateOf(state);
        };
        setTimeline(run, timelineWithFates(all));
        return std::nullopt;
    }

    void setTimeline(RunToExport &run, Timeline timeline) const
    {
        timeline.notes = m_call.notes;
        run.timeline = std::make_shared<const Timeline>(std::move(timeline));
    }

    Timeline timelineWithFates(const Run &run) const
    {
        const StateSpace &space = *m_exploration.space;
        return timelineOf(
            run, [&](StateView state) { return space.fateOf(state); },
            onlyFailure(m_exploration.verdict),
            livelockAtEnd(*m_machine, space, run.length(),
                          [&](std::size_t position) { return run.stateAt(position); }));
    }

    static Content orRefusal(Written written)
    {
        if (!written)
            return std::unexpected(Refusal{ExitStatus::BadInput, written.error()});
        return std::move(*written);
    }

    std::expected<ChosenRun, Refusal> scheduledRun()
    {
        auto result = walked(m_machine, *m_options.schedule);
        if (!result) {
            m_console.complainLines(result.error());
            return std::unexpected(Refusal{});
        }
        if (!result->message.empty())
            return std::unexpected(Refusal{ExitStatus::Unexpected, result->message});
        return ChosenRun{std::move(result->run), {}};
    }

    std::expected<ChosenRun, Refusal> foundRun()
    {
        if (const auto refusal = explore())
            return std::unexpected(*refusal);
        const Verdict &verdict = m_exploration.verdict;
        const Found found = foundIn(verdict, m_options.find);
        if (found.finding == nullptr && found.outcome == nullptr) {
            const std::string what = m_options.find.empty()   ? "end"
                                     : m_options.find == "ok" ? "good end"
                                                              : m_options.find;
            const std::string others = otherVariantsWith(m_options.find, m_machine->program());
            return std::unexpected(Refusal{
                verdict.isComplete() ? ExitStatus::Unexpected : ExitStatus::Incomplete,
                fmt::format("no {} in {}: {}{}{}", what, subjectText(m_machine->program()),
                            verdictSentence(verdict),
                            others.empty() ? "" : "; there is one with --variant ", others)});
        }
        Run run(m_machine);
        run.replace(found.finding != nullptr ? found.finding->steps : found.outcome->steps);
        run.jump(run.length());
        DiagramEnding ending =
            found.finding != nullptr ? diagramEndingFor(run, *found.finding) : DiagramEnding{};
        return ChosenRun{std::move(run), std::move(ending)};
    }

    /// What was written is only the best that an incomplete search found.
    ExitStatus statusOfSearch()
    {
        const Verdict &verdict = m_exploration.verdict;
        if (m_exploration.space == nullptr || verdict.isComplete())
            return ExitStatus::Success;
        if (m_options.schedule && !m_options.isLimited) {
            m_console.complain(fmt::format("some fates are not known: the search for them stops "
                                           "after {} states; --max-states sets another limit",
                                           grouped(statesForFates)));
            return ExitStatus::Success;
        }
        m_console.complain(verdictSentence(verdict));
        const bool isChosenBySearch = !m_options.schedule;
        return isChosenBySearch && !verdict.hasFailure() ? ExitStatus::Incomplete
                                                         : ExitStatus::Success;
    }

    /// Once. Refuses if the user cancelled: a picture of half a search would not say so.
    std::optional<Refusal> explore()
    {
        if (m_exploration.space == nullptr) {
            // As `check` does, which shows the same run; steps that commute are needed for fates.
            Limits limits = m_options.limits.all();
            limits.reductions = {.threads = true};
            if (m_options.schedule && !m_options.isLimited)
                limits.maxStates = statesForFates;
            m_exploration = search(*m_machine, limits, m_interrupt, m_console);
        }
        if (m_interrupt.wasRequested())
            return Refusal{ExitStatus::Interrupted, "interrupted: nothing was written"};
        return std::nullopt;
    }

    /// Text may be shown by a terminal even if it is written to a file.
    ExitStatus write(const std::string &made)
    {
        const std::string content = m_row.isText ? visibleText(made) : made;
        if (m_options.file == "-") {
            m_console.printVerbatim(content);
            return ExitStatus::Success;
        }
        const std::string failure = writeFile(m_options.file, content);
        if (failure.empty())
            return ExitStatus::Success;
        m_console.complain(failure);
        return ExitStatus::BadInput;
    }

    const ExportOptions &m_options;
    const ExportFormatRow &m_row;
    Console &m_console;
    ExportCall m_call; ///< format, options, notes and walks of it
    Interrupt m_interrupt;
    std::shared_ptr<const Machine> m_machine;
    Exploration m_exploration; ///< no space: not explored yet
};

std::string checkFormat(const std::string &name)
{
    if (exportFormatFrom(name))
        return {};
    return fmt::format("unknown format '{}'; the formats are {}", name, exportFormatNames());
}

std::string formatTable()
{
    std::string text = "Formats:";
    for (const ExportFormatRow &row : exportFormats)
        text += fmt::format("\n  {:<9} {}", row.name, row.purpose);
    return text;
}

} // namespace

void addExportCommand(CLI::App &app, Action &chosen)
{
    auto *command = app.add_subcommand("export", "Write the timeline of one run, the state graph "
                                                 "or the whole program, in one of the formats "
                                                 "below");
    command->footer(formatTable());
    const auto options = std::make_shared<ExportOptions>();
    addScenarioOptions(*command, options->scenario);
    command->remove_option(command->get_option("--json"));
    command->add_option("FORMAT", options->formatName, exportFormatNames())
        ->required()
        ->option_text(" ")
        ->check(checkFormat);
    command->add_option("-o,--output", options->file, "Write to FILE; - is stdout (the default)")
        ->option_text("FILE");
    auto *schedule =
        command->add_option("--schedule", options->schedule, "Export the run of this schedule")
            ->option_text("\"lookup*2 evict!\"");
    command
        ->add_option("--find", options->find,
                     "Export the run with the fewest context switches that ends in KIND: hang, "
                     "use_after_free ..., or ok (default: the first failure, else the first "
                     "good end)")
        ->option_text("KIND")
        ->excludes(schedule);
    addGivenOptions(*command, options->given);
    addLimitOptions(
        *command, options->limits,
        {.states = "Stop the search after N states",
         .memory = "Memory limit in MiB: first drop the state graph, then stop the search",
         .timeout = "Stop the search after S seconds",
         .jobs = "Search with N threads (default: one per processor, up to 8)"});
    command->callback([&chosen, options, command] {
        chosen = [options, command](Console &console) {
            for (const char *name : {"--max-states", "--max-memory", "--timeout"})
                options->isLimited = options->isLimited || command->count(name) > 0;
            console.setQuiet(options->scenario.quiet);
            return Export(*options, console).run();
        };
    });
}

} // namespace racewalk::cli

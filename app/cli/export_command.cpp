// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/output_file.h"
#include "cli/picture_file.h"
#include "cli/scenario.h"
#include "cli/schedule_text.h"
#include "cli/search.h"
#include "export/diagram_ending.h"
#include "export/promela/promela.h"
#include "export/svg.h"
#include "export/text_diagram.h"
#include "export/verdict_text.h"
#include "run/timeline/timeline.h"
#include "run/timeline/timeline_geometry.h"

#include <CLI/Validators.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace racewalk::cli {
namespace {

struct ExportOptions {
    ScenarioOptions scenario;
    std::string format;
    std::string file = "-";
    std::optional<std::string> schedule; ///< an empty one is the run without steps
    std::string find;
    std::string theme = "light";
    double width = 760;
};

constexpr std::array<std::string_view, 6> laterFormats = {"pdf",      "mermaid", "json",
                                                          "perfetto", "html",    "dot"};

/// Why there is nothing to write, and the status that says so.
struct Refusal {
    ExitStatus status = ExitStatus::BadInput;
    std::string sentence; ///< empty if it has been said already
};

/// A run to write, its cursor at the end, and what it is written for.
struct ChosenRun {
    Run run;
    DiagramEnding ending;
};

/// What --find asks for, or the first failure, or the first good end: at most one is not null.
struct Found {
    const Finding *finding = nullptr;
    const Outcome *outcome = nullptr;
};

Found foundIn(const Verdict &verdict, std::string_view kind)
{
    Found found;
    if (kind == "ok") {
        const auto good = std::ranges::find(verdict.outcomes, FindingKind::None, &Outcome::kind);
        found.outcome = good == verdict.outcomes.end() ? nullptr : &*good;
    } else if (!kind.empty()) {
        found.finding = verdict.first(*findingKindFrom(kind));
    } else {
        const auto failure =
            std::ranges::find(verdict.findings, Severity::Failure,
                              [](const Finding &finding) { return severityOf(finding.kind); });
        if (failure != verdict.findings.end())
            found.finding = &*failure;
        else if (!verdict.outcomes.empty())
            found.outcome = &verdict.outcomes.front();
    }
    return found;
}

class Export {
public:
    Export(const ExportOptions &options, Console &console) : m_options(options), m_console(console)
    {}

    ExitStatus run()
    {
        if (m_options.format == "png" && m_options.file == "-" && m_console.writesToTerminal())
            return refuse({ExitStatus::BadInput, "a picture does not belong on a terminal: "
                                                 "give it a file with -o FILE"});
        if (!m_options.find.empty() && m_options.find != "ok" && !findingKindFrom(m_options.find))
            return refuse({ExitStatus::BadInput, "--find " + m_options.find +
                                                     ": no such kind; e.g. hang, use_after_free "
                                                     "or ok"});
        const auto program = loadScenario(m_options.scenario, m_console);
        if (!program) {
            m_console.complainVerbatim(program.error().lines);
            return ExitStatus::BadInput;
        }
        m_machine = std::make_shared<const Machine>(*program);
        if (m_options.format == "promela")
            return writePromela();
        auto chosen = m_options.schedule ? scheduledRun() : foundRun();
        if (!chosen)
            return refuse(chosen.error());
        const auto content = contentFor(*chosen);
        if (!content)
            return refuse(content.error());
        return write(*content);
    }

private:
    ExitStatus refuse(const Refusal &refusal)
    {
        if (!refusal.sentence.empty())
            m_console.complain(refusal.sentence);
        return refusal.status;
    }

    /// The program itself, not a run of it.
    ExitStatus writePromela()
    {
        if (m_options.schedule || !m_options.find.empty())
            return refuse({ExitStatus::BadInput, "promela is the whole program, not one run: "
                                                 "leave out --schedule and --find"});
        const auto promela = toPromela(*m_machine);
        if (!promela)
            return refuse({ExitStatus::BadInput, promela.error().sentence});
        return write(*promela);
    }

    std::expected<ChosenRun, Refusal> scheduledRun()
    {
        auto result = walked(m_machine, *m_options.schedule);
        if (!result) {
            m_console.complainVerbatim(result.error());
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
            return std::unexpected(
                Refusal{verdict.isComplete() ? ExitStatus::Unexpected : ExitStatus::Incomplete,
                        fmt::format("no {} in {}: {}", what, subjectText(m_machine->program()),
                                    verdictSentence(verdict))});
        }
        Run run(m_machine);
        run.replace(found.finding != nullptr ? found.finding->steps : found.outcome->steps);
        run.jump(run.length());
        DiagramEnding ending =
            found.finding != nullptr ? diagramEndingFor(run, *found.finding) : DiagramEnding{};
        return ChosenRun{std::move(run), std::move(ending)};
    }

    /// Once. Refuses if the user cancelled: a picture of half a search would not say so.
    std::optional<Refusal> explore()
    {
        if (m_exploration.space == nullptr) {
            // As `check` does, which shows the same run; steps that commute are needed for fates.
            Limits limits;
            limits.reductions = {.threads = true};
            m_exploration = search(*m_machine, limits, m_interrupt, m_console);
        }
        if (m_interrupt.wasRequested())
            return Refusal{ExitStatus::Interrupted, "interrupted: nothing was written"};
        return std::nullopt;
    }

    std::expected<std::string, Refusal> contentFor(const ChosenRun &chosen)
    {
        const Run &run = chosen.run;
        if (m_options.format == "text")
            return textDiagram(run, {}, chosen.ending);
        // The pictures show what can still become of each state.
        if (const auto refusal = explore())
            return std::unexpected(*refusal);
        const auto timeline = std::make_shared<const Timeline>(
            timelineOf(run, [&](StateView state) { return m_exploration.space->fateOf(state); }));
        const ThemeKind theme = m_options.theme == "dark" ? ThemeKind::Dark : ThemeKind::Light;
        if (m_options.format == "svg")
            return svgOf(timeline, chosen, theme);
        auto png = pngOf(*timeline, run.position(), theme, m_options.width);
        if (!png)
            return std::unexpected(Refusal{ExitStatus::BadInput, png.error()});
        return std::move(*png);
    }

    std::string svgOf(const std::shared_ptr<const Timeline> &timeline, const ChosenRun &chosen,
                      ThemeKind theme) const
    {
        const Run &run = chosen.run;
        TimelineOptions layoutOptions;
        layoutOptions.width = m_options.width;
        const TimelineLayout layout(timeline, layoutOptions, typicalTextWidth);
        SvgOptions svg;
        svg.theme = theme;
        svg.title = subjectText(run.machine().program());
        svg.description = endingText(run);
        if (!chosen.ending.remark.empty())
            svg.description += " " + chosen.ending.remark + ".";
        return toSvg(layout.whole(run.position()), svg);
    }

    ExitStatus write(const std::string &content)
    {
        if (m_options.file == "-") {
            m_console.print(content);
            return ExitStatus::Success;
        }
        const std::string failure = writeFile(m_options.file, content);
        if (failure.empty())
            return ExitStatus::Success;
        m_console.complain(failure);
        return ExitStatus::BadInput;
    }

    const ExportOptions &m_options;
    Console &m_console;
    Interrupt m_interrupt;
    std::shared_ptr<const Machine> m_machine;
    Exploration m_exploration; ///< no space: not explored yet
};

std::string checkFormat(const std::string &format)
{
    if (std::ranges::find(laterFormats, format) != laterFormats.end())
        return format + " is not available yet; text, svg, png and promela are";
    if (format != "text" && format != "svg" && format != "png" && format != "promela")
        return "unknown format '" + format + "'; text, svg, png and promela are known";
    return {};
}

} // namespace

void addExportCommand(CLI::App &app, Action &chosen)
{
    auto *command = app.add_subcommand(
        "export", "Writes the timeline of one run: of a schedule, or of the most readable run of "
                  "a kind of failure; or the whole program as Promela");
    const auto options = std::make_shared<ExportOptions>();
    addScenarioOptions(*command, options->scenario);
    command->remove_option(command->get_option("--json"));
    command
        ->add_option("FORMAT", options->format,
                     "text (as in kernel commit messages), svg, png, or promela (the program for "
                     "the model checker Spin)")
        ->required()
        ->option_text(" ")
        ->check(checkFormat);
    command->add_option("-o,--output", options->file, "Where to; - is stdout (the default)")
        ->option_text("FILE");
    auto *schedule =
        command->add_option("--schedule", options->schedule, "The run of this schedule")
            ->option_text("\"lookup*2 evict!\"");
    command
        ->add_option("--find", options->find,
                     "The run with the fewest context switches that ends in KIND: hang, "
                     "use_after_free ..., or ok (default: the first failure)")
        ->option_text("KIND")
        ->excludes(schedule);
    command->add_option("--theme", options->theme, "Of svg and png: light (the default) or dark")
        ->option_text("THEME")
        ->check(CLI::IsMember({"light", "dark"}));
    command->add_option("--width", options->width, "Of svg and png, in pixels (default: 760)")
        ->option_text("PX")
        ->check(CLI::Range(320, 8000));
    command->callback([&chosen, options] {
        chosen = [options](Console &console) {
            console.setQuiet(options->scenario.quiet);
            return Export(*options, console).run();
        };
    });
}

} // namespace racewalk::cli

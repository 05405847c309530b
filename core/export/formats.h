// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/diagram/diagram_ending.h"
#include "export/options.h"
#include "machine/machine.h"
#include "program/enum_table.h"
#include "run/run.h"
#include "run/timeline/timeline.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace racewalk {

enum class ExportFormat : std::uint8_t {
    Text,
    Svg,
    Png,
    Pdf,
    Tikz,
    Html,
    Mermaid,
    Perfetto,
    Ftrace,
    Itf,
    Shiviz,
    RunJson,
    Schedule,
    Dot,
    GraphSvg,
    Promela,
    Delays,
    Asciicast,
};

/// What a format is for: a group of the export dialog.
enum class ExportPurpose : std::uint8_t { CommitMessage, Picture, Web, OtherTool };

/// Another run of the same machine that an export shows beside the chosen one, to its end.
struct FurtherWalk {
    std::string name;
    Run run;
    std::shared_ptr<const Timeline> timeline;
};

/// The run to export, up to its cursor.
struct RunToExport {
    const Run &run;
    /// Of all known steps of the run, with their notes; the fates may be unknown.
    std::shared_ptr<const Timeline> timeline;
    DiagramEnding ending;  ///< if the run is exported to its end
    std::size_t first = 0; ///< steps in front that are left out
    /// The fate of any state of the machine, for what other steps would lead to; none: not known.
    std::function<Fate(StateView)> fateAt{};
    std::string name{}; ///< of the run among several; empty: it has none
    std::vector<FurtherWalk> further{};
    /// The same schedule in another variant, as far as that one takes it; its cursor at the end.
    std::shared_ptr<const Run> against{};
};

/// Sets the part that the options ask for: `run` is what `toExport` refers to. Returns why there is
/// no such part, as a sentence without a full stop; otherwise an empty text.
std::string choosePart(Run &run, RunToExport &toExport, const FormatOptions &options);

/// The bytes of a file, or a sentence with the reason why there are none.
using Written = std::expected<std::string, std::string>;

using RunWriter = Written (*)(const RunToExport &, const FormatOptions &);
struct GraphToExport; // of graph/graph_part.h
using GraphWriter = Written (*)(const GraphToExport &, const FormatOptions &);
using ProgramWriter = Written (*)(const Machine &);
/// Marks a picture of a run that only app/drawing can paint: see drawing::paintedFormats.
struct PaintedRun {};

Written writeText(const RunToExport &run, const FormatOptions &options);
Written writeSvg(const RunToExport &run, const FormatOptions &options);
Written writeTikz(const RunToExport &run, const FormatOptions &options);
Written writeHtml(const RunToExport &run, const FormatOptions &options);
Written writeMermaid(const RunToExport &run, const FormatOptions &options);
Written writeSchedule(const RunToExport &run, const FormatOptions &options);
Written writeJson(const RunToExport &run, const FormatOptions &options);
Written writeItf(const RunToExport &run, const FormatOptions &options);
Written writePerfetto(const RunToExport &run, const FormatOptions &options);
Written writeFtrace(const RunToExport &run, const FormatOptions &options);
Written writeShiviz(const RunToExport &run, const FormatOptions &options);
Written writeDelays(const RunToExport &run, const FormatOptions &options);
Written writeAsciicast(const RunToExport &run, const FormatOptions &options);
Written writeDot(const GraphToExport &graph, const FormatOptions &options);
Written writeGraphSvg(const GraphToExport &graph, const FormatOptions &options);
Written writePromela(const Machine &machine);

/// Whether and how a format is copied to the clipboard.
enum class Copied : std::uint8_t { Never, AsText, AsImage };

/// The properties of a format. The command line and the window read them; tests compare the
/// completions and the documentation with them. The type of `writer` determines what the format is
/// made from.
struct ExportFormatRow {
    ExportFormat format;
    std::string_view name;    ///< on the command line
    std::string_view ending;  ///< of a file's name, with its full stop
    std::string_view title;   ///< in a list
    std::string_view purpose; ///< one clause without a full stop
    ExportPurpose group;
    Copied copied = Copied::Never;
    bool isText = false;     ///< to be read in a terminal, which it must not steer
    bool showsFates = false; ///< whether a search should find the fates first
    ExportOptionSet options{};
    std::variant<RunWriter, GraphWriter, ProgramWriter, PaintedRun> writer;
};

/// Of every format that shows a run.
inline constexpr ExportOptionSet runOptions = {ExportOption::From, ExportOption::To};
inline constexpr ExportOptionSet textOptions =
    runOptions |
    ExportOptionSet{ExportOption::Notes,    ExportOption::Replay,  ExportOption::Preset,
                    ExportOption::Headers,  ExportOption::Rule,    ExportOption::Remarks,
                    ExportOption::Depth,    ExportOption::Columns, ExportOption::Collapse,
                    ExportOption::BySwitch, ExportOption::Outcome};
inline constexpr ExportOptionSet pictureOptions =
    runOptions | ExportOptionSet{ExportOption::Caption,   ExportOption::Notes,
                                 ExportOption::Theme,     ExportOption::Width,
                                 ExportOption::RowHeight, ExportOption::Legend};
inline constexpr ExportOptionSet playerOptions =
    runOptions |
    ExportOptionSet{ExportOption::Caption, ExportOption::Notes,  ExportOption::PlayerTheme,
                    ExportOption::Legend,  ExportOption::Start,  ExportOption::Walks,
                    ExportOption::About,   ExportOption::Source, ExportOption::State,
                    ExportOption::Quiz,    ExportOption::File,   ExportOption::Scorm,
                    ExportOption::Csp};

inline constexpr std::array exportFormats = std::to_array<ExportFormatRow>({
    {.format = ExportFormat::Text,
     .name = "text",
     .ending = ".txt",
     .title = "Text diagram",
     .purpose = "the diagram of kernel commit messages, ASCII, at most 75 columns",
     .group = ExportPurpose::CommitMessage,
     .copied = Copied::AsText,
     .isText = true,
     .options = textOptions,
     .writer = &writeText},
    {.format = ExportFormat::Svg,
     .name = "svg",
     .ending = ".svg",
     .title = "SVG",
     .purpose = "the timeline as a vector picture, for slides and papers",
     .group = ExportPurpose::Picture,
     .copied = Copied::AsText,
     .showsFates = true,
     .options = pictureOptions,
     .writer = &writeSvg},
    {.format = ExportFormat::Png,
     .name = "png",
     .ending = ".png",
     .title = "PNG",
     .purpose = "the timeline as a picture of pixels, for mail and chat",
     .group = ExportPurpose::Picture,
     .copied = Copied::AsImage,
     .showsFates = true,
     .options = pictureOptions | ExportOptionSet{ExportOption::Scale},
     .writer = PaintedRun{}},
    {.format = ExportFormat::Pdf,
     .name = "pdf",
     .ending = ".pdf",
     .title = "PDF",
     .purpose = "the timeline on pages of A4 with bookmarks, for print",
     .group = ExportPurpose::Picture,
     .showsFates = true,
     .options = pictureOptions,
     .writer = PaintedRun{}},
    {.format = ExportFormat::Tikz,
     .name = "tikz",
     .ending = ".tex",
     .title = "TikZ",
     .purpose = "the timeline as a picture that pdflatex sets, for papers in LaTeX",
     .group = ExportPurpose::Picture,
     .copied = Copied::AsText,
     .isText = true,
     .showsFates = true,
     .options = pictureOptions,
     .writer = &writeTikz},
    {.format = ExportFormat::Html,
     .name = "html",
     .ending = ".html",
     .title = "HTML player",
     .purpose = "a page in one file that plays the run and asks what happens next",
     .group = ExportPurpose::Web,
     .copied = Copied::AsText,
     .showsFates = true,
     .options = playerOptions,
     .writer = &writeHtml},
    {.format = ExportFormat::Mermaid,
     .name = "mermaid",
     .ending = ".mmd",
     .title = "Mermaid",
     .purpose = "a sequence diagram for Markdown pages that draw Mermaid",
     .group = ExportPurpose::Web,
     .copied = Copied::AsText,
     .isText = true,
     .options = runOptions | ExportOptionSet{ExportOption::Notes},
     .writer = &writeMermaid},
    {.format = ExportFormat::Perfetto,
     .name = "perfetto",
     .ending = ".perfetto.json",
     .title = "Perfetto trace",
     .purpose = "the run as a trace for the viewers Perfetto and chrome://tracing",
     .group = ExportPurpose::OtherTool,
     .copied = Copied::AsText,
     .options = runOptions | ExportOptionSet{ExportOption::Notes},
     .writer = &writePerfetto},
    {.format = ExportFormat::Ftrace,
     .name = "ftrace",
     .ending = ".ftrace.txt",
     .title = "ftrace text",
     .purpose = "the run as text of ftrace, which Perfetto shows by processor",
     .group = ExportPurpose::OtherTool,
     .copied = Copied::AsText,
     .isText = true,
     .options = runOptions | ExportOptionSet{ExportOption::Notes},
     .writer = &writeFtrace},
    {.format = ExportFormat::Itf,
     .name = "itf",
     .ending = ".itf.json",
     .title = "ITF trace",
     .purpose = "every state of the run in Apalache's Informal Trace Format",
     .group = ExportPurpose::OtherTool,
     .copied = Copied::AsText,
     .isText = true,
     .showsFates = true,
     .options = runOptions,
     .writer = &writeItf},
    {.format = ExportFormat::Shiviz,
     .name = "shiviz",
     .ending = ".shiviz.log",
     .title = "ShiViz log",
     .purpose = "the steps with vector clocks, for the viewer ShiViz",
     .group = ExportPurpose::OtherTool,
     .copied = Copied::AsText,
     .isText = true,
     .options = runOptions | ExportOptionSet{ExportOption::Notes, ExportOption::Against},
     .writer = &writeShiviz},
    {.format = ExportFormat::RunJson,
     .name = "json",
     .ending = ".json",
     .title = "JSON",
     .purpose = "the run with every change, fate and note, for programs",
     .group = ExportPurpose::OtherTool,
     .copied = Copied::AsText,
     .isText = true,
     .showsFates = true,
     .options = runOptions | ExportOptionSet{ExportOption::Notes},
     .writer = &writeJson},
    {.format = ExportFormat::Schedule,
     .name = "schedule",
     .ending = ".schedule",
     .title = "Schedule",
     .purpose = "the steps of the run, for replay --schedule",
     .group = ExportPurpose::OtherTool,
     .copied = Copied::AsText,
     .isText = true,
     .writer = &writeSchedule},
    {.format = ExportFormat::Dot,
     .name = "dot",
     .ending = ".dot",
     .title = "State graph, DOT",
     .purpose = "the state graph, or a run with the states beside it, for Graphviz",
     .group = ExportPurpose::OtherTool,
     .copied = Copied::AsText,
     .isText = true,
     .showsFates = true,
     .options = ExportOptionSet{ExportOption::Theme},
     .writer = &writeDot},
    {.format = ExportFormat::GraphSvg,
     .name = "graph-svg",
     .ending = ".graph.svg",
     .title = "State graph, SVG",
     .purpose = "the state graph, or a run with the states beside it, as a picture",
     .group = ExportPurpose::OtherTool,
     .showsFates = true,
     .options = ExportOptionSet{ExportOption::Caption, ExportOption::Theme, ExportOption::Legend},
     .writer = &writeGraphSvg},
    {.format = ExportFormat::Promela,
     .name = "promela",
     .ending = ".pml",
     .title = "Promela",
     .purpose = "the whole program for the model checker Spin",
     .group = ExportPurpose::OtherTool,
     .copied = Copied::AsText,
     .isText = true,
     .writer = &writePromela},
    {.format = ExportFormat::Delays,
     .name = "delays",
     .ending = ".delays.patch",
     .title = "Delays",
     .purpose = "where to hold threads back to meet the run on a real kernel",
     .group = ExportPurpose::OtherTool,
     .copied = Copied::AsText,
     .isText = true,
     .writer = &writeDelays},
    {.format = ExportFormat::Asciicast,
     .name = "asciicast",
     .ending = ".cast",
     .title = "Terminal recording",
     .purpose = "the run step by step in a terminal, for asciinema",
     .group = ExportPurpose::OtherTool,
     .copied = Copied::AsText,
     .options = runOptions | ExportOptionSet{ExportOption::Notes},
     .writer = &writeAsciicast},
});
static_assert(isComplete<exportFormats, &ExportFormatRow::format>(),
              "exportFormats needs one row for each ExportFormat, in their order");

constexpr const ExportFormatRow &rowOf(ExportFormat format)
{
    return exportFormats[static_cast<std::size_t>(format)];
}

/// The options of the format that have an effect beside the others.
ExportOptionSet effectiveOptions(const ExportFormatRow &format, const FormatOptions &options);
/// With the values of the preset where the options of a text leave the choice to it.
FormatOptions withPreset(FormatOptions options);

std::optional<ExportFormat> exportFormatFrom(std::string_view name);

/// "svg and png": the names of the formats that take an option, or of all.
std::string exportFormatNames();
/// Of the formats that take an option of this name.
std::string exportFormatNames(std::string_view option);

/// What an option of this name does, with the formats that take it and its usual value: "The width
/// in pixels, for svg and png (default: 760)". Empty if no format takes it.
std::string exportOptionHelp(std::string_view name);

} // namespace racewalk

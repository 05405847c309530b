// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/diagram/diagram_ending.h"
#include "export/svg/theme_tokens.h"
#include "machine/machine.h"
#include "program/enum_table.h"
#include "run/run.h"
#include "run/timeline/timeline.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace racewalk {

enum class ExportFormat : std::uint8_t { Text, Svg, Png, Schedule, Promela };

struct FormatOptions {
    ThemeKind theme = ThemeKind::Light;
    double width = 760; ///< pixels
};

/// The run to export, up to its cursor.
struct RunToExport {
    const Run &run;
    std::shared_ptr<const Timeline> timeline; ///< of the run; null if the format shows no fates
    DiagramEnding ending;
};

/// The bytes of a file, or a sentence with the reason why there are none.
using Written = std::expected<std::string, std::string>;

using RunWriter = Written (*)(const RunToExport &, const FormatOptions &);
using ProgramWriter = Written (*)(const Machine &);
/// Marks a picture of a run that only app/drawing can paint: see drawing::paintedFormats.
struct PaintedRun {};

Written writeText(const RunToExport &run, const FormatOptions &options);
Written writeSvg(const RunToExport &run, const FormatOptions &options);
Written writeSchedule(const RunToExport &run, const FormatOptions &options);
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
    std::string_view title;   ///< in a menu
    std::string_view purpose; ///< one clause without a full stop
    Copied copied = Copied::Never;
    bool isText = false;     ///< to be read in a terminal, which it must not steer
    bool showsFates = false; ///< whether a search must find the fates first
    bool takesTheme = false;
    bool takesWidth = false;
    std::variant<RunWriter, ProgramWriter, PaintedRun> writer;
};

inline constexpr std::array exportFormats = std::to_array<ExportFormatRow>({
    {.format = ExportFormat::Text,
     .name = "text",
     .ending = ".txt",
     .title = "Commit message diagram",
     .purpose = "the diagram of kernel commit messages, ASCII, at most 75 columns",
     .copied = Copied::AsText,
     .isText = true,
     .writer = &writeText},
    {.format = ExportFormat::Svg,
     .name = "svg",
     .ending = ".svg",
     .title = "Timeline as SVG",
     .purpose = "the timeline as a vector picture, for slides and papers",
     .showsFates = true,
     .takesTheme = true,
     .takesWidth = true,
     .writer = &writeSvg},
    {.format = ExportFormat::Png,
     .name = "png",
     .ending = ".png",
     .title = "Timeline as PNG",
     .purpose = "the timeline as a picture of pixels, for mail and chat",
     .copied = Copied::AsImage,
     .showsFates = true,
     .takesTheme = true,
     .takesWidth = true,
     .writer = PaintedRun{}},
    {.format = ExportFormat::Schedule,
     .name = "schedule",
     .ending = ".schedule",
     .title = "Schedule",
     .purpose = "the steps of the run, for replay --schedule",
     .copied = Copied::AsText,
     .isText = true,
     .writer = &writeSchedule},
    {.format = ExportFormat::Promela,
     .name = "promela",
     .ending = ".pml",
     .title = "Promela model",
     .purpose = "the whole program for the model checker Spin",
     .isText = true,
     .writer = &writePromela},
});
static_assert(isComplete<exportFormats, &ExportFormatRow::format>(),
              "exportFormats needs one row for each ExportFormat, in their order");

constexpr const ExportFormatRow &rowOf(ExportFormat format)
{
    return exportFormats[static_cast<std::size_t>(format)];
}

std::optional<ExportFormat> exportFormatFrom(std::string_view name);

/// "svg and png": the names of the formats that take an option, or of all.
std::string exportFormatNames(bool ExportFormatRow::*option = nullptr);

} // namespace racewalk

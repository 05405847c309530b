// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/diagram_ending.h"
#include "export/theme_tokens.h"
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
    Copied copied;
    bool showsFates; ///< whether a search must find the fates first
    bool takesTheme;
    bool takesWidth;
    std::variant<RunWriter, ProgramWriter, PaintedRun> writer;
};

inline constexpr std::array exportFormats = std::to_array<ExportFormatRow>({
    {ExportFormat::Text, "text", ".txt", "Commit message diagram",
     "the diagram of kernel commit messages, ASCII, at most 75 columns", Copied::AsText, false,
     false, false, &writeText},
    {ExportFormat::Svg, "svg", ".svg", "Timeline as SVG",
     "the timeline as a vector picture, for slides and papers", Copied::Never, true, true, true,
     &writeSvg},
    {ExportFormat::Png, "png", ".png", "Timeline as PNG",
     "the timeline as a picture of pixels, for mail and chat", Copied::AsImage, true, true, true,
     PaintedRun{}},
    {ExportFormat::Schedule, "schedule", ".schedule", "Schedule",
     "the steps of the run, for replay --schedule", Copied::AsText, false, false, false,
     &writeSchedule},
    {ExportFormat::Promela, "promela", ".pml", "Promela model",
     "the whole program for the model checker Spin", Copied::Never, false, false, false,
     &writePromela},
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

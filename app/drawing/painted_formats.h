// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

#include "export/formats.h"

#include <algorithm>
#include <array>
#include <variant>

namespace racewalk::drawing {

Written paintPng(const RunToExport &run, const FormatOptions &options);
/// On pages of A4, with bookmarks. The same run and fonts yield the same bytes.
Written paintPdf(const RunToExport &run, const FormatOptions &options);

/// The first pages of the same, one below the other, for a preview. Needs a QGuiApplication.
QImage pagesImage(const RunToExport &run, const FormatOptions &options);
/// The title and the timeline of the player's page, for a preview. Null if it would be too large.
QImage pageImage(const RunToExport &run, const FormatOptions &options);

/// A format, and the function that paints a run into the bytes of a file. The function needs a
/// QGuiApplication, which may be offscreen. Its error is a sentence.
struct PaintedFormat {
    ExportFormat format;
    Written (*paint)(const RunToExport &run, const FormatOptions &options);
};

inline constexpr std::array paintedFormats = std::to_array<PaintedFormat>({
    {ExportFormat::Png, &paintPng},
    {ExportFormat::Pdf, &paintPdf},
});
static_assert(std::ranges::all_of(exportFormats,
                                  [](const ExportFormatRow &row) {
                                      return std::holds_alternative<PaintedRun>(row.writer) ==
                                             (std::ranges::count(paintedFormats, row.format,
                                                                 &PaintedFormat::format) == 1);
                                  }),
              "paintedFormats needs a painter for each format of exportFormats that is a "
              "PaintedRun, and for no other");

/// Paints a run in a format that is a PaintedRun. Returns the bytes, or a sentence with the reason
/// why there are none.
Written paint(ExportFormat format, const RunToExport &run, const FormatOptions &options);

} // namespace racewalk::drawing

// SPDX-License-Identifier: GPL-3.0-or-later
#include "drawing/painted_formats.h"

#include "drawing/image_export.h"

namespace racewalk::drawing {

QByteArray paintPng(const Timeline &timeline, std::size_t position, const FormatOptions &options)
{
    return toPng(
        timelineImage(timeline, position, {.theme = options.theme, .width = options.width}));
}

Written paint(ExportFormat format, const RunToExport &run, const FormatOptions &options)
{
    const auto painted = std::ranges::find(paintedFormats, format, &PaintedFormat::format);
    const QByteArray bytes = painted->paint(*run.timeline, run.run.position(), options);
    if (bytes.isEmpty())
        return std::unexpected("the picture would be too large; use svg or a shorter schedule");
    return bytes.toStdString();
}

} // namespace racewalk::drawing

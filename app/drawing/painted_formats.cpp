// SPDX-License-Identifier: GPL-3.0-or-later
#include "drawing/painted_formats.h"

#include "drawing/image_export.h"

namespace racewalk::drawing {

QByteArray paintPng(const Timeline &timeline, const FormatOptions &options)
{
    return toPng(timelineImage(timeline, {.theme = options.theme, .width = options.width}));
}

Written paint(ExportFormat format, const RunToExport &run, const FormatOptions &options)
{
    const auto painted = std::ranges::find(paintedFormats, format, &PaintedFormat::format);
    const QByteArray bytes = painted->paint(*run.timeline, options);
    if (bytes.isEmpty())
        return std::unexpected("the picture would be too large; use svg or a shorter schedule");
    return bytes.toStdString();
}

} // namespace racewalk::drawing

// SPDX-License-Identifier: GPL-3.0-or-later
#include "drawing/painted_formats.h"

#include "drawing/image_export.h"
#include "export/svg/run_picture.h"

namespace racewalk::drawing {

QByteArray paintPng(const RunToExport &run, const FormatOptions &options)
{
    const Theme theme(options.theme);
    return toPng(pictureImage(runPicture(run, options, Theme::textWidth()), theme,
                              static_cast<double>(options.scale)));
}

Written paint(ExportFormat format, const RunToExport &run, const FormatOptions &options)
{
    const auto painted = std::ranges::find(paintedFormats, format, &PaintedFormat::format);
    const QByteArray bytes = painted->paint(run, options);
    if (bytes.isEmpty())
        return std::unexpected("the picture would be too large; use svg or a shorter schedule");
    return bytes.toStdString();
}

} // namespace racewalk::drawing

// SPDX-License-Identifier: GPL-3.0-or-later
#include "drawing/painted_formats.h"

#include "drawing/image_export.h"
#include "export/png_text.h"
#include "export/svg/run_picture.h"

namespace racewalk::drawing {

Written paintPng(const RunToExport &run, const FormatOptions &options)
{
    const Theme theme(options.theme);
    const QByteArray bytes = toPng(pictureImage(runPicture(run, options, Theme::textWidth()), theme,
                                                static_cast<double>(options.scale)));
    if (bytes.isEmpty())
        return std::unexpected("the picture would be too large; use svg or a shorter schedule");
    return withTexts(bytes.toStdString(), originTexts(run));
}

QImage pageImage(const RunToExport &run, const FormatOptions &options)
{
    FormatOptions shown = options;
    if (shown.caption.empty())
        shown.caption = "auto";
    const bool isDark = options.pageTheme == PageTheme::Dark;
    return pictureImage(runPicture(run, shown, Theme::textWidth()),
                        Theme(isDark ? ThemeKind::Dark : ThemeKind::Light), 2);
}

Written paint(ExportFormat format, const RunToExport &run, const FormatOptions &options)
{
    const auto painted = std::ranges::find(paintedFormats, format, &PaintedFormat::format);
    return painted->paint(run, options);
}

} // namespace racewalk::drawing

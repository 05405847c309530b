// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>
#include <QSvgRenderer>

#include "desktop/session/export_job.h"

#include "drawing/image_export.h"
#include "drawing/theme.h"

namespace racewalk::desktop {
namespace {

/// Of the file, at two pixels for one. Empty if it cannot be drawn.
QImage renderedSvg(const QByteArray &content, QSize &pixels)
{
    constexpr int scale = 2;
    constexpr int largest = 16'000;
    QSvgRenderer renderer(content);
    pixels = renderer.defaultSize();
    if (!renderer.isValid() || pixels.isEmpty() ||
        std::max(pixels.width(), pixels.height()) * scale > largest)
        return {};
    QImage image(pixels * scale, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    image.setDevicePixelRatio(scale);
    return image;
}

} // namespace

ExportResult exportedFile(const ExportSource &source, ExportFormat format,
                          const FormatOptions &options, const std::stop_token &stop)
{
    auto content = exported(source, format, options, stop);
    if (!content)
        return std::unexpected(content.error());
    ExportedFile file{.content = std::move(*content), .picture = {}, .pixels = {}};
    const std::string_view ending = rowOf(format).ending;
    if (ending.ends_with(".png")) {
        file.picture = QImage::fromData(file.content);
        file.pixels = file.picture.size();
        file.picture.setDevicePixelRatio(static_cast<double>(options.scale));
    } else if (ending.ends_with(".svg")) {
        file.picture = renderedSvg(file.content, file.pixels);
    } else if (format == ExportFormat::Pdf || format == ExportFormat::Html) {
        file.picture = readersPicture(source, format, options);
    }
    return file;
}

} // namespace racewalk::desktop

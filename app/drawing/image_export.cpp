// SPDX-License-Identifier: GPL-3.0-or-later
#include <QBuffer>
#include <QPainter>

#include "drawing/image_export.h"

#include "drawing/timeline_painter.h"

#include <cmath>

namespace racewalk::drawing {

QImage pictureImage(const Picture &picture, const Theme &theme, double devicePixelRatio)
{
    constexpr double largest = 32767; // what the raster engine can paint
    const double width = std::ceil(picture.width * devicePixelRatio);
    const double height = std::ceil(picture.height * devicePixelRatio);
    if (width > largest || height > largest)
        return {};
    QImage image(static_cast<int>(width), static_cast<int>(height), QImage::Format_RGB32);
    if (image.isNull())
        return image;
    image.setDevicePixelRatio(devicePixelRatio);
    image.fill(theme.color(Token::Panel));
    QPainter painter(&image);
    paintPicture(painter, picture, theme);
    return image;
}

QByteArray toPng(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG"))
        return {};
    return bytes;
}

} // namespace racewalk::drawing

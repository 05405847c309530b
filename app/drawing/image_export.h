// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>

#include "drawing/theme.h"
#include "run/timeline/picture.h"

namespace racewalk::drawing {

/// Paints the picture. Needs a QGuiApplication, which may be offscreen. Returns a null image if
/// memory runs out or a side has more than 32,767 pixels.
QImage pictureImage(const Picture &picture, const Theme &theme, double devicePixelRatio);

/// Returns the image as PNG; empty if the image is null.
QByteArray toPng(const QImage &image);

} // namespace racewalk::drawing

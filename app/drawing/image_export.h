// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>

#include "drawing/theme.h"
#include "run/timeline/picture.h"
#include "run/timeline/timeline.h"

#include <cstddef>

namespace racewalk::drawing {

struct ImageOptions {
    ThemeKind theme = ThemeKind::Light;
    double width = 760; ///< of the timeline, device-independent; wider if it has many lanes
    double devicePixelRatio = 2;
};

/// Needs a QGuiApplication, which may be offscreen. A null image: there is no memory for one this
/// large, or a side has more than 32,767 pixels.
QImage timelineImage(const Timeline &timeline, std::size_t position, const ImageOptions &options);
QImage pictureImage(const Picture &picture, const Theme &theme, double devicePixelRatio);

/// Empty if the image is null.
QByteArray toPng(const QImage &image);

} // namespace racewalk::drawing

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "drawing/theme.h"
#include "run/timeline/picture.h"

class QPainter;

namespace racewalk::drawing {

/// Paints a picture with its origin at the painter's. Pictures are at text size 100 %: scale the
/// painter for other sizes. Shapes outside the painter's clip are skipped.
void paintPicture(QPainter &painter, const Picture &picture, const Theme &theme);

/// Fills `rect` with stripes over its colour, as used for the fate strip, lock bars and sleep.
void paintFill(QPainter &painter, const QRectF &rect, double radius, const Fill &fill,
               const Theme &theme);

} // namespace racewalk::drawing

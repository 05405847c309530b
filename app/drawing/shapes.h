// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainterPath>
#include <QPen>
#include <QPointF>
#include <QRectF>

#include "drawing/theme.h"
#include "run/timeline/picture.h"

namespace racewalk::drawing {

// Converts core's geometry to Qt's types.

inline QPointF toQt(Point point)
{
    return {point.x, point.y};
}

inline QRectF toQt(const Rect &rect)
{
    return {rect.x, rect.y, rect.width, rect.height};
}

/// Returns the path with every point multiplied by `scale`, then moved by `origin`.
QPainterPath toQt(const Path &path, double scale = 1, QPointF origin = {});

QPen toQt(const Pen &pen, const Theme &theme);

} // namespace racewalk::drawing

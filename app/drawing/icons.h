// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QRectF>

#include "drawing/theme.h"
#include "program/instruction.h"

#include <string_view>

class QPainter;

namespace racewalk::drawing {

/// Paints the icon of that name into the square `rect`; `current` is the colour of the text beside
/// it. An unknown name paints nothing.
void paintIcon(QPainter &painter, std::string_view name, const QRectF &rect, const QColor &current,
               const Theme &theme);

/// `size` in device-independent pixels.
QPixmap iconPixmap(std::string_view name, int size, const QColor &current, const Theme &theme,
                   double devicePixelRatio = 1);

/// With normal and disabled pictures, at 1 and 2 device pixels a pixel.
QIcon themedIcon(std::string_view name, const Theme &theme, Token current = Token::Text,
                 int size = 16);

/// The round picture of an event's kind, as in the timeline: `diameter` 20 there.
void paintEventIcon(QPainter &painter, Role role, const QPointF &center, double diameter,
                    const Theme &theme);

} // namespace racewalk::drawing

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

/// Paints the icon with that name into the square `rect`; `current` is the colour of the adjacent
/// text. An unknown name paints nothing.
void paintIcon(QPainter &painter, std::string_view name, const QRectF &rect, const QColor &current,
               const Theme &theme);

/// Returns the icon as a pixmap; `size` is in device-independent pixels.
QPixmap iconPixmap(std::string_view name, int size, const QColor &current, const Theme &theme,
                   double devicePixelRatio = 1);

/// Returns the icon with normal and disabled pictures, at 1 and 2 device pixels per pixel.
QIcon themedIcon(std::string_view name, const Theme &theme, Token current = Token::Text,
                 int size = 16);

/// Paints the round icon of an event's kind, as in the timeline, where `diameter` is 20.
void paintEventIcon(QPainter &painter, Role role, const QPointF &center, double diameter,
                    const Theme &theme);

} // namespace racewalk::drawing

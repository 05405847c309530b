// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QString>
#include <QStringList>

#include "drawing/theme.h"

#include <vector>

class QPainter;

namespace racewalk::drawing {

/// Keys and what they do.
struct KeyHint {
    QStringList keys;
    QString text;
};

/// Paints as many of the hints as there is room for between `left` and `right`, the last ones left
/// out first, in the middle of `rect` if possible.
void paintKeyHints(QPainter &painter, const QRectF &rect, double left, double right,
                   std::vector<KeyHint> hints, const Theme &theme);

} // namespace racewalk::drawing

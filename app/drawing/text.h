// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QRectF>
#include <QString>

class QPainter;

namespace racewalk::drawing {

double textWidth(const QFont &font, const QString &text);

/// The font in another size, to whole pixels.
QFont sized(QFont font, double pixels);

/// Paints one line, vertically centred by its capitals, without mnemonics, wrapping or shortening.
/// Returns the width used. Only the horizontal flags of `alignment` are used.
double paintText(QPainter &painter, const QRectF &rect, const QString &text, const QFont &font,
                 const QColor &color, Qt::Alignment alignment = Qt::AlignLeft);

} // namespace racewalk::drawing

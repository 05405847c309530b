// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QRectF>
#include <QString>

class QPainter;

namespace racewalk::drawing {

double textWidth(const QFont &font, const QString &text);

/// Shortens a text in the middle; "" if not even the ellipsis fits.
QString elidedMiddle(const QString &text, const QFont &font, double width);

/// Shortens a sentence at the end; "" if not even the ellipsis fits.
QString elidedRight(const QString &text, const QFont &font, double width);

/// Shortens a call by its arguments, beginning with the last one, "prepare_to_wait(wq, ...)"; then
/// in the middle.
QString elidedCall(const QString &text, const QFont &font, double width);

/// Paints one line, vertically centred by its capitals, without mnemonics, wrapping or shortening.
/// Returns the width used. Only the horizontal flags of `alignment` are used.
double paintText(QPainter &painter, const QRectF &rect, const QString &text, const QFont &font,
                 const QColor &color, Qt::Alignment alignment = Qt::AlignLeft);

} // namespace racewalk::drawing

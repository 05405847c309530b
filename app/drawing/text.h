// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QRectF>
#include <QString>

class QPainter;

namespace racewalk::drawing {

double textWidth(const QFont &font, const QString &text);

/// Cuts out of the middle; "" if not even the ellipsis fits.
QString elidedMiddle(const QString &text, const QFont &font, double width);

/// Cuts the end, for sentences; "" if not even the ellipsis fits.
QString elidedRight(const QString &text, const QFont &font, double width);

/// Shortens a call by its arguments first, from the last on: "prepare_to_wait(wq, ...)"; then in
/// the middle.
QString elidedCall(const QString &text, const QFont &font, double width);

/// One line, vertically centred by its capitals; no mnemonic, no wrapping, no eliding.
/// Returns the width used. `alignment` takes the horizontal flags.
double paintText(QPainter &painter, const QRectF &rect, const QString &text, const QFont &font,
                 const QColor &color, Qt::Alignment alignment = Qt::AlignLeft);

} // namespace racewalk::drawing

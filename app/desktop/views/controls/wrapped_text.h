// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QRectF>
#include <QString>

class QPainter;

namespace racewalk::desktop {

/// The text, in which words that are wider than a line may be broken after their parts, where it
/// has blanks without width.
QString breakableText(const QString &text, const QFont &font, double width);

/// How many lines the text takes, at most `most`.
int wrappedLines(const QString &text, const QFont &font, double width, int most);

/// Paints at most `most` lines from the top of `place` on; the text is shortened
/// if it has more.
void paintWrapped(QPainter &painter, const QRectF &place, const QString &text, const QFont &font,
                  const QColor &color, double lineHeight, int most);

} // namespace racewalk::desktop

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QRectF>
#include <QString>

class QPainter;

namespace racewalk::desktop {

/// How many lines the text takes, at most `most`.
int wrappedLines(const QString &text, const QFont &font, double width, int most);

/// Paints at most `most` lines from the top of `place` on; the last one is shortened if necessary.
void paintWrapped(QPainter &painter, const QRectF &place, const QString &text, const QFont &font,
                  const QColor &color, double lineHeight, int most);

} // namespace racewalk::desktop

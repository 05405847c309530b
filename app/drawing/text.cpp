// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFontMetricsF>
#include <QPainter>

#include "drawing/text.h"

namespace racewalk::drawing {

QFont sized(QFont font, double pixels)
{
    font.setPixelSize(qRound(pixels));
    return font;
}

double textWidth(const QFont &font, const QString &text)
{
    return QFontMetricsF(font).horizontalAdvance(text);
}

double paintText(QPainter &painter, const QRectF &rect, const QString &text, const QFont &font,
                 const QColor &color, Qt::Alignment alignment)
{
    const QFontMetricsF metrics(font);
    const double width = metrics.horizontalAdvance(text);
    double x = rect.left();
    if (alignment & Qt::AlignRight)
        x = rect.right() - width;
    else if (alignment & Qt::AlignHCenter)
        x = rect.center().x() - width / 2;
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(QPointF(x, rect.center().y() + metrics.capHeight() / 2), text);
    return width;
}

} // namespace racewalk::drawing

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFontMetricsF>
#include <QPainter>

#include "drawing/text.h"

namespace racewalk::drawing {

double textWidth(const QFont &font, const QString &text)
{
    return QFontMetricsF(font).horizontalAdvance(text);
}

QString elidedMiddle(const QString &text, const QFont &font, double width)
{
    const QString result = QFontMetricsF(font).elidedText(text, Qt::ElideMiddle, width);
    return textWidth(font, result) <= width ? result : QString();
}

QString elidedRight(const QString &text, const QFont &font, double width)
{
    const QString result = QFontMetricsF(font).elidedText(text, Qt::ElideRight, width);
    return textWidth(font, result) <= width ? result : QString();
}

QString elidedCall(const QString &text, const QFont &font, double width)
{
    if (textWidth(font, text) <= width)
        return text;
    const qsizetype open = text.indexOf(u'(');
    const qsizetype close = text.lastIndexOf(u')');
    // "i_state & (A | B)" is no call, and loses less in its middle.
    const bool isCall =
        open > 0 && (text.at(open - 1).isLetterOrNumber() || text.at(open - 1) == u'_');
    if (isCall && close > open) {
        const QString tail = text.mid(close);
        // Argument by argument from the end; commas inside inner calls do not separate.
        int depth = 0;
        for (qsizetype i = close - 1; i >= open; --i) {
            const QChar c = text.at(i);
            if (c == u')')
                ++depth;
            else if (c == u'(' && i != open)
                --depth;
            if (i != open && (depth != 0 || c != u','))
                continue;
            const QString head = text.left(i + 1) + (i == open ? QString() : QStringLiteral(" "));
            const QString shorter = head + QStringLiteral("...") + tail;
            if (shorter.size() < text.size() && textWidth(font, shorter) <= width)
                return shorter;
        }
    }
    return elidedMiddle(text, font, width);
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

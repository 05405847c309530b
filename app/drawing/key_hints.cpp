// SPDX-License-Identifier: GPL-3.0-or-later
#include "drawing/key_hints.h"

#include "drawing/parts.h"
#include "drawing/text.h"

#include <algorithm>

namespace racewalk::drawing {

void paintKeyHints(QPainter &painter, const QRectF &rect, double left, double right,
                   std::vector<KeyHint> hints, const Theme &theme)
{
    const QFont font = theme.font(FontRole::Secondary);
    const double gap = theme.scaled(16), keyGap = theme.scaled(4);
    const auto widthOf = [&](const KeyHint &hint) {
        double wide = textWidth(font, hint.text) + theme.scaled(2);
        for (const QString &key : hint.keys)
            wide += keycapSize(key, theme).width() + keyGap;
        return wide;
    };
    const auto total = [&] {
        double wide = -gap;
        for (const KeyHint &hint : hints)
            wide += widthOf(hint) + gap;
        return wide;
    };
    while (!hints.empty() && total() > right - left)
        hints.pop_back();
    if (hints.empty())
        return;
    double x = std::clamp(rect.center().x() - total() / 2, left, right - total());
    for (const KeyHint &hint : hints) {
        const double begin = x;
        for (const QString &key : hint.keys) {
            const double wide = keycapSize(key, theme).width();
            paintKeycap(painter, QRectF(x, rect.top(), wide, rect.height()), key, theme);
            x += wide + keyGap;
        }
        paintText(painter, QRectF(x + theme.scaled(2), rect.top(), right, rect.height()), hint.text,
                  font, theme.color(Token::Text2));
        x = begin + widthOf(hint) + gap;
    }
}

} // namespace racewalk::drawing

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAccessible>
#include <QPainter>

#include "desktop/views/present/narration_box.h"

#include "drawing/icons.h"
#include "drawing/parts.h"
#include "drawing/text.h"

#include <algorithm>
#include <utility>

namespace racewalk::desktop {
namespace {

// At text size 100 %.
constexpr double pad = 20, iconSize = 30, saySize = 25.2, whySize = 12.7, leastSay = 14,
                 leastWhy = 9;

} // namespace

NarrationBox::NarrationBox(const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent)
{
    setObjectName(QStringLiteral("narration"));
}

void NarrationBox::setContent(const Content &content)
{
    if (m_content == content)
        return;
    m_content = content;
    setAccessibleName(content.say);
    setAccessibleDescription(content.why);
    update();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void NarrationBox::setHints(std::vector<drawing::KeyHint> hints)
{
    m_hints = std::move(hints);
    update();
}

void NarrationBox::setHintsShown(bool areShown)
{
    if (std::exchange(m_areHintsShown, areShown) != areShown)
        update();
}

void NarrationBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &look = theme();
    drawing::paintBox(painter, QRectF(rect()).adjusted(1, 1, -1, -1), 8, look.color(m_content.fill),
                      look.color(m_content.border), 2);
    const double side = look.scaled(pad), size = look.scaled(iconSize);
    drawing::paintIcon(painter, m_content.icon, QRectF(side, (height() - size) / 2, size, size),
                       look.color(m_content.icons), look);
    double hintsWidth = 0;
    for (const drawing::KeyHint &hint : m_hints) {
        double wide = drawing::textWidth(look.font(FontRole::Secondary), hint.text);
        for (const QString &key : hint.keys)
            wide += drawing::keycapSize(key, look).width() + look.scaled(6);
        hintsWidth = std::max(hintsWidth, wide);
    }
    const double x = side + size + look.scaled(18);
    const QRectF room(x, 0, width() - x - side - hintsWidth - look.scaled(12), height());

    // The sentence gets smaller until both texts fit; in the end the reason does, too.
    double large = look.scaled(saySize), little = look.scaled(whySize);
    QRectF say, why;
    QFont font, small;
    const auto heightOf = [&](const QFont &of, const QString &text) {
        return QFontMetricsF(of).boundingRect(QRectF(0, 0, room.width(), 10'000), Qt::TextWordWrap,
                                              text);
    };
    for (;; large *= 0.94) {
        if (large < little) {
            large = look.scaled(leastSay);
            little *= 0.94;
        }
        small = drawing::sized(look.font(FontRole::Secondary), little);
        font = drawing::sized(look.font(FontRole::CardTitle), large);
        say = heightOf(font, m_content.say);
        why = m_content.why.isEmpty() ? QRectF() : heightOf(small, m_content.why);
        if (say.height() + why.height() <= height() - look.scaled(10) ||
            little < look.scaled(leastWhy))
            break;
    }
    const double top = std::max(look.scaled(4), (height() - say.height() - why.height()) / 2);
    painter.setFont(font);
    painter.setPen(look.color(Token::Text));
    painter.drawText(QRectF(x, top, room.width(), say.height()), Qt::TextWordWrap, m_content.say);
    painter.setFont(small);
    painter.setPen(look.color(Token::Text2));
    painter.drawText(QRectF(x, top + say.height(), room.width(), height() - top - say.height()),
                     Qt::TextWordWrap, m_content.why);

    if (!m_areHintsShown)
        return;
    const double line = look.scaled(20);
    double y = (height() - line * static_cast<double>(m_hints.size())) / 2;
    for (const drawing::KeyHint &hint : m_hints) {
        drawing::paintKeyHints(painter, QRectF(width() - side - hintsWidth, y, hintsWidth, line),
                               width() - side - hintsWidth, width() - side + look.scaled(8), {hint},
                               look);
        y += line;
    }
}

} // namespace racewalk::desktop

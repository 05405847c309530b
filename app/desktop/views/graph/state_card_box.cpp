// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>

#include "desktop/views/graph/state_card_box.h"

#include "drawing/icons.h"
#include "drawing/names.h"
#include "drawing/text.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

constexpr double padding = 12, headHeight = 30, lineHeight = 22, iconSize = 14, gap = 7;
constexpr double leastWidth = 250, mostWidth = 420;

} // namespace

StateCardBox::StateCardBox(const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent)
{
    setObjectName(QStringLiteral("stateCard"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void StateCardBox::setCard(const StateCard &card, const ScreenNames &names)
{
    m_card = card;
    m_names = names;
    setAccessibleName(card.title);
    setAccessibleDescription(card.spoken());
    resize(sizeHint());
    update();
}

QSize StateCardBox::sizeHint() const
{
    const drawing::Theme &look = theme();
    const double head = drawing::textWidth(look.font(FontRole::BodyStrong), m_card.title) +
                        drawing::textWidth(look.font(FontRole::Secondary), m_card.place) +
                        drawing::pillSize(m_card.pill, look).width() + look.scaled(20);
    double wide = head;
    for (const StateCard::Way &way : m_card.ways) {
        const double after =
            way.after.isEmpty()
                ? 0
                : drawing::textWidth(look.font(FontRole::Secondary), way.after) + look.scaled(gap);
        wide = std::max(wide, drawing::textWidth(look.font(FontRole::SecondaryStrong), way.thread) +
                                  drawing::textWidth(look.font(FontRole::StepCode), way.statement) +
                                  after + look.scaled(iconSize + 3 * gap));
    }
    wide = std::clamp(wide + look.scaled(2 * padding), look.scaled(leastWidth),
                      look.scaled(mostWidth));
    const double high =
        2 * padding + headHeight + lineHeight * (1 + static_cast<double>(m_card.ways.size())) - 10;
    return {qCeil(wide), qCeil(look.scaled(high))};
}

void StateCardBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const drawing::Theme &look = theme();
    drawing::paintBox(painter, QRectF(rect()), 8, look.color(Token::Panel), look.color(Token::Acc),
                      1.5);
    const double left = look.scaled(padding), right = width() - left;
    const QRectF head(left, look.scaled(padding - 3), right - left, look.scaled(headHeight - 4));
    const double pill = drawing::pillSize(m_card.pill, look).width();
    drawing::paintPill(painter, QRectF(right - pill, head.top(), pill, head.height()), m_card.pill,
                       look, m_names);
    const QFont small = look.font(FontRole::Secondary);
    const double place = drawing::textWidth(small, m_card.place);
    const double room = head.width() - pill - place - look.scaled(16);
    const QFont bold = look.font(FontRole::BodyStrong);
    const double used = drawing::paintText(
        painter, head, drawing::fittingWords(m_card.title, bold, room + 0.5, m_names), bold,
        look.color(Token::Text));
    drawing::paintText(painter, head.adjusted(used + look.scaled(8), 0, 0, 0), m_card.place, small,
                       look.color(Token::Text3));
    QRectF line(left, head.bottom() + look.scaled(2), right - left, look.scaled(lineHeight));
    drawing::paintText(painter, line, m_card.summary, small, look.color(Token::Text3));
    for (const StateCard::Way &way : m_card.ways) {
        line.translate(0, look.scaled(lineHeight));
        double x = line.left();
        const double icon = look.scaled(iconSize);
        drawing::paintIcon(painter, way.icon, QRectF(x, line.center().y() - icon / 2, icon, icon),
                           look.color(Token::Text), look);
        x += icon + look.scaled(gap);
        const auto text = [&](const QString &words, FontRole role, Token color, double most) {
            const QFont font = look.font(role);
            const QString shown = drawing::fittingName(words, font, most + 0.5, m_names);
            x += drawing::paintText(painter, QRectF(x, line.top(), most, line.height()), shown,
                                    font, look.color(color));
        };
        const double after =
            way.after.isEmpty() ? 0 : drawing::textWidth(small, way.after) + look.scaled(gap);
        if (!way.thread.isEmpty()) {
            text(way.thread, FontRole::SecondaryStrong, Token::Text, line.width() / 2);
            x += look.scaled(gap);
        }
        text(way.statement, FontRole::StepCode, Token::Text, line.right() - x - after);
        if (!way.after.isEmpty()) {
            x += look.scaled(gap);
            text(way.after, FontRole::Secondary, Token::Text3, after);
        }
    }
}

} // namespace racewalk::desktop

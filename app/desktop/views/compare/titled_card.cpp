// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>
#include <QVBoxLayout>

#include "desktop/views/compare/titled_card.h"

#include "drawing/names.h"
#include "drawing/text.h"

namespace racewalk::desktop {
namespace {

constexpr int titleHeight = 32;

} // namespace

TitledCard::TitledCard(const Appearance &appearance, const QString &title, QWidget *content,
                       QWidget *parent)
    : Themed(appearance, parent), m_title(title)
{
    setAccessibleName(title);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, scaled(titleHeight), 1, 2);
    column->addWidget(content);
}

void TitledCard::setDetails(const QString &subtitle, const QString &right,
                            const std::optional<drawing::Chip> &chip)
{
    m_subtitle = subtitle;
    m_right = right;
    m_chip = chip;
    update();
}

void TitledCard::applyTheme()
{
    layout()->setContentsMargins(1, scaled(titleHeight), 1, 2);
}

void TitledCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &look = theme();
    drawing::paintBox(painter, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8,
                      look.color(Token::Panel), look.color(Token::Line));
    const double high = look.scaled(titleHeight), side = look.scaled(12);
    painter.fillRect(QRectF(1, high - 1, width() - 2, 1), look.color(Token::Line));
    double x = side, right = width() - side;
    x += drawing::paintText(painter, QRectF(x, 0, right - x, high), m_title,
                            look.font(FontRole::BodyStrong), look.color(Token::Text)) +
         look.scaled(8);
    const QFont small = look.font(FontRole::Secondary);
    if (m_chip) {
        const double wide = drawing::chipSize(*m_chip, look).width();
        drawing::paintChip(painter, QRectF(right - wide, 0, wide, high), *m_chip, look);
        right -= wide + look.scaled(8);
    } else if (!m_right.isEmpty()) {
        const QString text = drawing::fittingWords(m_right, small, (right - x) * 2 / 3);
        const double wide = drawing::textWidth(small, text);
        drawing::paintText(painter, QRectF(right - wide, 0, wide, high), text, small,
                           look.color(Token::Text3));
        right -= wide + look.scaled(8);
    }
    QString subtitle = m_subtitle;
    if (const QString arrow = QStringLiteral(" \u2192 ");
        drawing::textWidth(small, subtitle) > right - x && subtitle.contains(arrow)) {
        // Both of what it leads from and to.
        const double half = (right - x - drawing::textWidth(small, arrow)) / 2;
        QStringList ends = subtitle.split(arrow);
        for (QString &end : ends)
            end = drawing::fittingWords(end, small, half);
        subtitle = ends.join(arrow);
    }
    drawing::paintText(painter, QRectF(x, 0, right - x, high),
                       drawing::fittingWords(subtitle, small, right - x), small,
                       look.color(Token::Text3));
}

} // namespace racewalk::desktop

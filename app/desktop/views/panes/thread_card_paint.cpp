// SPDX-License-Identifier: GPL-3.0-or-later
// The half of ThreadCard that paints.
#include <QPainter>

#include "desktop/views/panes/thread_card.h"

#include "desktop/session/session.h"
#include "drawing/icons.h"
#include "drawing/names.h"
#include "drawing/text.h"

#include <algorithm>

namespace racewalk::desktop {

void ThreadCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    drawing::paintBox(painter, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8,
                      theme().color(Token::Panel), theme().color(Token::Line));
    paintTitle(painter);
    painter.setPen(QPen(theme().color(Token::Line), 1));
    const double underTitle = m_code->y() - 0.5;
    painter.drawLine(QPointF(1, underTitle), QPointF(width() - 1, underTitle));
    if (m_isCompact || m_room != Room::Full) {
        m_callPlaces.clear();
        if (!m_isCompact)
            painter.drawLine(QPointF(1, m_code->geometry().bottom() + 1.5),
                             QPointF(width() - 1, m_code->geometry().bottom() + 1.5));
        return;
    }
    paintCalls(painter);
    painter.setPen(QPen(theme().color(Token::Line), 1));
    const double overHolds = m_code->geometry().bottom() + 1.5;
    painter.drawLine(QPointF(1, overHolds), QPointF(width() - 1, overHolds));
    paintHolds(painter);
}

void ThreadCard::paintTitle(QPainter &painter) const
{
    const auto &look = theme();
    const double pad = look.scaled(12);
    const double high = look.scaled(titleHeight());
    drawing::Chip badge;
    badge.text = m_face.caption;
    badge.isMono = false;
    const double badgeWidth = drawing::chipSize(badge, look).width();
    const QFont titleFont = look.font(FontRole::CardTitle);
    const double nameWidth = drawing::textWidth(titleFont, m_face.name);

    std::vector<drawing::Pill> pills = m_face.pills;
    if (m_room != Room::Full && !m_isCompact)
        for (const drawing::Chip &held : m_face.holds)
            if (held.icon == "lock") {
                drawing::Pill lock = drawing::plainPill({});
                lock.icon = held.icon;
                pills.insert(pills.begin(), lock);
            }
    const auto isTooWide = [&](double other) {
        double sum = other;
        for (const drawing::Pill &pill : pills)
            sum += drawing::pillSize(pill, look).width() + look.scaled(6);
        return sum + pad + nameWidth + look.scaled(10) > width();
    };
    const double withBadge = badgeWidth + look.scaled(8);
    // What is given up where it is narrow, in this order: the badge, the reader's word, the state's
    // details, the state's word, the locks.
    const bool hasBadge = m_room == Room::Full && !isTooWide(withBadge);
    for (drawing::Pill &pill : pills)
        if (pill.icon == "rcu-enter" && isTooWide(0))
            pill.text.clear();
    if (!pills.empty() && isTooWide(0))
        pills.back().text = pills.back().text.section(QLatin1Char(' '), 0, 0);
    if (!pills.empty() && isTooWide(0))
        pills.back().text.clear();
    while (pills.size() > 1 && isTooWide(0))
        pills.erase(pills.begin());

    double right = width() - look.scaled(8);
    for (auto pill = pills.rbegin(); pill != pills.rend(); ++pill) {
        const double wide =
            std::min(drawing::pillSize(*pill, look).width(), std::max(0.0, right - pad - 40));
        drawing::paintPill(painter, QRectF(right - wide, 0, wide, high), *pill, look,
                           m_session.names());
        right -= wide + look.scaled(6);
    }
    const double nameRoom = right - pad - (hasBadge ? badgeWidth + look.scaled(8) : 0);
    const QString name =
        drawing::fittingName(m_face.name, titleFont, std::max(nameRoom, 30.0), m_session.names());
    const double after = pad + drawing::paintText(painter, QRectF(pad, 0, width(), high), name,
                                                  titleFont, look.color(Token::Text));
    if (hasBadge)
        drawing::paintChip(painter, QRectF(after + look.scaled(8), 0, badgeWidth, high), badge,
                           look);
}

void ThreadCard::paintCalls(QPainter &painter)
{
    const auto &look = theme();
    m_callPlaces.assign(m_face.calls.size(), {});
    const double y = look.scaled(threadTitleHeight);
    const double high = look.scaled(callsHeight - 4);
    const QFont plain = look.font(FontRole::SmallCode);
    const QFont strong = look.font(FontRole::SmallCodeStrong);
    const double gap = look.scaled(16);
    const double room = width() - 2 * look.scaled(12);
    const auto widthFrom = [&](std::size_t from) {
        double sum = 0;
        for (std::size_t index = from; index < m_face.calls.size(); ++index)
            sum += drawing::textWidth(index + 1 == m_face.calls.size() ? strong : plain,
                                      m_face.calls[index].name) +
                   gap;
        return sum - gap;
    };
    // Where they do not fit, calls in the middle are left out: the thread and the newest say most.
    std::size_t skipped = 0;
    while (skipped + 2 < m_face.calls.size() &&
           drawing::textWidth(plain, m_face.calls.front().name) + gap +
                   (skipped > 0 ? 2 * gap : 0) + widthFrom(1 + skipped) >
               room)
        ++skipped;
    double x = look.scaled(12);
    const auto chevron = [&] {
        const double size = look.scaled(10);
        drawing::paintIcon(painter, "chevron-right",
                           QRectF(x + (gap - size) / 2, y + (high - size) / 2, size, size),
                           look.color(Token::Text3), look);
        x += gap;
    };
    for (std::size_t index = 0; index < m_face.calls.size(); ++index) {
        const bool isLast = index + 1 == m_face.calls.size();
        if (index > 0 && index <= skipped && !isLast) {
            if (index == 1) {
                chevron();
                x += drawing::paintText(painter, QRectF(x, y, gap, high), QString(QChar(0x2026)),
                                        plain, look.color(Token::Text3));
            }
            continue;
        }
        if (index > 0)
            chevron();
        const double left = width() - look.scaled(12) - x;
        const QFont &font = isLast ? strong : plain;
        const double used = drawing::paintText(
            painter, QRectF(x, y, left, high),
            drawing::fittingName(m_face.calls[index].name, font, left, m_session.names()), font,
            look.color(isLast ? Token::Text : Token::Text2));
        m_callPlaces[index] = QRectF(x, y, used, high);
        x += used;
    }
}

void ThreadCard::paintHolds(QPainter &painter) const
{
    const auto &look = theme();
    const double y = m_code->geometry().bottom() + 2;
    const double high = look.scaled(holdsHeight) - 2;
    const double pad = look.scaled(12);
    const QFont font = look.font(FontRole::Secondary);
    const QColor ink = look.color(Token::Text3);
    const double end = m_drain->isHidden() ? width() - pad : m_drain->x() - look.scaled(8);
    const QRectF row(pad, y, end - pad, high);
    if (m_face.holds.empty()) {
        const QString text = tr("Holds no locks");
        if (drawing::textWidth(font, text) <= row.width())
            drawing::paintText(painter, row, text, font, ink);
        return;
    }
    double x = pad + drawing::paintText(painter, row, tr("Holds"), font, ink) + look.scaled(8);
    for (std::size_t index = 0; index < m_face.holds.size(); ++index) {
        drawing::Chip chip = m_face.holds[index];
        double wide = drawing::chipSize(chip, look).width();
        if (const double room = row.right() - x; index == 0 && wide > room) {
            // One name cut short says more than a number.
            const QFont chipFont = look.font(FontRole::SmallCode);
            const double edges = wide - drawing::textWidth(chipFont, chip.text);
            chip.text = drawing::fittingName(chip.text, chipFont, std::max(0.0, room - edges),
                                             m_session.names());
            wide = drawing::chipSize(chip, look).width();
        }
        if (x + wide > row.right() || chip.text.isEmpty()) {
            drawing::paintText(painter, QRectF(x, y, row.right() - x + pad, high),
                               tr("+%1").arg(m_face.holds.size() - index), font, ink);
            return;
        }
        drawing::paintChip(painter, QRectF(x, y, wide, high), chip, look);
        x += wide + look.scaled(6);
    }
}

} // namespace racewalk::desktop

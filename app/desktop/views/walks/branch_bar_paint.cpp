// SPDX-License-Identifier: GPL-3.0-or-later
// How the list of walks is painted.
#include <QPainter>
#include <QPainterPath>

#include "desktop/views/walks/branch_bar.h"

#include "desktop/session/session.h"
#include "drawing/icons.h"
#include "drawing/names.h"
#include "drawing/parts.h"
#include "drawing/text.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

constexpr double betweenWalks = 24; ///< in one line

QPen linePen(const drawing::Theme &look, bool isCurrent, bool isDashed)
{
    QPen pen(look.color(isCurrent ? Token::Acc : Token::Ctl), isCurrent ? 3 : 2);
    pen.setCapStyle(Qt::FlatCap);
    if (isDashed)
        pen.setDashPattern({5 / pen.widthF(), 4 / pen.widthF()});
    return pen;
}

} // namespace

void BranchBar::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const drawing::Theme &look = theme();
    painter.fillRect(viewport()->rect(), look.color(Token::Panel));
    painter.save();
    painter.setClipRect(QRectF(0, look.scaled(rulerHeight), viewport()->width(), height()));
    for (std::size_t number = 0; number < m_rows.size(); ++number)
        if (m_rows[number].isCurrent)
            drawing::paintBox(painter,
                              rowPlace(number).adjusted(look.scaled(6), 0, -look.scaled(6), 0), 4,
                              look.color(Token::AccBg), look.color(Token::AccBg), 0);
    // The names cover the lines that pass them on their way to another row.
    for (std::size_t number = 0; number < m_rows.size(); ++number)
        if (isInSight(number))
            paintLine(painter, number);
    for (std::size_t number = 0; number < m_rows.size(); ++number)
        if (isInSight(number))
            paintEnd(painter, number);
    paintCursor(painter);
    painter.restore();
    paintRuler(painter);
    painter.fillRect(QRectF(0, viewport()->height() - 1, viewport()->width(), 1),
                     look.color(Token::Line));
}

void BranchBar::paintRuler(QPainter &painter) const
{
    const drawing::Theme &look = theme();
    std::size_t longest = 0;
    for (const WalkRow &row : m_rows)
        longest = std::max(longest, row.length);
    const double y = look.scaled(rulerHeight);
    painter.fillRect(QRectF(0, 0, viewport()->width(), y), look.color(Token::Panel));
    const std::size_t distance = rulerDistance(unit(), look.scaled(36));
    for (std::size_t step = 0; step <= longest; step += distance) {
        const double x = xOf(step);
        if (x < 0 || x > viewport()->width())
            continue;
        painter.fillRect(QRectF(x - 0.5, y - look.scaled(3), 1, look.scaled(3)),
                         look.color(Token::Line));
        drawing::paintText(painter, QRectF(x - 40, 0, 80, y - look.scaled(4)),
                           QString::number(step), look.font(FontRole::Small),
                           look.color(Token::Text3), Qt::AlignHCenter);
    }
}

/// It, or its fork.
bool BranchBar::isInSight(std::size_t number) const
{
    const double y = yOf(number);
    const auto &fork = m_rows[number].fork;
    return (y >= 0 && y <= height() + theme().scaled(rowHeight)) || !fork ||
           yOf(fork->parent) <= height();
}

void BranchBar::paintLine(QPainter &painter, std::size_t number) const
{
    const drawing::Theme &look = theme();
    const WalkRow &row = m_rows[number];
    const double y = yOf(number);
    const std::size_t start = row.fork ? row.fork->at : 0;
    double left = xOf(start);
    painter.setBrush(Qt::NoBrush);
    if (row.fork) {
        const double top = yOf(row.fork->parent);
        const double bend = std::min(look.scaled(16), std::max(2.0, xOf(row.length) - left));
        QPainterPath path(QPointF(left, top));
        path.lineTo(left, std::max(top, y - bend));
        path.quadTo(QPointF(left, y), QPointF(left + bend, y));
        painter.setPen(linePen(look, false, row.walked <= start));
        painter.drawPath(path);
        painter.setPen(Qt::NoPen);
        painter.setBrush(look.color(Token::Ctl));
        painter.drawEllipse(QPointF(left, top), look.scaled(3), look.scaled(3));
        left += bend;
    } else {
        painter.setPen(QPen(look.color(row.isCurrent ? Token::Acc : Token::Ctl), 2));
        painter.setBrush(look.color(Token::Panel));
        painter.drawEllipse(QPointF(left, y), look.scaled(4), look.scaled(4));
        left += look.scaled(4);
    }
    const std::size_t solid = row.isCurrent ? row.position : row.walked;
    const double parting = std::clamp(xOf(solid), left, std::max(left, xOf(row.length)));
    painter.setPen(linePen(look, row.isCurrent, false));
    if (parting > left)
        painter.drawLine(QPointF(left, y), QPointF(parting, y));
    painter.setPen(linePen(look, row.isCurrent, true));
    if (xOf(row.length) > parting)
        painter.drawLine(QPointF(parting, y), QPointF(xOf(row.length), y));
    for (const auto &[step, text] : row.notes) {
        const double x = xOf(step);
        QPolygonF pin{QPointF(x - 4, y - 14), QPointF(x + 4, y - 14), QPointF(x + 4, y - 7),
                      QPointF(x, y - 3), QPointF(x - 4, y - 7)};
        painter.setPen(QPen(look.color(Token::ChgEdge), 1));
        painter.setBrush(look.color(Token::Chg));
        painter.drawPolygon(pin);
    }
}

void BranchBar::paintCursor(QPainter &painter) const
{
    const drawing::Theme &look = theme();
    const QRectF place = cursorPlace();
    const double x = place.center().x(), y = place.center().y();
    const double half = look.scaled(5);
    const QPolygonF marker{
        QPointF(x - half, y - look.scaled(8.5)), QPointF(x + half, y - look.scaled(8.5)),
        QPointF(x + half, y + look.scaled(3.5)), QPointF(x, y + look.scaled(8.5)),
        QPointF(x - half, y + look.scaled(3.5))};
    painter.setPen(QPen(look.color(Token::Panel), 1));
    painter.setBrush(look.color(Token::Acc));
    painter.drawPolygon(marker);
}

QRectF BranchBar::cursorPlace() const
{
    std::size_t row = m_session.walks().current();
    if (row >= m_rows.size())
        return {};
    const double x = xOf(m_rows[row].position);
    while (m_rows[row].fork && rowPlace(row).left() > x)
        row = m_rows[row].fork->parent;
    const double half = theme().scaled(5), high = theme().scaled(17);
    return {x - half, yOf(row) - high / 2, 2 * half, high};
}

void BranchBar::placeRows()
{
    m_lines.clear();
    std::vector<double> ends; // of the lines
    for (std::size_t number = 0; number < m_rows.size(); ++number) {
        const auto &fork = m_rows[number].fork;
        std::size_t line = fork ? m_lines[fork->parent] + 1 : ends.size();
        while (line < ends.size() && ends[line] + theme().scaled(betweenWalks) > startOf(number))
            ++line;
        m_lines.push_back(line);
        ends.resize(std::max(ends.size(), line + 1));
        ends[line] = endOf(number);
    }
}

std::size_t BranchBar::lineCount() const
{
    return m_lines.empty() ? 0 : *std::ranges::max_element(m_lines) + 1;
}

double BranchBar::startOf(std::size_t row) const
{
    return xOf(m_rows[row].fork ? m_rows[row].fork->at : 0);
}

double BranchBar::endOf(std::size_t row) const
{
    const drawing::Theme &look = theme();
    const WalkRow &walk = m_rows[row];
    // As wide as the name of the current walk, so that nothing moves.
    double width = drawing::textWidth(look.font(FontRole::SecondaryStrong), walk.name);
    if (!walk.ending.isEmpty())
        width += look.scaled(8) + drawing::textWidth(look.font(FontRole::Secondary), walk.ending);
    return xOf(walk.length) + look.scaled(6 + 16 + 6) + width;
}

QRectF BranchBar::rowPlace(std::size_t row) const
{
    const drawing::Theme &look = theme();
    const double half = look.scaled(betweenWalks) / 2;
    double left = 0, right = viewport()->width();
    for (std::size_t other = 0; other < m_rows.size(); ++other) {
        if (other == row || m_lines[other] != m_lines[row])
            continue;
        if (startOf(other) < startOf(row))
            left = startOf(row) - half;
        else
            right = std::min(right, startOf(other) - half);
    }
    return {left, yOf(row) - look.scaled(rowHeight / 2), right - left, look.scaled(rowHeight)};
}

QRect BranchBar::namePlace(std::size_t number) const
{
    const double left = xOf(m_rows[number].length) + theme().scaled(6 + 16 + 6);
    const double height = theme().scaled(rowHeight);
    return {qRound(left), qRound(yOf(number) - height / 2),
            std::max(0, qRound(rowPlace(number).right() - left) - scaled(8)), qRound(height)};
}

void BranchBar::paintEnd(QPainter &painter, std::size_t number) const
{
    const drawing::Theme &look = theme();
    const WalkRow &row = m_rows[number];
    const double icon = look.scaled(16);
    const QRectF room = namePlace(number);
    const QFont nameFont =
        look.font(row.isCurrent ? FontRole::SecondaryStrong : FontRole::Secondary);
    const QFont endFont = look.font(FontRole::Secondary);
    const double ending =
        row.ending.isEmpty() ? 0 : drawing::textWidth(endFont, row.ending) + look.scaled(8);
    const double wanted = drawing::textWidth(nameFont, row.name);
    const bool hasEnding = wanted + ending <= room.width();
    const double written = std::min(room.width(), wanted + (hasEnding ? ending : 0));
    const double high = look.scaled(16);
    painter.fillRect(QRectF(room.left() - look.scaled(8) - icon, yOf(number) - high / 2,
                            written + icon + look.scaled(10), high),
                     look.color(row.isCurrent ? Token::AccBg : Token::Panel));
    // Where the cursor stands at the end, the icon is beside it.
    drawing::paintIcon(
        painter, row.icon,
        QRectF(room.left() - look.scaled(6) - icon, yOf(number) - icon / 2, icon, icon),
        look.color(row.isCutShort ? Token::OpenText : Token::Text2), look);
    if (m_editor && m_edited == number) {
        const QFont hintFont = look.font(FontRole::Secondary);
        const QString hint = tr("Enter keeps it, Esc cancels");
        const QRectF rest = room.adjusted(look.scaled(150) + 6, 0, 0, 0);
        if (drawing::textWidth(hintFont, hint) <= rest.width())
            drawing::paintText(painter, rest, hint, hintFont, look.color(Token::Text3));
        return;
    }
    const QString name =
        drawing::fittingWords(row.name, nameFont, hasEnding ? wanted + 1 : room.width());
    const double used = drawing::paintText(
        painter, room, name, nameFont, look.color(row.isCurrent ? Token::AccText : Token::Text));
    if (hasEnding && ending > 0)
        drawing::paintText(painter, room.adjusted(used + look.scaled(8), 0, 0, 0), row.ending,
                           endFont, look.color(Token::Text3));
}

} // namespace racewalk::desktop

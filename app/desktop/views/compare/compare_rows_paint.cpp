// SPDX-License-Identifier: GPL-3.0-or-later
// How both timelines are painted, with their columns scrolled under what is pinned.
#include <QPainter>
#include <QScrollBar>

#include "desktop/views/compare/compare_rows.h"

#include "drawing/icons.h"
#include "drawing/names.h"
#include "drawing/text.h"
#include "drawing/timeline_painter.h"

#include <algorithm>

namespace racewalk::desktop {

void CompareRows::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(event->rect(), theme().color(Token::Panel));
    if (!m_layout) {
        paintMessage(painter);
        return;
    }
    // The gutter goes on below the last row.
    painter.fillRect(QRect(gutterLeft(), 0, gutterWidth(), viewport()->height()),
                     theme().color(Token::Sunken));
    for (const int x : {gutterLeft(), gutterLeft() + gutterWidth() - 1})
        painter.fillRect(QRect(x, 0, 1, viewport()->height()), theme().color(Token::Line));
    const double scale = theme().textSize();
    const double top = verticalScrollBar()->value() / scale;
    const Picture body =
        m_layout->body(m_comparing.taken(), {top, top + viewport()->height() / scale});
    const std::vector<Part> parts = this->parts();
    for (const Part &part : parts) {
        painter.save();
        painter.setClipRect(
            QRectF(part.left * scale, 0, (part.right - part.left) * scale, viewport()->height()));
        painter.translate(-part.shift * scale, 0);
        paintBelow(painter);
        painter.translate(0, -verticalScrollBar()->value());
        painter.scale(scale, scale);
        drawing::paintPicture(painter, body, theme());
        painter.restore();
    }
    if (parts.size() > 1) // the right edges of what is pinned
        for (const Part &columns : {parts.front(), parts[3]})
            painter.fillRect(QRectF(columns.left * scale - 1, 0, 1, viewport()->height()),
                             theme().color(Token::Ctl));
}

/// What is pinned at the left of each side, its columns, and the gutter.
std::vector<CompareRows::Part> CompareRows::parts() const
{
    const ComparisonLayout::View view = this->view();
    const double right = view.gutterLeft + m_layout->gutterWidth();
    const double gutterShift = m_layout->gutterLeft() - view.gutterLeft;
    const double rightShift = m_layout->rightEdge() - right;
    const double pinned = m_layout->side(0).pinnedWidth();
    const double rightPinned = right + m_layout->side(1).pinnedWidth();
    if (view.scrolled[0] == 0 && view.scrolled[1] == 0 && rightShift == 0)
        return {{0, view.width, 0}};
    return {{pinned, view.gutterLeft, view.scrolled[0]},
            {0, pinned, 0},
            {view.gutterLeft, right, gutterShift},
            {rightPinned, view.width, rightShift + view.scrolled[1]},
            {right, rightPinned, rightShift}};
}

/// The lines between the lanes go on below the last row, too. In the layout's coordinates across,
/// scaled, and the viewport's down.
void CompareRows::paintBelow(QPainter &painter) const
{
    const double scale = theme().textSize();
    const double top = m_layout->height() * scale - verticalScrollBar()->value();
    for (std::size_t side = 0; side < 2; ++side)
        for (const TimelineColumn &column : m_layout->side(side).columns()) {
            const double x = (column.left + (side == 0 ? 0 : m_layout->rightEdge())) * scale;
            painter.fillRect(QRectF(x, top, scale, std::max(0.0, viewport()->height() - top)),
                             theme().color(Token::Line));
        }
}

void CompareRows::paintMessage(QPainter &painter) const
{
    const auto &look = theme();
    const bool isWorking = m_comparing.isWorking();
    const double icon = look.scaled(24);
    const QPointF middle = QRectF(viewport()->rect()).center();
    double y = middle.y() - look.scaled(40);
    drawing::paintIcon(painter, isWorking ? "spinning" : "error",
                       QRectF(middle.x() - icon / 2, y, icon, icon),
                       look.color(isWorking ? Token::Text2 : Token::Err), look);
    y += icon + look.scaled(8);
    const QString text = isWorking ? tr("Comparing") : m_comparing.error();
    drawing::paintText(painter, QRectF(0, y, viewport()->width(), look.scaled(20)),
                       drawing::fittingWords(text, look.font(FontRole::Body),
                                             viewport()->width() - look.scaled(40)),
                       look.font(FontRole::Body), look.color(Token::Text), Qt::AlignHCenter);
}

} // namespace racewalk::desktop

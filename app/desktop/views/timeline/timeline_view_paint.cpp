// SPDX-License-Identifier: GPL-3.0-or-later
// How the timeline is painted.
#include <QPainter>
#include <QScrollBar>

#include "desktop/views/timeline/timeline_view.h"

#include "desktop/session/session.h"
#include "drawing/icons.h"
#include "drawing/text.h"
#include "drawing/timeline_painter.h"
#include "run/timeline/timeline_preview.h"

#include <algorithm>
#include <vector>

namespace racewalk::desktop {

void TimelineView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    // Smoothed, its edge would let through what was there before, where pixels are fractions.
    painter.fillRect(event->rect().adjusted(-1, -1, 1, 1), theme().color(Token::Panel));
    painter.setRenderHint(QPainter::Antialiasing);
    if (!m_layout || m_layout->timeline().events.empty())
        paintEmpty(painter);
    if (!m_layout)
        return;
    const double scale = theme().textSize();
    const bool isEmpty = m_layout->timeline().events.empty();
    const double top = verticalScrollBar()->value() / scale;
    const std::vector<std::size_t> marked = m_session.highlightedEvents();
    const TimelineWindow window{{top, top + viewport()->height() / scale}, columnsInView(), marked};
    const std::size_t position = m_session.run().position();
    const bool scrolls = horizontalScrollBar()->maximum() > 0;
    painter.translate(0, -verticalScrollBar()->value());
    painter.save();
    painter.translate(-horizontalScrollBar()->value(), 0);
    painter.scale(scale, scale);
    if (!isEmpty)
        drawing::paintPicture(
            painter,
            m_layout->part(scrolls ? TimelinePart::Columns : TimelinePart::All, position, window),
            theme());
    paintPreview(painter);
    painter.restore();
    if (scrolls && !isEmpty) {
        painter.save();
        painter.scale(scale, scale);
        drawing::paintPicture(painter, m_layout->part(TimelinePart::Pinned, position, window),
                              theme());
        painter.restore();
    }
    if (m_question && position < m_session.run().length())
        paintQuestion(painter);
}

/// In place of everything below the now line.
void TimelineView::paintQuestion(QPainter &painter) const
{
    const auto &look = theme();
    const double scale = look.textSize();
    const std::size_t position = m_session.run().position();
    const double now = (m_layout->nowLine(position) + TimelineLayout::nowGap / 2) * scale;
    const double high = std::max<double>(m_layout->bodyHeight(position) * scale,
                                         verticalScrollBar()->value() + viewport()->height());
    painter.fillRect(QRectF(0, now, viewport()->width(), high), look.color(Token::Panel));
    const double left = (m_layout->numbersRight() + 4) * scale, gap = look.scaled(8);
    const QRectF box(left, now + look.scaled(4), viewport()->width() - left - gap, look.scaled(34));
    painter.setPen(QPen(look.color(Token::Acc), 2, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box, 5, 5);
    const QFont strong = look.font(FontRole::BodyStrong), plain = look.font(FontRole::Secondary);
    const double icon = look.scaled(14);
    drawing::paintIcon(painter, "question",
                       QRectF(box.left() + gap, box.center().y() - icon / 2, icon, icon),
                       look.color(Token::Acc), look);
    const QRectF text = box.adjusted(2 * gap + icon, 0, -gap, 0);
    const double used =
        drawing::paintText(painter, text, m_question->question, strong, look.color(Token::AccText));
    if (used + drawing::textWidth(plain, m_question->rest) + gap < text.width())
        drawing::paintText(painter, text, m_question->rest, plain, look.color(Token::Text3),
                           Qt::AlignRight);
}

/// The step that the user points at, before it is taken.
void TimelineView::paintPreview(QPainter &painter) const
{
    const auto &preview = m_session.preview();
    if (!preview)
        return;
    const Run &run = m_session.run();
    const bool isKnown =
        run.position() < run.length() && run.steps()[run.position()] == preview->event.step;
    drawing::paintPicture(painter, previewRow(*m_layout, preview->event, run.position(), isKnown),
                          theme());
}

void TimelineView::paintEmpty(QPainter &painter) const
{
    const auto &look = theme();
    const double icon = look.scaled(24);
    const QPointF middle = QRectF(viewport()->rect()).center();
    double y = middle.y() - look.scaled(50);
    drawing::paintIcon(painter, "timeline", QRectF(middle.x() - icon / 2, y, icon, icon),
                       look.color(Token::Text2), look);
    y += icon + look.scaled(8);
    const QRectF line(0, y, viewport()->width(), look.scaled(20));
    drawing::paintText(painter, line, tr("No steps yet"), look.font(FontRole::BodyStrong),
                       look.color(Token::Text), Qt::AlignHCenter);
    drawing::paintText(painter, line.translated(0, look.scaled(22)),
                       tr("Press the number of a thread, or a step button."),
                       look.font(FontRole::Secondary), look.color(Token::Text3), Qt::AlignHCenter);
}

} // namespace racewalk::desktop

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

#include "desktop/views/outcomes/table_header.h"

#include "drawing/text.h"

#include <algorithm>

namespace racewalk::desktop {

TableHeader::TableHeader(const Appearance &appearance, int height, QWidget *parent)
    : Themed(appearance, Qt::Horizontal, parent), m_height(height)
{
    setHighlightSections(false);
    setSectionResizeMode(QHeaderView::Fixed);
    setMinimumSectionSize(1);
    setFocusPolicy(Qt::NoFocus);
    setFrameShape(QFrame::NoFrame);
}

QSize TableHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), scaled(m_height)};
}

void TableHeader::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), theme().color(Token::Sunken));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme().color(Token::Line));
    painter.end();
    QHeaderView::paintEvent(event);
}

void TableHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    const drawing::Theme &look = theme();
    painter->setRenderHint(QPainter::Antialiasing);
    const auto alignment = Qt::Alignment::fromInt(
        model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole).toInt());
    const bool isRight = alignment.testFlag(Qt::AlignRight);
    const double side = look.scaled(isRight ? 10 : 12);
    QRectF place = QRectF(rect).adjusted(isRight ? 0 : side, 0, isRight ? -side : 0, 0);
    const bool isSorted = isSortIndicatorShown() && sortIndicatorSection() == section;
    const double arrow = isSorted ? look.scaled(14) : 0;
    const QString text = model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
    const QFont font = look.font(FontRole::SecondaryStrong);
    painter->setFont(font);
    painter->setPen(look.color(isSorted ? Token::Text : Token::Text2));
    const int flags =
        (isRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextWordWrap;
    const QRectF room = place.adjusted(isRight ? arrow : 0, 0, isRight ? 0 : -arrow, 0);
    painter->drawText(room, flags, text);
    if (isSorted) {
        const QRectF used = painter->boundingRect(room, flags, text);
        const double x = isRight ? used.left() - look.scaled(12) : used.right() + look.scaled(5);
        paintArrow(*painter,
                   QRectF(x, used.center().y() - look.scaled(2.5), look.scaled(8), look.scaled(5)));
    }
    if (hasFocus() && section == m_chosen)
        painter->fillRect(QRectF(rect.left(), rect.bottom() - 2, rect.width(), 3),
                          look.color(Token::Acc));
}

void TableHeader::paintArrow(QPainter &painter, const QRectF &place) const
{
    const bool isUp = sortIndicatorOrder() == Qt::AscendingOrder;
    QPainterPath path;
    path.moveTo(place.left(), isUp ? place.bottom() : place.top());
    path.lineTo(place.right(), isUp ? place.bottom() : place.top());
    path.lineTo(place.center().x(), isUp ? place.top() : place.bottom());
    path.closeSubpath();
    painter.fillPath(path, theme().color(Token::Text2));
}

/// Left and Right are the header's, though the window steps with them elsewhere.
bool TableHeader::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Space) {
            event->accept();
            return true;
        }
    }
    return QHeaderView::event(event);
}

void TableHeader::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    if (step != 0) {
        m_chosen = std::clamp(m_chosen + step, 0, count() - 1);
        viewport()->update();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter ||
               event->key() == Qt::Key_Space) {
        Q_EMIT sectionClicked(m_chosen);
    } else {
        event->ignore();
    }
}

void TableHeader::focusInEvent(QFocusEvent *event)
{
    QHeaderView::focusInEvent(event);
    viewport()->update();
}

void TableHeader::focusOutEvent(QFocusEvent *event)
{
    QHeaderView::focusOutEvent(event);
    viewport()->update();
}

} // namespace racewalk::desktop

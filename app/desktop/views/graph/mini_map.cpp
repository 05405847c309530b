// SPDX-License-Identifier: GPL-3.0-or-later
#include <QMouseEvent>
#include <QPainter>

#include "desktop/views/graph/mini_map.h"

#include "drawing/graph_painter.h"
#include "drawing/parts.h"

#include <utility>

namespace racewalk::desktop {
namespace {

constexpr int longSide = 196, shortSide = 112, mapInset = 8;

} // namespace

MiniMap::MiniMap(const Appearance &appearance, QWidget *parent) : Themed(appearance, parent)
{
    setObjectName(QStringLiteral("miniMap"));
    setAccessibleName(tr("Map of the whole graph"));
    setToolTip(tr("Drag to move the view"));
    setCursor(Qt::SizeAllCursor);
    setAttribute(Qt::WA_OpaquePaintEvent);
}

QSize MiniMap::wantedSize() const
{
    const QSize size(longSide, shortSide);
    return m_shown.isDown ? size.transposed() : size;
}

void MiniMap::setLayoutShown(std::shared_ptr<const GraphLayout> layout)
{
    m_layout = std::move(layout);
    m_image = {};
    update();
}

void MiniMap::setShownPart(const drawing::GraphViewport &viewport)
{
    if (viewport == m_shown)
        return;
    m_shown = viewport;
    update();
}

void MiniMap::resizeEvent(QResizeEvent *)
{
    m_image = {};
}

void MiniMap::paintEvent(QPaintEvent *)
{
    if (!m_layout)
        return;
    if (m_image.isNull()) {
        m_own =
            drawing::fittedViewport(*m_layout, size(), {mapInset, mapInset, mapInset, mapInset});
        m_image = drawing::miniMapImage(*m_layout, m_own, devicePixelRatioF(), theme());
    }
    QPainter painter(this);
    painter.drawImage(0, 0, m_image);
    const QPointF first = m_own.toSurface(m_shown.toGraph({0, 0}));
    const QPointF last =
        m_own.toSurface(m_shown.toGraph({m_shown.size.width(), m_shown.size.height()}));
    const QRectF seen = QRectF(first, last).normalized() & QRectF(rect()).adjusted(2, 2, -2, -2);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme().color(Token::Acc), 1.5));
    painter.drawRect(seen.adjusted(0.75, 0.75, -0.75, -0.75));
    painter.setPen(QPen(theme().color(Token::Line), 1));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

void MiniMap::moveTo(const QPointF &place)
{
    if (m_layout && !m_image.isNull())
        Q_EMIT moved(m_own.toGraph(place));
}

void MiniMap::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        moveTo(event->position());
}

void MiniMap::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        moveTo(event->position());
}

} // namespace racewalk::desktop

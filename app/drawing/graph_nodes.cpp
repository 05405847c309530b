// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>

#include "drawing/graph_nodes.h"

#include "drawing/timeline_painter.h"
#include "export/graph/graph_marks.h"

#include <cmath>

namespace racewalk::drawing {
namespace {

QImage transparentImage(double side, double ratio)
{
    QImage image((QSizeF(side, side) * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::transparent);
    return image;
}

} // namespace

void paintMark(QPainter &painter, QPointF center, GraphNode::Kind kind, Fate fate, double scale,
               const Theme &theme)
{
    Picture mark;
    addGraphMark(mark, {0, 0}, kind, fate);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(center);
    painter.scale(scale, scale);
    paintPicture(painter, mark, theme);
    painter.restore();
}

void MarkImages::paint(QPainter &painter, QPointF center, GraphNode::Kind kind, Fate fate)
{
    const double half = std::ceil(graphMarkRadius(kind, fate) * m_scale) + 1;
    QImage &image = m_images[{kind, fate}];
    if (image.isNull()) {
        image = transparentImage(2 * half, m_ratio);
        QPainter own(&image);
        paintMark(own, {half, half}, kind, fate, m_scale, m_theme);
    }
    painter.drawImage(center - QPointF(half, half), image);
}

void RingImages::paint(QPainter &painter, QPointF center, double radius)
{
    const double half = std::ceil(radius) + 2;
    QImage &image = m_images[radius];
    if (image.isNull()) {
        image = transparentImage(2 * half, m_ratio);
        QPainter own(&image);
        own.setRenderHint(QPainter::Antialiasing);
        own.setPen(QPen(m_theme.color(Token::Acc), 2));
        own.drawEllipse(QPointF(half, half), radius, radius);
    }
    painter.drawImage(center - QPointF(half, half), image);
}

} // namespace racewalk::drawing

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>
#include <QPolygonF>

#include "drawing/graph_nodes.h"

#include "run/timeline/styles.h"

#include <cmath>

namespace racewalk::drawing {
namespace {

constexpr double circleRadius = 5.5, diamondRadius = 7.5, squareRadius = 5.5;
constexpr double failureRadius = 15, goodEndRadius = 11;

QImage transparentImage(double side, double ratio)
{
    QImage image((QSizeF(side, side) * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::transparent);
    return image;
}

QPolygonF octagon(QPointF center, double radius)
{
    QPolygonF polygon;
    const double cut = radius * 0.42;
    for (const auto &[x, y] : {std::pair{-cut, -radius},
                               {cut, -radius},
                               {radius, -cut},
                               {radius, cut},
                               {cut, radius},
                               {-cut, radius},
                               {-radius, cut},
                               {-radius, -cut}})
        polygon << center + QPointF(x, y);
    return polygon;
}

void paintCross(QPainter &painter, QPointF center, double half, double width, const QColor &color)
{
    painter.setPen(QPen(color, width, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(center + QPointF(-half, -half), center + QPointF(half, half));
    painter.drawLine(center + QPointF(-half, half), center + QPointF(half, -half));
}

void paintFailure(QPainter &painter, QPointF center, double scale, const Theme &theme)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::Doom));
    painter.drawPolygon(octagon(center, failureRadius * scale));
    paintCross(painter, center, 4.8 * scale, 3 * scale, theme.color(Token::Panel));
}

void paintGoodEnd(QPainter &painter, QPointF center, double scale, const Theme &theme)
{
    painter.setPen(QPen(theme.color(Token::Safe), 1.5 * scale));
    painter.setBrush(theme.color(Token::Panel));
    const double outer = (goodEndRadius - 0.75) * scale;
    painter.drawEllipse(center, outer, outer);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::Safe));
    painter.drawEllipse(center, 7.7 * scale, 7.7 * scale);
    painter.setPen(
        QPen(theme.color(Token::Panel), 2 * scale, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPolygonF check({center + QPointF(-3.4, 0.2) * scale, center + QPointF(-1, 2.6) * scale,
                           center + QPointF(3.4, -2.4) * scale});
    painter.drawPolyline(check);
}

void paintState(QPainter &painter, QPointF center, Fate fate, double scale, const Theme &theme)
{
    const FateStyle style = styleOf(fate);
    const QColor border = theme.color(style.border);
    switch (fate) {
    case Fate::Safe:
        painter.setPen(QPen(border, 1.5 * scale));
        painter.setBrush(theme.color(style.fill));
        painter.drawEllipse(center, circleRadius * scale - 0.75 * scale,
                            circleRadius * scale - 0.75 * scale);
        return;
    case Fate::Open: {
        painter.setPen(QPen(border, 1.2 * scale));
        painter.setBrush(theme.color(style.shape));
        const double reach = (diamondRadius - 0.6) * scale;
        painter.drawPolygon(QPolygonF({center + QPointF(0, -reach), center + QPointF(reach, 0),
                                       center + QPointF(0, reach), center + QPointF(-reach, 0)}));
        return;
    }
    case Fate::Doomed: {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(style.shape));
        const double reach = squareRadius * scale;
        painter.drawRoundedRect(
            QRectF(center.x() - reach, center.y() - reach, 2 * reach, 2 * reach), 2 * scale,
            2 * scale);
        paintCross(painter, center, 1.9 * scale, 1.5 * scale, theme.color(Token::Panel));
        return;
    }
    case Fate::Unknown:
        break;
    }
    QPen pen(border, 1.3 * scale);
    pen.setDashPattern({2, 1.6});
    painter.setPen(pen);
    painter.setBrush(theme.color(Token::Panel));
    painter.drawEllipse(center, 4.8 * scale, 4.8 * scale);
}

} // namespace

double markRadius(GraphNode::Kind kind, Fate fate)
{
    switch (kind) {
    case GraphNode::Kind::GoodEnd:
        return goodEndRadius;
    case GraphNode::Kind::Failure:
        return failureRadius;
    case GraphNode::Kind::State:
        break;
    }
    return fate == Fate::Open ? diamondRadius : circleRadius;
}

void paintMark(QPainter &painter, QPointF center, GraphNode::Kind kind, Fate fate, double scale,
               const Theme &theme)
{
    painter.setRenderHint(QPainter::Antialiasing);
    switch (kind) {
    case GraphNode::Kind::State:
        paintState(painter, center, fate, scale, theme);
        break;
    case GraphNode::Kind::GoodEnd:
        paintGoodEnd(painter, center, scale, theme);
        break;
    case GraphNode::Kind::Failure:
        paintFailure(painter, center, scale, theme);
        break;
    }
}

void MarkImages::paint(QPainter &painter, QPointF center, GraphNode::Kind kind, Fate fate)
{
    const double half = std::ceil(markRadius(kind, fate) * m_scale) + 1;
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

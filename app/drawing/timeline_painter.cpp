// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFontMetricsF>
#include <QPaintEngine>
#include <QPainter>

#include "drawing/timeline_painter.h"

#include "drawing/icons.h"
#include "drawing/shapes.h"

#include <map>

namespace racewalk::drawing {
namespace {

/// Where a painter without clip may paint: everywhere.
QRectF visibleRect(const QPainter &painter)
{
    if (painter.hasClipping())
        return painter.clipBoundingRect();
    const QRectF device(0, 0, painter.device()->width(), painter.device()->height());
    return painter.transform().inverted().mapRect(device);
}

class Painter {
public:
    Painter(QPainter &painter, const Theme &theme)
        : m_painter(painter), m_theme(theme), m_visible(visibleRect(painter).adjusted(-2, -2, 2, 2))
    {}

    void operator()(const RectShape &shape)
    {
        const QRectF rect = toQt(shape.rect);
        if (!rect.adjusted(-2, -2, 2, 2).intersects(m_visible))
            return;
        if (shape.fill)
            paintFill(m_painter, rect, shape.radius, *shape.fill, m_theme);
        if (!shape.pen)
            return;
        m_painter.setPen(toQt(*shape.pen, m_theme));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRoundedRect(rect, shape.radius, shape.radius);
    }

    void operator()(const LineShape &shape)
    {
        const QRectF bounds =
            QRectF(toQt(shape.from), toQt(shape.to)).normalized().adjusted(-2, -2, 2, 2);
        if (!bounds.intersects(m_visible))
            return;
        m_painter.setPen(toQt(shape.pen, m_theme));
        m_painter.drawLine(toQt(shape.from), toQt(shape.to));
    }

    void operator()(const CircleShape &shape)
    {
        setPenAndBrush(shape.pen, shape.fill);
        m_painter.drawEllipse(toQt(shape.center), shape.radius, shape.radius);
    }

    void operator()(const PathShape &shape)
    {
        setPenAndBrush(shape.pen, shape.fill);
        m_painter.drawPath(toQt(shape.path));
    }

    void operator()(const IconShape &shape)
    {
        const QRectF rect = toQt(shape.rect);
        if (rect.intersects(m_visible))
            paintIcon(m_painter, shape.name, rect, m_theme.color(shape.current), m_theme);
    }

    void operator()(const TextShape &shape)
    {
        const FontSpec spec = fontOf(shape.font);
        const double baseline = shape.at.y + spec.size * capitalMiddle;
        if (baseline + spec.size < m_visible.top() || baseline - 2 * spec.size > m_visible.bottom())
            return;
        const PictureFont &font = fontFor(shape.font);
        m_painter.save();
        m_painter.translate(shape.at.x, baseline);
        m_painter.scale(font.scale, font.scale);
        m_painter.setFont(font.font);
        m_painter.setPen(m_theme.color(shape.color));
        drawText(shape, spec.tabular, QFontMetricsF(font.font));
        m_painter.restore();
    }

private:
    /// At the origin, by the shape's anchor.
    void drawText(const TextShape &shape, bool isTabular, const QFontMetricsF &metrics)
    {
        const QString text = QString::fromStdString(shape.text);
        const double pitch = metrics.horizontalAdvance(QLatin1Char('0'));
        // In a document it stays one text.
        isTabular = isTabular && m_painter.paintEngine()->type() != QPaintEngine::Pdf;
        const double width =
            isTabular ? pitch * static_cast<double>(text.size()) : metrics.horizontalAdvance(text);
        double x = 0;
        if (shape.anchor == TextShape::Anchor::Middle)
            x -= width / 2;
        else if (shape.anchor == TextShape::Anchor::Right)
            x -= width;
        if (!isTabular) {
            m_painter.drawText(QPointF(x, 0), text);
            return;
        }
        // Qt 6.4 cannot ask a font for its tabular figures, so each gets a place of one width.
        for (const QChar c : text) {
            const double inset = (pitch - metrics.horizontalAdvance(c)) / 2;
            m_painter.drawText(QPointF(x + inset, 0), QString(c));
            x += pitch;
        }
    }

    void setPenAndBrush(const std::optional<Pen> &pen, const std::optional<Fill> &fill)
    {
        m_painter.setPen(pen ? toQt(*pen, m_theme) : QPen(Qt::NoPen));
        m_painter.setBrush(fill ? QBrush(m_theme.color(fill->color)) : QBrush(Qt::NoBrush));
    }

    const PictureFont &fontFor(FontRole role)
    {
        auto known = m_fonts.find(role);
        if (known == m_fonts.end())
            known = m_fonts.emplace(role, pictureFont(role)).first;
        return known->second;
    }

    QPainter &m_painter;
    const Theme &m_theme;
    QRectF m_visible;
    std::map<FontRole, PictureFont> m_fonts;
};

} // namespace

void paintFill(QPainter &painter, const QRectF &rect, double radius, const Fill &fill,
               const Theme &theme)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(fill.color));
    painter.drawRoundedRect(rect, radius, radius);
    if (fill.stripes) {
        // What cannot be seen of a long shape is left out; stripes line up wherever they begin.
        const QRectF area = rect & visibleRect(painter).adjusted(-20, -20, 20, 20);
        const Rect part{area.x(), area.y(), area.width(), area.height()};
        painter.fillPath(toQt(stripesIn(part, radius, *fill.stripes)),
                         theme.color(fill.stripes->color));
    }
    painter.restore();
}

void paintPicture(QPainter &painter, const Picture &picture, const Theme &theme)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    Painter walker(painter, theme);
    for (const Shape &shape : picture.shapes)
        std::visit(walker, shape);
    painter.restore();
}

} // namespace racewalk::drawing

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>

#include "drawing/icons.h"

#include "drawing/shapes.h"
#include "export/svg/icons.h"
#include "run/timeline/styles.h"

namespace racewalk::drawing {

void paintIcon(QPainter &painter, std::string_view name, const QRectF &rect, const QColor &current,
               const Theme &theme)
{
    const Icon *icon = findIcon(name);
    if (!icon)
        return;
    const double scale = rect.width() / 16;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const IconPart &part : icon->parts) {
        const QColor color = part.color ? theme.color(*part.color) : current;
        const QPainterPath path = toQt(part.path, scale, rect.topLeft());
        if (part.isFill) {
            painter.fillPath(path, color);
            continue;
        }
        QPen pen(color, part.width * scale, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
        if (part.isDashed)
            pen.setDashPattern({3 / part.width, 3 / part.width});
        painter.strokePath(path, pen);
    }
    painter.restore();
}

QPixmap iconPixmap(std::string_view name, int size, const QColor &current, const Theme &theme,
                   double devicePixelRatio)
{
    QPixmap pixmap(QSize(size, size) * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintIcon(painter, name, QRectF(0, 0, size, size), current, theme);
    return pixmap;
}

QIcon themedIcon(std::string_view name, const Theme &theme, Token current, int size)
{
    QIcon icon;
    for (const double ratio : {1.0, 2.0}) {
        icon.addPixmap(iconPixmap(name, size, theme.color(current), theme, ratio), QIcon::Normal);
        icon.addPixmap(iconPixmap(name, size, theme.color(Token::Dis), theme, ratio),
                       QIcon::Disabled);
    }
    return icon;
}

void paintEventIcon(QPainter &painter, Role role, const QPointF &center, double diameter,
                    const Theme &theme)
{
    const EventStyle style = styleOf(role);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(theme.color(style.fill));
    const double radius = diameter / 2;
    const bool hasOutline = style.fill != style.outline;
    const double penWidth = 1.5 * diameter / 20;
    painter.setPen(hasOutline ? QPen(theme.color(style.outline), penWidth) : QPen(Qt::NoPen));
    const double drawn = hasOutline ? radius - penWidth / 2 : radius;
    painter.drawEllipse(center, drawn, drawn);
    painter.restore();
    const double glyph = diameter * 0.6;
    paintIcon(painter, style.icon,
              QRectF(center.x() - glyph / 2, center.y() - glyph / 2, glyph, glyph),
              theme.color(style.glyph), theme);
}

} // namespace racewalk::drawing

// SPDX-License-Identifier: GPL-3.0-or-later
#include "drawing/shapes.h"

namespace racewalk::drawing {

QPainterPath toQt(const Path &path, double scale, QPointF origin)
{
    const auto at = [&](Point point) { return toQt(point) * scale + origin; };
    QPainterPath result;
    for (const PathCommand &command : path) {
        switch (command.kind) {
        case PathCommand::Kind::Move:
            result.moveTo(at(command.to));
            break;
        case PathCommand::Kind::Line:
            result.lineTo(at(command.to));
            break;
        case PathCommand::Kind::Cubic:
            result.cubicTo(at(command.control1), at(command.control2), at(command.to));
            break;
        case PathCommand::Kind::Close:
            result.closeSubpath();
            break;
        }
    }
    return result;
}

QPen toQt(const Pen &pen, const Theme &theme)
{
    QPen result(theme.color(pen.color), pen.width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
    const auto dashed = [&](qreal on, qreal off, Qt::PenCapStyle cap) {
        result.setDashPattern({on / pen.width, off / pen.width});
        result.setCapStyle(cap);
    };
    switch (pen.dash) {
    case Dash::Solid:
        break;
    case Dash::Dotted:
        dashed(0.01, 5.99, Qt::RoundCap); // Qt leaves out dashes of no length
        break;
    case Dash::Dense:
        dashed(2.5, 2.5, Qt::FlatCap);
        break;
    case Dash::Dashed:
        dashed(4, 3, Qt::FlatCap);
        break;
    }
    return result;
}

} // namespace racewalk::drawing

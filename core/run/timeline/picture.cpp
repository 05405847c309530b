// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/picture.h"

#include <algorithm>
#include <type_traits>

namespace racewalk {
namespace {

Point moved(Point point, Point offset)
{
    return {point.x + offset.x, point.y + offset.y};
}

Rect moved(Rect rect, Point offset)
{
    return {rect.x + offset.x, rect.y + offset.y, rect.width, rect.height};
}

struct Mover {
    Point offset;

    void operator()(RectShape &shape) const { shape.rect = moved(shape.rect, offset); }
    void operator()(IconShape &shape) const { shape.rect = moved(shape.rect, offset); }
    void operator()(CircleShape &shape) const { shape.center = moved(shape.center, offset); }
    void operator()(TextShape &shape) const { shape.at = moved(shape.at, offset); }
    void operator()(LineShape &shape) const
    {
        shape.from = moved(shape.from, offset);
        shape.to = moved(shape.to, offset);
    }
    void operator()(PathShape &shape) const
    {
        for (PathCommand &command : shape.path) {
            command.control1 = moved(command.control1, offset);
            command.control2 = moved(command.control2, offset);
            command.to = moved(command.to, offset);
        }
    }
};

} // namespace

void append(Picture &picture, const Picture &part, Point offset)
{
    for (Shape shape : part.shapes) {
        std::visit(Mover{offset}, shape);
        picture.shapes.push_back(std::move(shape));
    }
    picture.width = std::max(picture.width, part.width + offset.x);
    picture.height = std::max(picture.height, part.height + offset.y);
}

} // namespace racewalk

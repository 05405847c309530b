// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/picture.h"

#include "program/utf8.h"

#include <algorithm>
#include <type_traits>

namespace racewalk {
namespace {

constexpr std::string_view ellipsis = "\u2026";

/// Byte offsets at which a character begins, and the text's size.
std::vector<std::size_t> characterStarts(std::string_view text)
{
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < text.size(); i += decodeUtf8(text, i).length)
        starts.push_back(i);
    starts.push_back(text.size());
    return starts;
}

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

std::string elidedMiddle(std::string_view text, FontRole font, double width,
                         const TextWidth &measure)
{
    if (measure(font, text) <= width)
        return std::string(text);
    const auto starts = characterStarts(text);
    const std::size_t count = starts.size() - 1;
    const auto keeping = [&](std::size_t kept) {
        const std::size_t front = (kept + 1) / 2;
        std::string result(text.substr(0, starts[front]));
        result += ellipsis;
        result += text.substr(starts[count - (kept - front)]);
        return result;
    };
    // The most characters that fit, by bisection; `fits` characters always do.
    std::size_t fits = 0, tooMany = count;
    if (count == 0 || measure(font, keeping(0)) > width)
        return {};
    while (tooMany - fits > 1) {
        const std::size_t middle = (fits + tooMany) / 2;
        (measure(font, keeping(middle)) <= width ? fits : tooMany) = middle;
    }
    return keeping(fits);
}

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

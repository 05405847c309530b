// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/html/svg_fragment.h"

#include "export/html/html_text.h"
#include "export/svg/decimal.h"
#include "export/svg/icons.h"
#include "export/svg/theme_tokens.h"

#include <fmt/format.h>

#include <iterator>
#include <variant>

namespace racewalk {
namespace {

std::string pathData(const Path &path, Point origin = {}, double scale = 1)
{
    const auto at = [&](Point point) {
        return decimal(origin.x + point.x * scale) + ' ' + decimal(origin.y + point.y * scale);
    };
    std::string text;
    for (const PathCommand &command : path) {
        switch (command.kind) {
        case PathCommand::Kind::Move:
            text += 'M' + at(command.to);
            break;
        case PathCommand::Kind::Line:
            text += 'L' + at(command.to);
            break;
        case PathCommand::Kind::Cubic:
            text += 'C' + at(command.control1) + ' ' + at(command.control2) + ' ' + at(command.to);
            break;
        case PathCommand::Kind::Close:
            text += 'Z';
            break;
        }
    }
    return text;
}

class Shapes {
public:
    void operator()(const RectShape &shape)
    {
        std::string place = fmt::format("x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
                                        decimal(shape.rect.x), decimal(shape.rect.y),
                                        decimal(shape.rect.width), decimal(shape.rect.height));
        if (shape.radius > 0)
            place += fmt::format(" rx=\"{}\"", decimal(shape.radius));
        add("rect", place, shape.fill, shape.pen);
        if (shape.fill && shape.fill->stripes)
            add("path",
                fmt::format("d=\"{}\"",
                            pathData(stripesIn(shape.rect, shape.radius, *shape.fill->stripes))),
                Fill{shape.fill->stripes->color, {}}, {});
    }

    void operator()(const LineShape &shape)
    {
        add("path",
            fmt::format("d=\"M{} {}L{} {}\"", decimal(shape.from.x), decimal(shape.from.y),
                        decimal(shape.to.x), decimal(shape.to.y)),
            {}, shape.pen);
    }

    void operator()(const CircleShape &shape)
    {
        add("circle",
            fmt::format("cx=\"{}\" cy=\"{}\" r=\"{}\"", decimal(shape.center.x),
                        decimal(shape.center.y), decimal(shape.radius)),
            shape.fill, shape.pen);
    }

    void operator()(const PathShape &shape)
    {
        add("path", fmt::format("d=\"{}\"", pathData(shape.path)), shape.fill, shape.pen);
    }

    void operator()(const IconShape &shape)
    {
        const Icon *icon = findIcon(shape.name);
        if (icon == nullptr)
            return;
        const double scale = shape.rect.width / 16;
        for (const IconPart &part : icon->parts) {
            const Token color = part.color.value_or(shape.current);
            const std::string data =
                fmt::format("d=\"{}\"", pathData(part.path, {shape.rect.x, shape.rect.y}, scale));
            if (part.isFill)
                add("path", data, Fill{color, {}}, {});
            else
                add("path", data, {},
                    Pen{color, part.width * scale, part.isDashed ? Dash::Dashed : Dash::Solid},
                    " round");
        }
    }

    void operator()(const TextShape &shape)
    {
        const double size = fontOf(shape.font).size;
        const std::string_view anchor = shape.anchor == TextShape::Anchor::Middle  ? " mid"
                                        : shape.anchor == TextShape::Anchor::Right ? " end"
                                                                                   : "";
        fmt::format_to(
            std::back_inserter(m_text), "<text x=\"{}\" y=\"{}\" class=\"f-{} t{}{}\">{}</text>\n",
            decimal(shape.at.x), decimal(shape.at.y + size * capitalMiddle), toText(shape.color),
            static_cast<int>(shape.font), anchor, escapedHtml(shape.text));
    }

    std::string text() && { return std::move(m_text); }

private:
    void add(std::string_view element, const std::string &attributes,
             const std::optional<Fill> &fill, const std::optional<Pen> &pen,
             std::string_view classes = {})
    {
        std::string all = fill ? fmt::format("f-{}", toText(fill->color)) : std::string("f0");
        std::string width;
        if (pen) {
            all += fmt::format(" s-{}{}", toText(pen->color), classes);
            width = fmt::format(" stroke-width=\"{}\"", decimal(pen->width));
            switch (pen->dash) {
            case Dash::Solid:
                break;
            case Dash::Dotted:
                all += " dotted";
                break;
            case Dash::Dense:
                all += " dense";
                break;
            case Dash::Dashed:
                all += " dashed";
                break;
            }
        }
        fmt::format_to(std::back_inserter(m_text), "<{} {} class=\"{}\"{}/>\n", element, attributes,
                       all, width);
    }

    std::string m_text;
};

std::string colors(ThemeKind theme)
{
    std::string text;
    for (std::size_t i = 0; i <= static_cast<std::size_t>(Token::SynCm); ++i) {
        const auto token = static_cast<Token>(i);
        text += fmt::format("--{}:{};", toText(token), toHex(colorOf(token, theme)));
    }
    return text;
}

} // namespace

std::string svgShapes(const Picture &picture)
{
    Shapes shapes;
    for (const Shape &shape : picture.shapes)
        std::visit(shapes, shape);
    return std::move(shapes).text();
}

std::string svgIcon(std::string_view name)
{
    const Icon *icon = findIcon(name);
    std::string text = "<svg class=\"icon\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">";
    for (const IconPart &part : icon != nullptr ? icon->parts : std::vector<IconPart>()) {
        const std::string color = part.color ? std::string(toText(*part.color)) : "cur";
        text += part.isFill
                    ? fmt::format("<path d=\"{}\" class=\"f-{}\"/>", pathData(part.path), color)
                    : fmt::format("<path d=\"{}\" class=\"f0 s-{} round{}\" stroke-width=\"{}\"/>",
                                  pathData(part.path), color, part.isDashed ? " dashed" : "",
                                  decimal(part.width));
    }
    return text + "</svg>";
}

std::string pageTokens(std::string_view theme)
{
    std::string text;
    if (theme == "system")
        text = fmt::format(":root{{color-scheme:light dark;{}}}\n"
                           "@media (prefers-color-scheme:dark){{:root{{{}}}}}\n",
                           colors(ThemeKind::Light), colors(ThemeKind::Dark));
    else
        text = fmt::format(":root{{color-scheme:{};{}}}\n", theme,
                           colors(theme == "dark" ? ThemeKind::Dark : ThemeKind::Light));
    // Paper is white, whatever the screen is.
    text +=
        fmt::format("@media print{{:root{{color-scheme:light;{}}}}}\n", colors(ThemeKind::Light));
    for (std::size_t i = 0; i <= static_cast<std::size_t>(Token::SynCm); ++i) {
        const std::string_view name = toText(static_cast<Token>(i));
        text += fmt::format(".f-{0}{{fill:var(--{0})}}.s-{0}{{stroke:var(--{0})}}", name);
    }
    text += '\n';
    for (int i = 0; i <= static_cast<int>(FontRole::Editor); ++i) {
        const FontSpec font = fontOf(static_cast<FontRole>(i));
        text += fmt::format(".t{}{{font:{} {}px var(--{})}}", i, font.weight, decimal(font.size),
                            font.mono ? "mono" : "ui");
    }
    return text + '\n';
}

} // namespace racewalk

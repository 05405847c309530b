// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/svg/svg.h"

#include "export/svg/decimal.h"
#include "export/svg/icons.h"
#include "export/svg/xml_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace racewalk {
namespace {

class Writer {
public:
    explicit Writer(ThemeKind theme) : m_theme(theme) {}

    void operator()(const RectShape &shape)
    {
        const std::string place =
            fmt::format("x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", decimal(shape.rect.x),
                        decimal(shape.rect.y), decimal(shape.rect.width),
                        decimal(shape.rect.height)) +
            (shape.radius > 0 ? fmt::format(" rx=\"{}\"", decimal(shape.radius)) : std::string());
        element("rect", place + fillOf(shape.fill) + penOf(shape.pen));
        // As outlines, for not every program knows patterns.
        if (shape.fill && shape.fill->stripes)
            element(
                "path",
                fmt::format("d=\"{}\"{}",
                            data(stripesIn(shape.rect, shape.radius, *shape.fill->stripes), {}, 1),
                            fillOf(Fill{shape.fill->stripes->color, {}})));
    }

    void operator()(const LineShape &shape)
    {
        element("line", fmt::format("x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"{}",
                                    decimal(shape.from.x), decimal(shape.from.y),
                                    decimal(shape.to.x), decimal(shape.to.y), penOf(shape.pen)));
    }

    void operator()(const CircleShape &shape)
    {
        element("circle", fmt::format("cx=\"{}\" cy=\"{}\" r=\"{}\"{}{}", decimal(shape.center.x),
                                      decimal(shape.center.y), decimal(shape.radius),
                                      fillOf(shape.fill), penOf(shape.pen)));
    }

    void operator()(const PathShape &shape)
    {
        element("path", fmt::format("d=\"{}\"{}{}", data(shape.path, {}, 1), fillOf(shape.fill),
                                    penOf(shape.pen)));
    }

    void operator()(const IconShape &shape)
    {
        const Icon *icon = findIcon(shape.name);
        if (!icon)
            return;
        const double scale = shape.rect.width / 16;
        for (const IconPart &part : icon->parts) {
            const std::string color = colorText(part.color.value_or(shape.current));
            const std::string path = data(part.path, {shape.rect.x, shape.rect.y}, scale);
            if (part.isFill) {
                element("path", fmt::format("d=\"{}\" fill=\"{}\"", path, color));
                continue;
            }
            std::string attributes =
                fmt::format("d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" "
                            "stroke-linecap=\"round\" stroke-linejoin=\"round\"",
                            path, color, decimal(part.width * scale));
            if (part.isDashed)
                attributes += fmt::format(" stroke-dasharray=\"{0} {0}\"", decimal(3 * scale));
            element("path", attributes);
        }
    }

    void operator()(const TextShape &shape)
    {
        const FontSpec font = fontOf(shape.font);
        std::string families;
        for (const std::string_view family : font.mono ? codeFamilies : uiFamilies)
            (families += family) += ", ";
        families += font.mono ? "monospace" : "sans-serif";
        std::string attributes = fmt::format(
            "x=\"{}\" y=\"{}\" font-family=\"{}\" font-size=\"{}\" font-weight=\"{}\" fill=\"{}\"",
            decimal(shape.at.x), decimal(shape.at.y + font.size * capitalMiddle), families,
            decimal(font.size), font.weight, colorText(shape.color));
        if (shape.anchor != TextShape::Anchor::Left)
            attributes += shape.anchor == TextShape::Anchor::Middle ? " text-anchor=\"middle\""
                                                                    : " text-anchor=\"end\"";
        m_body += fmt::format("<text {}>{}</text>\n", attributes, xmlText(shape.text));
    }

    std::string document(const Picture &picture, const SvgOptions &options) const
    {
        std::string text =
            fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" "
                        "viewBox=\"0 0 {0} {1}\" role=\"img\">\n",
                        decimal(picture.width), decimal(picture.height));
        // In front of all texts of the run: provenanceIn() takes the first command.
        if (!options.replay.empty())
            text += fmt::format("<metadata>{}</metadata>\n", xmlText(options.replay));
        text += fmt::format("<title>{}</title>\n", xmlText(options.title));
        if (!options.description.empty())
            text += fmt::format("<desc>{}</desc>\n", xmlText(options.description));
        text += "<g style=\"font-variant-ligatures:none;font-variant-numeric:tabular-nums;"
                "white-space:pre\">\n";
        return text + m_body + "</g>\n</svg>\n";
    }

private:
    void element(std::string_view name, const std::string &attributes)
    {
        fmt::format_to(std::back_inserter(m_body), "<{} {}/>\n", name, attributes);
    }

    std::string colorText(Token token) const { return toHex(colorOf(token, m_theme)); }

    std::string fillOf(const std::optional<Fill> &fill) const
    {
        return fmt::format(" fill=\"{}\"", fill ? colorText(fill->color) : "none");
    }

    std::string penOf(const std::optional<Pen> &pen) const
    {
        if (!pen)
            return {};
        std::string text = fmt::format(" stroke=\"{}\" stroke-width=\"{}\"", colorText(pen->color),
                                       decimal(pen->width));
        switch (pen->dash) {
        case Dash::Solid:
            return text;
        case Dash::Dotted:
            return text + " stroke-linecap=\"round\" stroke-dasharray=\"0.01 5.99\"";
        case Dash::Dense:
            return text + " stroke-dasharray=\"2.5 2.5\"";
        case Dash::Dashed:
            return text + " stroke-dasharray=\"4 3\"";
        }
        return text;
    }

    static std::string data(const Path &path, Point origin, double scale)
    {
        const auto at = [&](Point point) {
            return decimal(origin.x + point.x * scale) + ' ' + decimal(origin.y + point.y * scale);
        };
        std::string text;
        for (const PathCommand &command : path) {
            if (!text.empty())
                text += ' ';
            switch (command.kind) {
            case PathCommand::Kind::Move:
                text += 'M' + at(command.to);
                break;
            case PathCommand::Kind::Line:
                text += 'L' + at(command.to);
                break;
            case PathCommand::Kind::Cubic:
                text +=
                    'C' + at(command.control1) + ' ' + at(command.control2) + ' ' + at(command.to);
                break;
            case PathCommand::Kind::Close:
                text += 'Z';
                break;
            }
        }
        return text;
    }

    ThemeKind m_theme;
    std::string m_body;
};

} // namespace

std::string toSvg(const Picture &picture, const SvgOptions &options)
{
    Writer writer(options.theme);
    for (const Shape &shape : picture.shapes)
        std::visit(writer, shape);
    return writer.document(picture, options);
}

} // namespace racewalk

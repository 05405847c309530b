// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/tikz/tikz.h"

#include "export/formats.h"
#include "export/provenance.h"
#include "export/reports/run_ending.h"
#include "export/reports/verdict_text.h"
#include "export/svg/decimal.h"
#include "export/svg/icons.h"
#include "export/svg/run_picture.h"
#include "export/svg/svg.h"
#include "export/tikz/tex_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

namespace racewalk {
namespace {

/// Half of TeX's greatest length, 8,192 pt: a higher page of `standalone` is overfull. A pixel is
/// 0.75 bp.
constexpr double mostPixels = 10'800;

constexpr std::string_view documentHead = R"(\RequirePackage{fix-cm} % fonts of any size
\documentclass[border=0pt]{standalone}
\usepackage{tikz}
)";

constexpr std::string_view pictureCommands = R"(\newlength\px
\setlength\px{0.75bp} % another length scales the whole picture
% \rwtext{options}{x,y}{font}{size}{room}{text}: condensed if it is wider than its room
\newcommand\rwtext[6]{%
  \node[inner sep=0pt,outer sep=0pt,#1] at (#2)
    {\fontsize{#4\px}{#4\px}#3\selectfont\sbox0{#6}%
     \ifdim\wd0>#5\px\resizebox{#5\px}{\height}{\usebox0}\else\usebox0\fi};}
)";

std::string colorName(Token token)
{
    std::string name(toText(token));
    name[0] = static_cast<char>(name[0] - 'a' + 'A');
    return "rw" + name;
}

std::string at(Point point)
{
    return fmt::format("({},{})", decimal(point.x), decimal(point.y));
}

std::string_view dashOption(Dash dash)
{
    switch (dash) {
    case Dash::Solid:
        return "";
    case Dash::Dotted:
        return ",line cap=round,dash pattern=on 0\\px off 6\\px";
    case Dash::Dense:
        return ",dash pattern=on 2.5\\px off 2.5\\px";
    case Dash::Dashed:
        return ",dash pattern=on 4\\px off 3\\px";
    }
    return "";
}

std::string_view anchorOf(TextShape::Anchor anchor)
{
    switch (anchor) {
    case TextShape::Anchor::Left:
        return "base west";
    case TextShape::Anchor::Middle:
        return "base";
    case TextShape::Anchor::Right:
        return "base east";
    }
    return "";
}

class Writer {
public:
    explicit Writer(const TextWidth &measure) : m_measure(measure) {}

    void operator()(const RectShape &shape)
    {
        const Rect &rect = shape.rect;
        const double radius = std::min({shape.radius, rect.width / 2, rect.height / 2});
        const std::string round =
            radius > 0 ? fmt::format(",rounded corners={}\\px", decimal(radius)) : "";
        const std::string outline =
            fmt::format("{} rectangle {}", at({rect.x, rect.y}), at({rect.right(), rect.bottom()}));
        path(fillOf(shape.fill) + round, outline);
        // As outlines, for no pattern of TikZ has these.
        if (shape.fill && shape.fill->stripes)
            path(fillOf(Fill{shape.fill->stripes->color, {}}),
                 data(stripesIn(rect, shape.radius, *shape.fill->stripes), {}, 1));
        if (shape.pen)
            path(penOf(shape.pen) + round, outline);
    }

    void operator()(const LineShape &shape)
    {
        path(penOf(shape.pen), fmt::format("{} -- {}", at(shape.from), at(shape.to)));
    }

    void operator()(const CircleShape &shape)
    {
        path(fillOf(shape.fill) + penOf(shape.pen),
             fmt::format("{} circle[radius={}]", at(shape.center), decimal(shape.radius)));
    }

    void operator()(const PathShape &shape)
    {
        path(fillOf(shape.fill) + penOf(shape.pen), data(shape.path, {}, 1));
    }

    void operator()(const IconShape &shape)
    {
        const Icon *icon = findIcon(shape.name);
        if (!icon)
            return;
        const double scale = shape.rect.width / 16;
        for (const IconPart &part : icon->parts) {
            const Token token = part.color.value_or(shape.current);
            const std::string outline = data(part.path, {shape.rect.x, shape.rect.y}, scale);
            if (part.isFill) {
                path(fillOf(Fill{token, {}}), outline);
                continue;
            }
            std::string options = penOf(Pen{token, part.width * scale});
            options += ",line cap=round,line join=round";
            if (part.isDashed)
                options += fmt::format(",dash pattern=on {0}\\px off {0}\\px", decimal(3 * scale));
            path(options, outline);
        }
    }

    void operator()(const TextShape &shape)
    {
        if (shape.text.empty())
            return;
        const FontSpec font = fontOf(shape.font);
        // Computer Modern has no bold typewriter.
        const std::string_view command = font.mono            ? "\\rwcode"
                                         : font.weight >= 600 ? "\\sffamily\\bfseries"
                                                              : "\\sffamily";
        fmt::format_to(std::back_inserter(m_body),
                       "\\rwtext{{text={},anchor={}}}{{{},{}}}{{{}}}{{{}}}{{{}}}{{{}}}\n",
                       named(shape.color), anchorOf(shape.anchor), decimal(shape.at.x),
                       decimal(shape.at.y + font.size * capitalMiddle), command,
                       decimal(font.size * enlarged), decimal(m_measure(shape.font, shape.text)),
                       texText(shape.text));
    }

    std::string document(const Picture &picture, const TikzOptions &options) const
    {
        std::string text;
        for (const std::string &comment : options.comments)
            text += texComment(comment);
        text += documentHead;
        for (const Token token : m_used) {
            const Rgb color = colorOf(token, options.theme);
            text += fmt::format("\\definecolor{{{}}}{{HTML}}{{{:02X}{:02X}{:02X}}}\n",
                                colorName(token), color.red, color.green, color.blue);
        }
        (text += pictureCommands) += texTextCommands;
        text += "\\begin{document}\n\\begin{tikzpicture}[x=\\px,y=-\\px]\n";
        text += fmt::format("\\path[use as bounding box] (0,0) rectangle {};\n",
                            at({picture.width, picture.height}));
        return text + m_body + "\\end{tikzpicture}\n\\end{document}\n";
    }

private:
    /// Letters of Computer Modern are smaller and narrower than those that the picture is laid out
    /// for. So its typewriter is as wide as JetBrains Mono.
    static constexpr double enlarged = 1.14;

    void path(std::string options, const std::string &outline)
    {
        if (options.empty() || outline.empty())
            return;
        if (options.starts_with(','))
            options.erase(0, 1);
        fmt::format_to(std::back_inserter(m_body), "\\path[{}] {};\n", options, outline);
    }

    std::string named(Token token)
    {
        m_used.insert(token);
        return colorName(token);
    }

    std::string fillOf(const std::optional<Fill> &fill)
    {
        return fill ? ",fill=" + named(fill->color) : "";
    }

    std::string penOf(const std::optional<Pen> &pen)
    {
        if (!pen)
            return {};
        return fmt::format(",draw={},line width={}\\px{}", named(pen->color), decimal(pen->width),
                           dashOption(pen->dash));
    }

    static std::string data(const Path &path, Point origin, double scale)
    {
        const auto placed = [&](Point point) {
            return at({origin.x + point.x * scale, origin.y + point.y * scale});
        };
        std::string text;
        for (const PathCommand &command : path) {
            if (!text.empty())
                text += ' ';
            switch (command.kind) {
            case PathCommand::Kind::Move:
                text += placed(command.to);
                break;
            case PathCommand::Kind::Line:
                text += "-- " + placed(command.to);
                break;
            case PathCommand::Kind::Cubic:
                text += fmt::format(".. controls {} and {} .. {}", placed(command.control1),
                                    placed(command.control2), placed(command.to));
                break;
            case PathCommand::Kind::Close:
                text += "-- cycle";
                break;
            }
        }
        return text;
    }

    const TextWidth &m_measure;
    std::set<Token> m_used;
    std::string m_body;
};

} // namespace

std::expected<std::string, std::string> toTikz(const Picture &picture, const TikzOptions &options,
                                               const TextWidth &measure)
{
    if (std::max(picture.width, picture.height) > mostPixels)
        return std::unexpected("the picture would be too large for TeX; use --from and --to to "
                               "export fewer steps");
    Writer writer(measure);
    for (const Shape &shape : picture.shapes)
        std::visit(writer, shape);
    return writer.document(picture, options);
}

Written writeTikz(const RunToExport &run, const FormatOptions &options)
{
    TikzOptions tikz;
    tikz.theme = options.theme;
    tikz.comments = {replayCommand(provenanceOf(run.run)), subjectText(run.run.machine().program()),
                     endingText(run)};
    return toTikz(runPicture(run, options, typicalTextWidth), tikz, typicalTextWidth);
}

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/svg/icons.h"

#include "export/svg/icons_text.h"
#include "export/svg/theme_tokens.h"
#include "program/check.h"
#include "program/one_line.h"

#include <algorithm>
#include <charconv>
#include <ranges>
#include <span>

namespace racewalk {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> pieces;
    for (const auto piece : text | std::views::split(separator))
        pieces.push_back(trimmed({piece.begin(), piece.end()}));
    return pieces;
}

std::vector<std::string_view> words(std::string_view text)
{
    auto pieces = split(text, ' ');
    std::erase(pieces, std::string_view());
    return pieces;
}

std::optional<double> number(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

/// Takes `count` points off the front of `words`.
std::optional<std::vector<Point>> takePoints(std::span<const std::string_view> &words,
                                             std::size_t count)
{
    if (words.size() < 2 * count)
        return std::nullopt;
    std::vector<Point> points;
    for (std::size_t i = 0; i < count; ++i) {
        const auto x = number(words[2 * i]), y = number(words[2 * i + 1]);
        if (!x || !y)
            return std::nullopt;
        points.push_back({*x, *y});
    }
    words = words.subspan(2 * count);
    return points;
}

std::optional<Path> parsePath(std::string_view text)
{
    using enum PathCommand::Kind;
    const auto all = words(text);
    std::span<const std::string_view> rest(all);
    Path path;
    while (!rest.empty()) {
        const std::string_view letter = rest.front();
        rest = rest.subspan(1);
        if (letter == "Z") {
            path.push_back({Close, {}, {}, {}});
            continue;
        }
        const bool isCubic = letter == "C";
        if (!isCubic && letter != "M" && letter != "L")
            return std::nullopt;
        const auto points = takePoints(rest, isCubic ? 3 : 1);
        if (!points)
            return std::nullopt;
        if (isCubic)
            path.push_back({Cubic, (*points)[0], (*points)[1], (*points)[2]});
        else
            path.push_back({letter == "M" ? Move : Line, {}, {}, points->front()});
    }
    if (path.empty() || path.front().kind != Move)
        return std::nullopt;
    return path;
}

std::expected<IconPart, std::string> parsePart(std::string_view text)
{
    const auto colon = text.find(':');
    const auto head = words(text.substr(0, colon));
    if (colon == std::string_view::npos || head.size() < 3 || head.size() > 4)
        return std::unexpected("a part is \"fill ROLE 0 : PATH\" or \"stroke ROLE WIDTH : PATH\"");
    IconPart part;
    part.isFill = head[0] == "fill";
    if (!part.isFill && head[0] != "stroke")
        return std::unexpected("neither fill nor stroke: " + std::string(head[0]));
    if (head[1] != "cur") {
        part.color = tokenFrom(head[1]);
        if (!part.color)
            return std::unexpected("no such colour token: " + std::string(head[1]));
    }
    const auto width = number(head[2]);
    if (!width || *width < 0 || (head.size() == 4 && head[3] != "dash"))
        return std::unexpected(std::string("a width, and after it at most \"dash\""));
    part.width = *width;
    part.isDashed = head.size() == 4;
    auto path = parsePath(text.substr(colon + 1));
    if (!path)
        return std::unexpected(std::string("a path of M, L, C and Z, beginning with M"));
    part.path = *std::move(path);
    return part;
}

std::expected<Icon, std::string> parseIcon(std::string_view line)
{
    const auto fields = split(line, '|');
    if (fields.size() < 2 || fields[0].empty())
        return std::unexpected(std::string("an icon is \"name | part | part ...\""));
    Icon icon{std::string(fields[0]), {}};
    for (const std::string_view field : fields | std::views::drop(1)) {
        auto part = parsePart(field);
        if (!part)
            return std::unexpected(part.error());
        icon.parts.push_back(*std::move(part));
    }
    return icon;
}

} // namespace

std::expected<std::vector<Icon>, IconError> parseIcons(std::string_view text)
{
    std::vector<Icon> icons;
    std::size_t lineNumber = 0;
    for (const std::string_view line : split(text, '\n')) {
        ++lineNumber;
        if (line.empty() || line.front() == '#')
            continue;
        auto icon = parseIcon(line);
        if (!icon)
            return std::unexpected(IconError{lineNumber, icon.error()});
        if (std::ranges::find(icons, icon->name, &Icon::name) != icons.end())
            return std::unexpected(IconError{lineNumber, "a second icon " + icon->name});
        icons.push_back(*std::move(icon));
    }
    return icons;
}

const std::vector<Icon> &builtInIcons()
{
    static const std::vector<Icon> icons = [] {
        auto parsed = parseIcons(builtInIconText);
        RACEWALK_CHECK(parsed.has_value());
        return *std::move(parsed);
    }();
    return icons;
}

const Icon *findIcon(std::string_view name)
{
    const auto &icons = builtInIcons();
    const auto icon = std::ranges::find(icons, name, &Icon::name);
    return icon == icons.end() ? nullptr : &*icon;
}

} // namespace racewalk

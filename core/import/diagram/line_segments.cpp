// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/diagram/line_segments.h"

#include <algorithm>
#include <utility>

namespace racewalk {
namespace {

constexpr std::size_t mostColumns = 8;

} // namespace

std::vector<Segment> segmentsOf(std::string_view line)
{
    std::vector<Segment> segments;
    for (std::size_t at = std::min(line.find_first_not_of(' '), line.size()); at < line.size();) {
        const std::size_t end = std::min(line.find("  ", at), line.size());
        segments.push_back({at, line.substr(at, end - at)});
        at = std::min(line.find_first_not_of(' ', end), line.size());
    }
    return segments;
}

bool isRule(std::string_view line)
{
    return !line.empty() && line.find_first_not_of(" -=_~") == std::string_view::npos;
}

std::vector<PlacedHeader> headersIn(const ReportText &text, std::size_t line,
                                    const Program *against)
{
    constexpr std::size_t longestLine = 400;
    const std::vector<Segment> segments =
        text[line].size() > longestLine ? std::vector<Segment>() : segmentsOf(text[line]);
    if (segments.size() < 2 || segments.size() > mostColumns)
        return {};
    const auto rules = line + 1 < text.size() && isRule(text.inner(line + 1))
                           ? segmentsOf(text[line + 1])
                           : std::vector<Segment>();
    const bool isRuled = std::ranges::equal(
        segments, rules, [](const Segment &a, const Segment &b) { return a.begin == b.begin; });
    std::vector<PlacedHeader> headers;
    for (const Segment &segment : segments) {
        auto header = columnHeaderFrom(segment.text, against);
        if (!header && isRuled)
            header = ColumnHeader{std::string(segment.text), {}, std::string(segment.text)};
        if (!header)
            return {};
        headers.push_back({segment.begin, std::move(*header)});
    }
    return headers;
}

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/import_report.h"

#include "export/reports/json_parts.h"
#include "import/import.h"
#include "program/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace racewalk {
namespace {

constexpr std::size_t longestLine = 100; ///< in characters
constexpr std::size_t mostNumbers = 20;

std::string cut(std::string_view text)
{
    const std::size_t end = afterCharacters(text, 0, longestLine);
    return std::string(text.substr(0, end)) + (end < text.size() ? "..." : "");
}

/// In front of the meaning; what the user should look at stands out.
std::string_view markOf(Reading reading)
{
    switch (reading) {
    case Reading::Outside:
        return "-";
    case Reading::Understood:
        return "=";
    case Reading::Ignored:
        return "-";
    case Reading::NotReached:
    case Reading::NotUnderstood:
        return "!";
    }
    return {};
}

} // namespace

std::string linesText(const Imported &imported)
{
    std::string text;
    for (const LineRange &range : imported.folded()) {
        const ImportedLine &line = imported.lines[range.begin];
        const bool isOne = range.end == range.begin + 1;
        const std::string shown = cut(line.text) + (isOne ? "" : " ...");
        const std::string numbers = isOne ? fmt::format("{}", range.begin + 1)
                                          : fmt::format("{}-{}", range.begin + 1, range.end);
        text += fmt::format("{:>4} |{}{}\n", numbers, shown.empty() ? "" : " ", shown);
        const bool isPlain =
            line.reading == Reading::Understood || line.reading == Reading::Outside;
        const std::string reading = isPlain ? "" : fmt::format("{}: ", toText(line.reading));
        text += fmt::format("     {} {}{}\n", markOf(line.reading), reading, cut(line.meaning));
    }
    return text;
}

std::string flaggedText(const Imported &imported)
{
    const std::size_t flagged = imported.flagged();
    const std::size_t all = imported.lines.size();
    if (flagged == 0)
        return fmt::format("All {} lines are accounted for.", all);
    std::string numbers;
    std::size_t shown = 0;
    for (std::size_t i = 0; i < all && shown < mostNumbers; ++i)
        if (isFlagged(imported.lines[i].reading))
            numbers += fmt::format("{}{}", shown++ == 0 ? "" : ", ", i + 1);
    return fmt::format("{} of {} lines {} not in the result: {}{}.", flagged, all,
                       flagged == 1 ? "is" : "are", numbers, flagged > shown ? ", ..." : "");
}

std::string toJson(const Imported &imported)
{
    Json json;
    json["kind"] = rowOf(imported.kind).name;
    json["summary"] = imported.summary;
    json["flagged"] = imported.flagged();
    json["lines"] = Json::array();
    for (std::size_t i = 0; i < imported.lines.size(); ++i)
        json["lines"].push_back({{"line", i + 1},
                                 {"text", imported.lines[i].text},
                                 {"reading", toText(imported.lines[i].reading)},
                                 {"meaning", imported.lines[i].meaning}});
    json["scenario"] = imported.scenario ? Json(*imported.scenario) : Json();
    json["schedule"] = imported.run ? Json(imported.run->schedule) : Json();
    json["command"] = imported.run ? Json(imported.run->command) : Json();
    return written(json);
}

} // namespace racewalk

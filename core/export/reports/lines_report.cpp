// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/reports/lines_report.h"

#include "explore/base/number_words.h"
#include "explore/results/verdict_words.h"
#include "export/reports/json_parts.h"
#include "export/reports/verdict_text.h"
#include "program/utf8.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <set>
#include <utility>

namespace racewalk {

namespace {

using Kind = LineEffect::Kind;

/// Line, statement, what leaving it out does, what exchanging it with the next one does.
using Row = std::array<std::string, 4>;

std::vector<std::string_view> textsOf(const std::set<FindingKind> &kinds)
{
    return toTexts(std::vector(kinds.begin(), kinds.end()));
}

std::string kindsText(const std::set<FindingKind> &kinds, const char *one, const char *many)
{
    return fmt::format("{} {}", fmt::join(textsOf(kinds), ", "), kinds.size() == 1 ? one : many);
}

bool hasFailure(const std::set<FindingKind> &kinds)
{
    return std::ranges::any_of(
        kinds, [](FindingKind kind) { return severityOf(kind) == Severity::Failure; });
}

/// "+2 -1"
std::string countsText(std::size_t added, std::size_t taken)
{
    if (added == 0)
        return fmt::format("-{}", taken);
    return taken == 0 ? fmt::format("+{}", added) : fmt::format("+{} -{}", added, taken);
}

std::string changeText(const LineEffect &effect)
{
    std::vector<std::string> parts;
    if (!effect.newKinds.empty())
        parts.push_back(kindsText(effect.newKinds, "appears", "appear"));
    if (!effect.lostKinds.empty())
        parts.push_back(kindsText(effect.lostKinds, "vanishes", "vanish"));
    // Which outcomes come with a new failure, and go, says little more.
    if (hasFailure(effect.newKinds) || hasFailure(effect.lostKinds))
        return fmt::format("{}", fmt::join(parts, "; "));

    std::map<FindingKind, std::pair<std::size_t, std::size_t>> elsewhere;
    std::pair<std::size_t, std::size_t> endings;
    const auto counts = [&](const Difference &difference) -> auto &
    {
        return difference.isEnding ? endings : elsewhere[difference.kind];
    };
    for (const Difference &difference : effect.appears)
        ++counts(difference).first;
    for (const Difference &difference : effect.vanishes)
        ++counts(difference).second;
    for (const auto &[kind, places] : elsewhere)
        if (!effect.newKinds.contains(kind) && !effect.lostKinds.contains(kind))
            parts.push_back(fmt::format("{} places change: {}", toText(kind),
                                        countsText(places.first, places.second)));
    if (endings != std::pair<std::size_t, std::size_t>())
        parts.push_back("outcomes change: " + countsText(endings.first, endings.second));
    return fmt::format("{}", fmt::join(parts, "; "));
}

std::string whyIncomplete(const LineEffect &effect)
{
    return effect.limit == Limit::None ? "too many outcomes to compare"
                                       : limitText(effect.limit, effect.limitValue);
}

std::vector<std::uint32_t> linesOf(const LineChange &change)
{
    std::set<std::uint32_t> lines;
    for (const SourceSpan &statement : change.statements)
        lines.insert(statement.line);
    return {lines.begin(), lines.end()};
}

std::vector<std::uint32_t> otherLines(const LineChange &change)
{
    std::vector<std::uint32_t> lines = linesOf(change);
    std::erase(lines, change.line());
    return lines;
}

constexpr std::size_t widestStatement = 44;

std::string cut(const std::string &text)
{
    if (characterCount(text) <= widestStatement)
        return text;
    return text.substr(0, afterCharacters(text, 0, widestStatement - 3)) + "...";
}

/// By begin of the statement in the text.
using Rows = std::map<std::uint32_t, Row>;

Row &rowOf(Rows &rows, const SourceSpan &statement, const std::string &text)
{
    Row &row = rows[statement.begin];
    row[0] = fmt::to_string(statement.line);
    if (row[1].empty())
        row[1] = cut(text);
    return row;
}

Rows rowsOf(const LinesReport &report)
{
    Rows rows;
    std::map<std::uint32_t, std::uint32_t> firstLines; // of pairs, by begin of the others
    for (std::size_t i = 0; i < report.changes.size(); ++i) {
        const LineChange &change = report.changes[i];
        const std::string text = effectText(report.effects.effects[i]);
        Row &row = rowOf(rows, change.statements.front(), change.text);
        switch (change.kind) {
        case LineChange::Kind::LeaveOut:
            row[2] = text;
            break;
        case LineChange::Kind::LeaveOutPair:
            row[2] = fmt::format("with {}: {}", linesText(otherLines(change)), text);
            for (std::size_t j = 1; j < change.statements.size(); ++j)
                firstLines[change.statements[j].begin] = change.line();
            break;
        case LineChange::Kind::Swap:
            row[3] = text;
            break;
        }
    }
    for (auto &[begin, row] : rows)
        if (const auto first = firstLines.find(begin); first != firstLines.end())
            row[2] = fmt::format("see line {}", first->second);
    return rows;
}

std::size_t countOf(const LinesReport &report, Kind kind)
{
    return static_cast<std::size_t>(
        std::ranges::count(report.effects.effects, kind, &LineEffect::kind));
}

Json differencesJson(const Program &program, const std::vector<Difference> &differences)
{
    Json findings = Json::array();
    Json outcomes = Json::array();
    for (const Difference &difference : differences) {
        if (difference.isEnding)
            outcomes.push_back({{"kind", toText(difference.kind)},
                                {"name", difference.words.name},
                                {"summary", difference.text}});
        else
            findings.push_back({{"kind", toText(difference.kind)},
                                {"message", difference.text},
                                {"file", program.source->fileName()},
                                {"line", difference.span.line},
                                {"object", difference.object}});
    }
    return {{"findings", findings}, {"outcomes", outcomes}};
}

Json changedJson(Kind kind)
{
    switch (kind) {
    case Kind::Changed:
        return true;
    case Kind::Unchanged:
        return false;
    case Kind::NoProgram:
    case Kind::Undecided:
        break;
    }
    return nullptr;
}

Json changeJson(const Program &program, const LineChange &change, const LineEffect &effect)
{
    Json json{{"line", change.line()},
              {"kind", toText(change.kind)},
              {"lines", linesOf(change)},
              {"text", change.text},
              {"compiles", effect.kind != Kind::NoProgram},
              {"changed", changedJson(effect.kind)},
              {"complete", effect.isComplete()},
              {"effect", effectText(effect)}};
    if (effect.kind == Kind::NoProgram)
        return json;
    json["states"] = effect.states;
    json["new_kinds"] = textsOf(effect.newKinds);
    json["lost_kinds"] = textsOf(effect.lostKinds);
    json["appears"] = differencesJson(program, effect.appears);
    json["vanishes"] = differencesJson(program, effect.vanishes);
    return json;
}

/// Of the changes that leave something out, with an effect of that kind.
template <class Predicate>
std::vector<std::uint32_t> linesLeftOut(const LinesReport &report, Predicate isWanted)
{
    std::set<std::uint32_t> lines;
    for (std::size_t i = 0; i < report.changes.size(); ++i)
        if (report.changes[i].kind != LineChange::Kind::Swap && isWanted(report.effects.effects[i]))
            for (const SourceSpan &statement : report.changes[i].statements)
                lines.insert(statement.line);
    return {lines.begin(), lines.end()};
}

} // namespace

std::vector<std::uint32_t> loadBearingLines(const LinesReport &report)
{
    return linesLeftOut(report,
                        [](const LineEffect &effect) { return effect.kind == Kind::Changed; });
}

std::vector<std::uint32_t> guardingLines(const LinesReport &report)
{
    return linesLeftOut(report,
                        [](const LineEffect &effect) { return hasFailure(effect.newKinds); });
}

std::string effectText(const LineEffect &effect)
{
    switch (effect.kind) {
    case Kind::NoProgram:
        return "does not compile";
    case Kind::Unchanged:
        return "nothing changes";
    case Kind::Changed:
        return changeText(effect) +
               (effect.isComplete() ? "" : " (incomplete: " + whyIncomplete(effect) + ")");
    case Kind::Undecided:
        return "not decided: " + whyIncomplete(effect);
    }
    return "";
}

std::string linesHeading(const LinesReport &report)
{
    std::string text =
        fmt::format("{}\n{} change{}", verdictSentence(report.effects.verdict),
                    grouped(report.changes.size()), report.changes.size() == 1 ? "" : "s");
    const char *before = " tried: ";
    for (const auto &[kind, words] :
         {std::pair(Kind::Changed, "with a difference"), std::pair(Kind::Unchanged, "without"),
          std::pair(Kind::Undecided, "not decided"), std::pair(Kind::NoProgram, "not compiled")}) {
        if (countOf(report, kind) == 0)
            continue;
        text += fmt::format("{}{} {}", before, grouped(countOf(report, kind)), words);
        before = ", ";
    }
    text += '\n';
    if (const auto lines = loadBearingLines(report); !lines.empty())
        text += "load-bearing: " + linesText(lines) + '\n';
    if (const auto lines = guardingLines(report); !lines.empty())
        text += "against a failure: " + linesText(lines) + '\n';
    return text;
}

std::string linesTable(const LinesReport &report)
{
    std::vector<Row> rows{{"line", "statement", "left out", "swapped with the next"}};
    for (auto &[begin, row] : rowsOf(report))
        rows.push_back(row);
    std::array<std::size_t, 3> widths{};
    for (const Row &row : rows)
        for (std::size_t i = 0; i < widths.size(); ++i)
            widths[i] = std::max(widths[i], row[i].size());
    std::string text;
    for (const Row &row : rows) {
        std::string line = fmt::format("{:>{}}  {:<{}}  {:<{}}  {}", row[0], widths[0], row[1],
                                       widths[1], row[2].empty() ? "-" : row[2], widths[2], row[3]);
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    return text;
}

std::string toJson(const LinesReport &report)
{
    const Program &program = report.machine->program();
    Json json = subjectJson(program);
    json["complete"] = report.effects.isComplete();
    json["states"] = report.effects.verdict.states;
    json["load_bearing"] = loadBearingLines(report);
    json["against_failure"] = guardingLines(report);
    json["changes"] = Json::array();
    for (std::size_t i = 0; i < report.changes.size(); ++i)
        json["changes"].push_back(
            changeJson(program, report.changes[i], report.effects.effects[i]));
    return written(json);
}

} // namespace racewalk

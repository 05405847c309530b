// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/reports/comparison_report.h"

#include "explore/base/number_words.h"
#include "explore/results/verdict_words.h"
#include "export/diagram/left_out_steps.h"
#include "export/reports/verdict_text.h"
#include "program/utf8.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <string_view>

namespace racewalk {

namespace {

constexpr std::size_t nextSteps = 3;   // that `then` names
constexpr std::size_t widestCell = 56; // of a row of the text, in characters

/// A note of a picture, as text.
std::string inAscii(std::string note)
{
    constexpr std::string_view arrow = "\u2192";
    for (std::size_t at = note.find(arrow); at != std::string::npos; at = note.find(arrow))
        note.replace(at, arrow.size(), "->");
    return note;
}

std::string withNote(const RowWords &words)
{
    return words.label + (words.note.empty() ? "" : " [" + words.note + "]");
}

std::string numberAt(const ComparedRow &row, std::size_t side)
{
    return row.steps[side] ? fmt::to_string(row.steps[side]->event + 1) : "";
}

/// "Step 20", "Steps 20 and 21".
std::string stepText(const ComparedRow &row)
{
    const std::string left = numberAt(row, 0), right = numberAt(row, 1);
    if (left.empty() || right.empty() || left == right)
        return "Step " + (left.empty() ? right : left);
    return fmt::format("Steps {} and {}", left, right);
}

std::string thenText(const ComparisonReport &report, std::size_t side)
{
    const Comparison &comparison = report.comparison;
    std::vector<std::string> texts;
    std::string thread; // named where it changes
    if (const auto &first = comparison.rows[*comparison.firstDifference].steps[side])
        thread = rowWords(comparison.sides[side], *first).thread;
    for (std::size_t i = *comparison.firstDifference + 1;
         i < comparison.rows.size() && texts.size() < nextSteps; ++i) {
        const auto &step = comparison.rows[i].steps[side];
        if (!step)
            continue;
        const RowWords words = rowWords(comparison.sides[side], *step);
        const bool isNew = words.thread != thread;
        texts.push_back((isNew ? words.thread + ": " : "") + withNote(words));
        thread = words.thread;
    }
    return texts.empty() ? "nothing" : fmt::format("{}", fmt::join(texts, ", "));
}

/// What is compared, in the plural.
std::string_view subjectsOf(const ComparisonReport &report)
{
    const Program &left = report.program(0), &right = report.program(1);
    if (left.variant == right.variant)
        return left.memory == right.memory ? "schedules" : "memory models";
    return left.memory == right.memory ? "variants" : "sides";
}

std::string countText(const StateCount &count)
{
    return (count.isExact ? "" : "at least ") + grouped(count.states);
}

std::string shownCell(const std::string &text)
{
    if (characterCount(text) <= widestCell)
        return text;
    return text.substr(0, afterCharacters(text, 0, widestCell - 2)) + "..";
}

std::string padded(const std::string &text, std::size_t width)
{
    const std::size_t count = characterCount(text);
    return text + std::string(width - std::min(width, count), ' ');
}

/// The widths of a side's parts.
struct SideWidths {
    std::size_t number = 1, thread = 0, all = 0;
};

std::string cellText(const ComparisonReport &report, std::size_t side, const ComparedRow &row,
                     const SideWidths &widths)
{
    const auto &step = row.steps[side];
    if (!step)
        return "";
    const RowWords words = rowWords(report.comparison.sides[side], *step);
    const char mark = !isOnOwnLine(report, side, *step) ? ' ' : side == 0 ? '-' : '+';
    return shownCell(fmt::format("{:>{}} {}{}  {}", words.number, widths.number, mark,
                                 padded(words.thread, widths.thread), withNote(words)));
}

SideWidths widthsOf(const ComparisonReport &report, std::size_t side)
{
    const ComparedSide &compared = report.comparison.sides[side];
    SideWidths widths;
    widths.number = fmt::to_string(compared.run.length()).size();
    for (const Thread &thread : report.program(side).threads)
        widths.thread = std::max(widths.thread, characterCount(thread.name));
    widths.thread = std::min<std::size_t>(widths.thread, 16);
    widths.all = characterCount(report.names[side]) + widths.number + 2;
    for (const ComparedRow &row : report.comparison.rows)
        widths.all = std::max(widths.all, characterCount(cellText(report, side, row, widths)));
    return widths;
}

std::string withoutBlanksAtEnd(std::string line)
{
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

std::string rowsText(const ComparisonReport &report)
{
    const Comparison &comparison = report.comparison;
    const std::array widths = {widthsOf(report, 0), widthsOf(report, 1)};
    const auto line = [&](const std::string &left, std::string_view mark,
                          const std::string &right) {
        return withoutBlanksAtEnd(
                   fmt::format("{}  {:<2}  {}", padded(left, widths[0].all), mark, right)) +
               '\n';
    };
    const auto indented = [&](std::size_t side, const std::string &text) {
        return std::string(widths[side].number + 2, ' ') + text;
    };
    const auto rule = [&](std::size_t side) {
        return indented(side, std::string(characterCount(report.names[side]), '-'));
    };
    std::string text = line(indented(0, report.names[0]), "", indented(1, report.names[1])) +
                       line(rule(0), "", rule(1));
    const LeftOutSteps leftOut = leftOutSteps(comparison.rows.size());
    for (std::size_t i = 0; i < comparison.rows.size(); ++i) {
        const ComparedRow &row = comparison.rows[i];
        if (comparison.firstDifference == i)
            text += "-- first difference " +
                    std::string(widths[0].all + 6 + widths[1].all - 20, '-') + '\n';
        if (leftOut.areAny() && i >= leftOut.begin && i < leftOut.end &&
            comparison.firstDifference != i) {
            if (i == leftOut.begin)
                text += fmt::format("...  [ {} ]\n", leftOut.text());
            continue;
        }
        text += line(cellText(report, 0, row, widths[0]), markOf(row.kind),
                     cellText(report, 1, row, widths[1]));
    }
    return text;
}

/// How each side left its schedule, if it did.
std::string ownWaysText(const ComparisonReport &report)
{
    std::string text;
    for (std::size_t side = 0; side < 2; ++side) {
        const ComparedSide &compared = report.comparison.sides[side];
        if (!compared.hasFollowed())
            text += fmt::format("{} cannot follow the schedule: {}\n", report.names[side],
                                compared.message);
        if (compared.goesOnAlone())
            text += fmt::format("{} goes on by itself from step {}, with the fewest context "
                                "switches\n",
                                report.names[side], compared.followed + 1);
    }
    return text.empty() ? "" : '\n' + text;
}

std::string differenceText(const ComparisonReport &report)
{
    if (!report.comparison.firstDifference)
        return sameBehaviourText(report) + '\n';
    const DifferenceWords words = differenceWords(report);
    std::string text = fmt::format("first difference: {}\n", words.step);
    text[18] = 's'; // of "Step"
    const std::size_t width =
        std::max(characterCount(report.names[0]), characterCount(report.names[1]));
    for (std::size_t side = 0; side < 2; ++side) {
        const ComparedSide &compared = report.comparison.sides[side];
        text += fmt::format("  {}  {}\n", padded(report.names[side], width), words.first[side]);
        text += fmt::format("  {:{}}  then {}\n", "", width, words.then[side]);
        text += fmt::format("  {:{}}  {}\n", "", width, endingText(compared.run));
    }
    return text;
}

std::string patchBlock(const ComparisonReport &report)
{
    if (report.patch.isEmpty())
        return report.program(0).variant == report.program(1).variant
                   ? ""
                   : '\n' + sameCodeText() + '\n';
    std::string text = "\npatch:\n";
    for (const std::string &line : patchText(report.patch, report.program(0), report.program(1)))
        text += "  " + line + '\n';
    return text;
}

} // namespace

RowWords rowWords(const ComparedSide &side, const ComparedStep &step)
{
    const Program &program = side.run.machine().program();
    if (step.isBlocked)
        return {"", program.threads[indexOf(side.blocked->thread)].name, side.blocked->label,
                side.blocked->reason};
    const Event &event = side.run.event(step.event);
    return {fmt::to_string(step.event + 1), program.threads[indexOf(event.step.thread)].name,
            event.role == Role::Drain ? event.text : event.label, inAscii(event.pictureNote)};
}

bool isOnOwnLine(const ComparisonReport &report, std::size_t side, const ComparedStep &step)
{
    return !step.isBlocked && isOnLines(report.comparison.sides[side].run.event(step.event),
                                        side == 0 ? report.patch.removed() : report.patch.added());
}

DifferenceWords differenceWords(const ComparisonReport &report)
{
    const Comparison &comparison = report.comparison;
    const ComparedRow &row = comparison.rows[*comparison.firstDifference];
    DifferenceWords words{.step = stepText(row), .first = {}, .then = {}};
    for (std::size_t side = 0; side < 2; ++side) {
        words.then[side] = thenText(report, side);
        words.first[side] = "no step";
        if (!row.steps[side])
            continue;
        const RowWords step = rowWords(comparison.sides[side], *row.steps[side]);
        words.first[side] = step.thread + ": " + withNote(step);
    }
    return words;
}

std::string sameBehaviourText(const ComparisonReport &report)
{
    const std::string_view subjects = subjectsOf(report);
    return subjects == "schedules"
               ? "Both schedules take the same steps."
               : fmt::format("Both {} behave the same under this schedule.", subjects);
}

std::string sameCodeText()
{
    return "The variants have the same code.";
}

std::string resultText(const Difference &difference)
{
    const EndingWords &words = difference.words;
    if (difference.isEnding)
        return fmt::format("{} ({})", words.name, words.detail);
    return fmt::format("{}: {}{}", words.brief, words.detail,
                       difference.span.line == 0 ? ""
                                                 : fmt::format(" (line {})", difference.span.line));
}

std::vector<std::string> resultLines(const ComparisonReport &report)
{
    std::vector<std::string> lines;
    const auto add = [&](char mark, const std::vector<Difference> &differences) {
        for (const Difference &each : differences)
            lines.push_back(fmt::format("{} {}", mark, resultText(each)));
    };
    add('-', report.results.vanishes);
    add('+', report.results.appears);
    const auto addUnknown = [&](std::size_t side, const char *what) {
        if (const Verdict &verdict = report.explorations[side].verdict;
            !verdict.isComplete() || verdict.isListCut)
            lines.push_back(fmt::format("{} is not known: the search of {} is incomplete", what,
                                        report.names[side]));
    };
    addUnknown(1, "what vanishes");
    addUnknown(0, "what appears");
    return lines;
}

std::string graphText(const ComparisonReport &report)
{
    const GraphDifference &graph = report.graph;
    if (!graph.isAvailable())
        return "not compared: " + graph.whyNot;
    std::string text = countText(graph.both) + " in both";
    for (std::size_t side = 0; side < 2; ++side) {
        // Nothing is known of what only this side has while the other one has more.
        if (report.explorations[1 - side].verdict.isComplete())
            text +=
                fmt::format(", {} only in {}", countText(graph.onlyIn[side]), report.names[side]);
        else
            text += fmt::format(", an unknown number only in {}", report.names[side]);
    }
    return text;
}

std::string comparisonHeading(const ComparisonReport &report)
{
    const Program &left = report.program(0);
    std::string text = left.scenario.title;
    if (left.variant == report.program(1).variant && !left.variant.empty())
        text += ", variant " + left.variant;
    if (left.memory == report.program(1).memory && left.memory != MemoryModel::Sc)
        text += fmt::format(" under {}", toText(left.memory));
    text += '\n';
    const std::size_t width =
        std::max(characterCount(report.names[0]), characterCount(report.names[1]));
    for (std::size_t side = 0; side < 2; ++side)
        text += fmt::format("  {}  {}\n", padded(report.names[side], width),
                            verdictSentence(report.explorations[side].verdict));
    if (report.schedules[0] == report.schedules[1]) {
        text += "schedule: " + report.schedules[0];
        text += report.origin.empty() ? "\n" : fmt::format(" ({})\n", report.origin);
    } else {
        for (std::size_t side = 0; side < 2; ++side)
            text += fmt::format("schedule of {}: {}\n", report.names[side], report.schedules[side]);
    }
    return text + '\n';
}

std::string comparisonText(const ComparisonReport &report)
{
    std::string text = rowsText(report) + ownWaysText(report) + '\n' + differenceText(report) +
                       patchBlock(report) + '\n';
    const auto lines = resultLines(report);
    text += lines.empty() ? "outcomes and findings: the same in both\n"
                          : "outcomes and findings that differ:\n";
    for (const std::string &line : lines)
        text += "  " + line + '\n';
    return text + "states: " + graphText(report) + '\n';
}

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/narration/recorded_tour.h"

#include "export/diagram/call_text.h"
#include "export/reports/verdict_text.h"
#include "program/one_line.h"
#include "program/utf8.h"
#include "run/schedule/schedule.h"
#include "run/schedule/tour_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace racewalk {
namespace {

constexpr std::size_t textWidth = 90; ///< characters of a line of narration

/// A string of the scenario language, on one line.
std::string stringLiteral(std::string_view text)
{
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            result += '\\';
        result += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    return result + '"';
}

/// The same over several lines, each a string; the language joins them.
std::string quotedLines(std::string_view text, std::size_t indent)
{
    const std::vector<std::string> lines = wrapped(onOneLine(text), textWidth);
    std::string result;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool isLast = i + 1 == lines.size();
        result += (i == 0 ? "" : '\n' + std::string(indent, ' ')) +
                  stringLiteral(isLast ? lines[i] : lines[i] + ' ');
    }
    return result;
}

/// As `end` has it; empty if the walk has not ended.
std::string endOf(const Run &run, const Timeline &timeline)
{
    if (timeline.livelock)
        return std::string(rowOf(FindingKind::Livelock).name);
    const FindingKind kind = endingKind(run);
    if (kind != FindingKind::None)
        return std::string(rowOf(kind).name);
    return run.machine().standing(run.state()) == Standing::Ended ? "ok" : "";
}

} // namespace

std::expected<std::string, std::string> recordedTour(const Run &whole, const Timeline &timeline,
                                                     std::string_view title)
{
    Run run = whole;
    run.jump(run.length());
    const Machine &machine = run.machine();
    const Program &program = machine.program();
    if (timeline.notes.empty())
        return std::unexpected("the walk has no notes: a tour tells what they say");
    if (!hasDefaultParameters(program))
        return std::unexpected("tours have the scenario's own values of its parameters");
    const std::string end = endOf(run, timeline);
    if (end.empty())
        return std::unexpected("the walk has not ended: take it to its end first");

    std::vector<std::size_t> cuts;
    std::vector<std::string> told;
    for (const auto &[event, note] : timeline.notes) {
        cuts.push_back(event + 1);
        told.push_back(note);
    }
    if (cuts.back() < run.length()) {
        cuts.push_back(run.length());
        told.push_back(endingText(run));
    }
    std::vector<std::string> steps;
    for (const Schedule &part : schedulesOf(machine, run.steps(), cuts))
        steps.push_back(toText(part));
    const std::size_t widest = std::ranges::max(steps, {}, characterCount).size();

    std::string text = "tour " + stringLiteral(onOneLine(title));
    if (!program.variant.empty())
        text += " for " + program.variant;
    if (program.memory != program.scenario.memory)
        text += fmt::format(" under {}", toText(program.memory));
    text += " {\n";
    for (std::size_t i = 0; i < steps.size(); ++i)
        text += fmt::format("        {:<{}}  {};\n", steps[i], widest,
                            quotedLines(told[i], 8 + widest + 2));
    return text + "        end " + end + ";\n}\n";
}

} // namespace racewalk

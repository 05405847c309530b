// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/diagram/diagram_rows.h"

#include "export/diagram/call_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace racewalk {
namespace {

constexpr std::size_t indentPerCall = 2; ///< also of a remark below its line
constexpr std::size_t continuationIndent = 4;

struct RemarkMarks {
    std::string_view before, after;
    bool onEachRow = false;
};

RemarkMarks marksOf(RemarkStyle style)
{
    switch (style) {
    case RemarkStyle::Brackets:
        return {"[ ", " ]"};
    case RemarkStyle::Slashes:
        return {"// ", "", true};
    case RemarkStyle::Hash:
        return {"# ", "", true};
    case RemarkStyle::Parentheses:
        return {"(", ")"};
    }
    return {};
}

std::string remarkText(const std::string &remark, RemarkStyle style)
{
    const RemarkMarks marks = marksOf(style);
    return remark.empty() ? ""
                          : fmt::format("{}{}{}", marks.before, asciiOnly(remark), marks.after);
}

} // namespace

std::string headerFor(const Program &program, ThreadId thread, HeaderStyle style)
{
    const std::size_t number = indexOf(thread);
    const std::string name = asciiOnly(program.threads[number].name);
    switch (style) {
    case HeaderStyle::CpuRole:
        return fmt::format("CPU{} ({})", number, name);
    case HeaderStyle::CpuDash:
        return fmt::format("CPU{} - {}", number, name);
    case HeaderStyle::Cpu:
        return fmt::format("CPU{}", number);
    case HeaderStyle::CpuSpace:
        return fmt::format("CPU {}", number);
    case HeaderStyle::CpuColon:
        return fmt::format("cpu{}:", number);
    case HeaderStyle::Thread:
        return number < 26 ? fmt::format("Thread {}", static_cast<char>('A' + number))
                           : fmt::format("Thread {}", number + 1);
    case HeaderStyle::Task:
        return fmt::format("Task{}", number + 1);
    case HeaderStyle::Name:
        return name;
    }
    return name;
}

namespace {

/// What stands before a line for the calls around it.
std::string leadOf(std::size_t depth, DepthStyle style)
{
    switch (style) {
    case DepthStyle::TwoBlanks:
        return std::string(indentPerCall * depth, ' ');
    case DepthStyle::OneBlank:
        return std::string(depth, ' ');
    case DepthStyle::Arrow:
        return depth == 0 ? "" : std::string(indentPerCall * (depth - 1), ' ') + "->";
    case DepthStyle::DoubleArrow:
        return depth == 0 ? "" : std::string(depth, '=') + "> ";
    }
    return {};
}

/// Deep calls must leave space for text.
std::string leadIn(const DiagramLine &line, std::size_t width, DepthStyle style)
{
    const std::size_t most = width > narrowestColumn ? width - narrowestColumn : 0;
    std::string lead = leadOf(line.depth, style);
    return lead.size() <= most ? lead : lead.substr(lead.size() - most);
}

} // namespace

std::size_t widthNeeded(const DiagramLine &line, Arguments arguments, const TextDiagramStyle &style)
{
    const std::size_t indent = leadOf(line.depth, style.depth).size();
    const std::string text = asciiOnly(arguments == Arguments::Full
                                           ? line.text
                                           : withShorterArguments(line.text, line.arguments, 0));
    return indent +
           std::max(text.size(), text.empty() ? remarkText(line.remark, style.remarks).size() : 0);
}

std::size_t widthNeededAtLeast(const DiagramLine &line, Arguments arguments,
                               const TextDiagramStyle &style)
{
    const std::size_t text = line.text.empty() ? 0 : widthNeeded(line, arguments, style);
    const std::string remark = asciiOnly(line.remark);
    if (remark.empty())
        return text;
    std::size_t longest = 0;
    for (std::size_t begin = 0, end = 0; end != std::string::npos; begin = end + 1) {
        end = remark.find(' ', begin);
        longest = std::max(longest, std::min(end, remark.size()) - begin);
    }
    const RemarkMarks marks = marksOf(style.remarks);
    const std::size_t indent =
        leadOf(line.depth, style.depth).size() + (line.text.empty() ? 0 : indentPerCall);
    return std::max(text, indent + marks.before.size() + longest + marks.after.size());
}

namespace {

/// The first row begins with `lead`, the others with blanks as far in, and `deeper`.
void appendWrapped(std::vector<std::string> &rows, const std::string &text, const std::string &lead,
                   std::size_t deeper, std::size_t width)
{
    const std::size_t indent = lead.size();
    const auto parts =
        wrapped(text, width - std::min(width, indent + deeper), width - std::min(width, indent));
    for (std::size_t i = 0; i < parts.size(); ++i)
        rows.push_back((i == 0 ? lead : std::string(indent + deeper, ' ')) + parts[i]);
}

/// A remark that may take several rows, without a mark in a row of its own.
void appendRemark(std::vector<std::string> &rows, const std::string &remark, std::size_t indent,
                  std::size_t width, RemarkStyle style)
{
    const RemarkMarks marks = marksOf(style);
    const std::string text = asciiOnly(remark);
    const std::size_t room = width - std::min(width, indent + marks.before.size());
    auto parts = wrapped(text, room);
    if (parts.back().size() + marks.after.size() > room)
        parts = wrapped(text, room - std::min(room, marks.after.size()));
    for (std::size_t i = 0; i < parts.size(); ++i)
        rows.push_back(std::string(indent, ' ') +
                       (i == 0 || marks.onEachRow ? std::string(marks.before)
                                                  : std::string(marks.before.size(), ' ')) +
                       parts[i]);
    rows.back() += marks.after;
}

} // namespace

std::vector<std::string> rowsOf(const DiagramLine &line, std::size_t width,
                                const TextDiagramStyle &style)
{
    std::vector<std::string> rows;
    const std::string lead = leadIn(line, width, style.depth);
    const std::size_t indent = lead.size();
    const std::string remark = remarkText(line.remark, style.remarks);
    if (!line.text.empty()) {
        const std::string text =
            asciiOnly(withShorterArguments(line.text, line.arguments, width - indent));
        if (!remark.empty() && indent + text.size() + columnGap + remark.size() <= width)
            return {lead + text + std::string(columnGap, ' ') + remark};
        appendWrapped(rows, text, lead, continuationIndent, width);
    }
    if (!remark.empty()) {
        const std::size_t below = line.text.empty() ? 0 : indentPerCall;
        const std::size_t in = std::min(indent + below, width - std::min(width, narrowestColumn));
        appendRemark(rows, line.remark, in, width, style.remarks);
    }
    return rows;
}

bool breaksWord(const DiagramLine &line, std::size_t width, const TextDiagramStyle &style)
{
    const std::size_t indent = leadIn(line, width, style.depth).size();
    const RemarkMarks marks = marksOf(style.remarks);
    const auto doesBreak = [&](const std::string &text, std::string_view ends, std::size_t first,
                               std::size_t below) {
        for (std::size_t begin = 0; begin < text.size();) {
            const std::size_t end = std::min(text.find_first_of(ends, begin), text.size() - 1) + 1;
            const std::size_t length = end - begin - (text[end - 1] == ' ' ? 1 : 0);
            if ((begin == 0 ? first : below) + length > width)
                return true;
            begin = end;
        }
        return false;
    };
    const std::string text = asciiOnly(withShorterArguments(line.text, line.arguments, 0));
    const std::size_t remark =
        indent + (text.empty() ? 0 : indentPerCall) + marks.before.size() + marks.after.size();
    return doesBreak(text, " (", indent, indent + continuationIndent) ||
           doesBreak(asciiOnly(line.remark), " ", remark, remark);
}

std::string acrossAll(const std::string &text, const TextDiagramStyle &style)
{
    std::vector<std::string> rows;
    if (!text.empty())
        appendWrapped(rows, asciiOnly(text), std::string(style.leftMargin, ' '), indentPerCall,
                      style.width);
    std::string lines;
    for (const std::string &row : rows)
        lines += row + '\n';
    return lines;
}

} // namespace racewalk

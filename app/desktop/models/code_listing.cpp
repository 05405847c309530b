// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/code_listing.h"

#include "program/operations.h"

#include <algorithm>
#include <limits>
#include <set>
#include <string_view>

namespace racewalk::desktop {
namespace {

constexpr std::size_t kernelTab = 8;

struct Indent {
    std::size_t bytes = 0;
    std::size_t columns = 0;
};

Indent indentOf(std::string_view line)
{
    Indent indent;
    for (const char c : line) {
        if (c == '\t')
            indent.columns = (indent.columns / kernelTab + 1) * kernelTab;
        else if (c == ' ')
            ++indent.columns;
        else
            break;
        ++indent.bytes;
    }
    return indent;
}

bool isBlank(std::string_view line)
{
    return indentOf(line).bytes == line.size();
}

/// "repeat:" stands further left than the code around it, and is shown level with it.
bool isLabel(std::string_view line)
{
    line.remove_prefix(indentOf(line).bytes);
    const std::size_t end =
        line.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    return end != 0 && end != std::string_view::npos && line[end] == ':' &&
           !line.starts_with("default:");
}

/// Kernel code is indented by 8; a card has room for 4.
std::size_t narrowed(std::size_t columns, bool isByEight)
{
    return isByEight ? columns / 2 : columns;
}

struct Piece {
    std::size_t begin = 0, end = 0;
};

/// What stands between the braces where a function begins in the line of its body:
/// "thread waiter { wait_for_done(); }".
Piece bodyOn(std::string_view line)
{
    const std::size_t open = line.find('{');
    Piece body{0, line.size()};
    if (open == std::string_view::npos)
        return body;
    body.begin = std::min(line.find_first_not_of(" \t", open + 1), line.size());
    if (const std::size_t close = line.rfind('}'); close != std::string_view::npos && close > open)
        body.end = std::max(body.begin, line.find_last_not_of(" \t", close - 1) + 1);
    return body;
}

/// Without blanks at the end, and with the comment two blanks behind the code.
std::string withNearComment(std::string_view text)
{
    std::string result(text.substr(0, text.find_last_not_of(" \t") + 1));
    const std::size_t comment = result.find("//");
    if (comment == std::string::npos || comment == 0)
        return result;
    const std::size_t code = result.find_last_not_of(" \t", comment - 1);
    if (code != std::string::npos && comment - code > 3)
        result.replace(code + 1, comment - code - 1, "  ");
    return result;
}

void appendFunction(std::vector<CodeLine> &listing, const Program &program,
                    const Function &function)
{
    CodeLine title;
    title.isTitle = true;
    title.number = function.span.line;
    title.text = function.signature;
    listing.push_back(std::move(title));

    std::size_t shared = std::numeric_limits<std::size_t>::max();
    for (const std::uint32_t number : function.lines)
        if (const auto line = program.source->line(number);
            !isBlank(line) && !isLabel(line) && number != function.span.line)
            shared = std::min(shared, indentOf(line).columns);
    const bool isByEight = std::ranges::all_of(function.lines, [&](std::uint32_t number) {
        const auto line = program.source->line(number);
        return isBlank(line) || isLabel(line) || number == function.span.line ||
               (indentOf(line).columns - shared) % kernelTab == 0 ||
               // a continuation, aligned with something above it
               indentOf(line).columns - shared > kernelTab;
    });

    bool isInComment = false;
    for (const std::uint32_t number : function.lines) {
        const std::string_view source = program.source->line(number);
        if (isBlank(source))
            continue;
        const Indent indent = indentOf(source);
        const bool hasHead = number == function.span.line;
        const auto [begin, end] = hasHead ? bodyOn(source) : Piece{indent.bytes, source.size()};
        CodeLine line;
        line.number = number;
        line.added =
            hasHead ? 0 : narrowed(indent.columns - std::min(shared, indent.columns), isByEight);
        line.removed = begin;
        line.text =
            std::string(line.added, ' ') + withNearComment(source.substr(begin, end - begin));
        line.spans = drawing::highlightCode(line.text, isInComment);
        line.isAdded = std::ranges::binary_search(program.addedLines, number);
        listing.push_back(std::move(line));
    }
}

/// Lines that were run in functions that are inlined from several calls are marked for all of them.
std::set<std::uint32_t> executedLines(const Run &run, ThreadId thread)
{
    const Body &body = run.machine().program().bodyOf(thread);
    std::set<std::uint32_t> lines;
    const auto add = [&](const StepRecord &record) {
        for (const auto &operation : record.operations)
            if (operation.thread == thread)
                lines.insert(body.origins[operation.position].span.line);
        for (const auto &decision : record.decisions)
            if (decision.thread == thread)
                lines.insert(body.origins[decision.position].span.line);
        for (const auto &print : record.prints)
            if (print.thread == thread)
                lines.insert(body.origins[print.position].span.line);
        for (const auto &back : record.returns)
            if (back.thread == thread)
                lines.insert(body.calls[indexOf(back.call)].site.line);
    };
    add(run.initialRecord());
    for (std::size_t index = 0; index < run.position(); ++index) {
        const Event &event = run.event(index);
        add(event.record);
        if (event.step.thread != thread)
            continue;
        for (const CallId call : event.record.entered)
            lines.insert(body.calls[indexOf(call)].site.line);
        for (const std::string &label : event.record.labels)
            for (const LabelPosition &position : body.labels)
                if (position.name == label)
                    lines.insert(position.span.line);
    }
    lines.erase(0);
    return lines;
}

/// Whether a line does nothing of its own, so that the bar of executed lines runs on beside it.
bool isSilent(const CodeLine &line)
{
    std::string_view text = line.text;
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    const auto code = text.substr(0, std::min(text.find("//"), text.find("/*")));
    const auto last = code.find_last_not_of(' ');
    if (last == std::string_view::npos)
        return true;
    return code[last] == ':' || code.find_first_not_of("{} ") == std::string_view::npos;
}

void bridgeSilentLines(const std::vector<CodeLine> &listing, std::vector<CodeMark> &marks)
{
    for (std::size_t index = 1; index < listing.size(); ++index) {
        if (!marks[index - 1].isExecuted || listing[index].isTitle || !isSilent(listing[index]))
            continue;
        std::size_t next = index;
        while (next < listing.size() && !listing[next].isTitle && !marks[next].isExecuted &&
               isSilent(listing[next]))
            ++next;
        if (next < listing.size() && marks[next].isExecuted)
            marks[index].isExecuted = true;
    }
}

void markCurrent(CodeMark &mark, const CodeLine &line, const SourceText &source,
                 const SourceSpan &statement)
{
    mark.place = CodeMark::Place::Current;
    const std::size_t start = source.lineStart(line.number);
    const auto inText = [&](std::size_t offset) {
        const std::size_t inLine = offset > start ? offset - start : 0;
        const std::size_t moved =
            inLine > line.removed ? inLine - line.removed + line.added : line.added;
        return std::min(moved, line.text.size());
    };
    mark.strongBegin = inText(statement.begin);
    mark.strongEnd = inText(statement.end);
}

} // namespace

std::vector<CodeLine> codeListing(const Program &program, ThreadId thread)
{
    std::vector<CodeLine> listing;
    for (const FunctionId id : program.bodyOf(thread).functions)
        appendFunction(listing, program, program.functions[indexOf(id)]);
    return listing;
}

std::optional<std::uint32_t> currentLine(const Run &run, ThreadId thread)
{
    const Body &body = run.machine().program().bodyOf(thread);
    const std::uint32_t position = run.machine().layout().position(run.state(), thread);
    if (operationOf(body.code[position].op).isEnd() || body.origins[position].span.line == 0)
        return std::nullopt;
    return body.origins[position].span.line;
}

std::vector<CodeMark> codeMarks(const std::vector<CodeLine> &listing, const Run &run,
                                ThreadId thread)
{
    const Program &program = run.machine().program();
    const Body &body = program.bodyOf(thread);
    const std::set<std::uint32_t> executed = executedLines(run, thread);
    const std::optional<std::uint32_t> current = currentLine(run, thread);
    const Origin &origin = body.origins[run.machine().layout().position(run.state(), thread)];
    std::set<std::uint32_t> callers;
    if (current)
        for (const CallId call : callStack(body, origin.call))
            if (indexOf(call) != 0)
                callers.insert(body.calls[indexOf(call)].site.line);

    std::vector<CodeMark> marks(listing.size());
    for (std::size_t index = 0; index < listing.size(); ++index) {
        const CodeLine &line = listing[index];
        if (line.isTitle)
            continue;
        marks[index].isExecuted = executed.contains(line.number);
        if (current == line.number)
            markCurrent(marks[index], line, *program.source, origin.statement);
        else if (callers.contains(line.number))
            marks[index].place = CodeMark::Place::Caller;
    }
    bridgeSilentLines(listing, marks);
    return marks;
}

} // namespace racewalk::desktop

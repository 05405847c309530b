// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/listing/code_listing.h"

#include "program/operations.h"

#include <algorithm>
#include <limits>
#include <set>
#include <string_view>

namespace racewalk {
namespace {

using SpanKind = CodeSpan::Kind;

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

/// Without blanks at the end, and with a comment `//` two blanks behind the code.
void tidy(CodeLine &line)
{
    std::string &text = line.text;
    text.erase(text.find_last_not_of(" \t") + 1);
    if (line.spans.empty() || line.spans.back().kind != SpanKind::Comment)
        return;
    CodeSpan &comment = line.spans.back();
    comment.end = std::min(comment.end, text.size());
    const std::size_t code =
        comment.begin == 0 ? std::string::npos : text.find_last_not_of(" \t", comment.begin - 1);
    if (code == std::string::npos || comment.begin - code <= 3 ||
        text.compare(comment.begin, 2, "//") != 0)
        return;
    const std::size_t blanks = comment.begin - code - 1;
    text.replace(code + 1, blanks, "  ");
    comment.begin -= blanks - 2;
    comment.end -= blanks - 2;
}

/// Makes the listings of one scenario's functions.
class Lister {
public:
    explicit Lister(const Program &program)
        : m_program(program), m_spans(highlightCode(*program.source))
    {}

    void append(std::vector<CodeLine> &listing, const Function &function) const
    {
        CodeLine title;
        title.isTitle = true;
        title.number = function.span.line;
        title.text = function.signature;
        listing.push_back(std::move(title));

        std::size_t shared = std::numeric_limits<std::size_t>::max();
        for (const std::uint32_t number : function.lines)
            if (countsForIndent(function, number))
                shared = std::min(shared, indentOf(m_program.source->line(number)).columns);
        const bool isByEight = std::ranges::all_of(function.lines, [&](std::uint32_t number) {
            const std::size_t columns = indentOf(m_program.source->line(number)).columns;
            return !countsForIndent(function, number) || (columns - shared) % kernelTab == 0 ||
                   // a continuation, aligned with something above it
                   columns - shared > kernelTab;
        });
        for (const std::uint32_t number : function.lines)
            if (!isBlank(m_program.source->line(number)))
                listing.push_back(lineOf(function, number, shared, isByEight));
    }

private:
    /// Those of the spans that lie in [begin, end), in offsets from `begin`.
    std::vector<CodeSpan> spansOf(std::size_t begin, std::size_t end) const
    {
        std::vector<CodeSpan> spans;
        for (auto span = std::ranges::upper_bound(m_spans, begin, {}, &CodeSpan::end);
             span != m_spans.end() && span->begin < end; ++span)
            spans.push_back({std::max(span->begin, begin) - begin, std::min(span->end, end) - begin,
                             span->kind});
        return spans;
    }

    /// "repeat:" stands further left than the code around it, and is shown level with it.
    bool isLabel(std::uint32_t number) const
    {
        const std::size_t begin = m_program.source->lineStart(number);
        const auto spans = spansOf(begin, begin + m_program.source->line(number).size());
        return !spans.empty() && spans.front().kind == SpanKind::Label;
    }

    bool countsForIndent(const Function &function, std::uint32_t number) const
    {
        return number != function.span.line && !isBlank(m_program.source->line(number)) &&
               !isLabel(number);
    }

    CodeLine lineOf(const Function &function, std::uint32_t number, std::size_t shared,
                    bool isByEight) const
    {
        const std::string_view source = m_program.source->line(number);
        const Indent indent = indentOf(source);
        const bool hasHead = number == function.span.line;
        const auto [begin, end] = hasHead ? bodyOn(source) : Piece{indent.bytes, source.size()};
        CodeLine line;
        line.number = number;
        line.added =
            hasHead ? 0 : narrowed(indent.columns - std::min(shared, indent.columns), isByEight);
        line.removed = begin;
        line.text = std::string(line.added, ' ') + std::string(source.substr(begin, end - begin));
        const std::size_t start = m_program.source->lineStart(number);
        line.spans = spansOf(start + begin, start + end);
        for (CodeSpan &span : line.spans) {
            span.begin += line.added;
            span.end += line.added;
        }
        tidy(line);
        line.isAdded = std::ranges::binary_search(m_program.addedLines, number);
        return line;
    }

    const Program &m_program;
    std::vector<CodeSpan> m_spans;
};

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
    const auto comment = std::ranges::find(line.spans, SpanKind::Comment, &CodeSpan::kind);
    const std::string_view code = std::string_view(line.text).substr(
        0, comment == line.spans.end() ? line.text.size() : comment->begin);
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
    mark.frame = CodeMark::Frame::Current;
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

/// The thread's next operation; the one that has just made an invariant fail, as that ends the run.
std::uint32_t shownPosition(const Run &run, ThreadId thread)
{
    if (run.position() > 0) {
        const Event &last = run.event(run.position() - 1);
        const auto &failure = last.record.failure;
        if (failure && failure->isInProperty && last.step.thread == thread && !last.step.isDrain())
            return last.position;
    }
    return run.machine().layout().position(run.state(), thread);
}

} // namespace

std::vector<CodeLine> codeListing(const Program &program, ThreadId thread)
{
    const Lister lister(program);
    std::vector<CodeLine> listing;
    for (const FunctionId id : program.bodyOf(thread).functions)
        lister.append(listing, program.functions[indexOf(id)]);
    return listing;
}

std::vector<CodeLine> withoutComments(std::vector<CodeLine> listing)
{
    std::erase_if(listing, [](CodeLine &line) {
        const bool isBlank = line.text.find_first_not_of(' ') == std::string::npos;
        while (!line.spans.empty() && line.spans.back().kind == CodeSpan::Kind::Comment &&
               line.spans.back().end >= line.text.size()) {
            line.text.erase(line.spans.back().begin);
            line.text.erase(line.text.find_last_not_of(' ') + 1);
            line.spans.pop_back();
        }
        return !isBlank && line.text.empty();
    });
    return listing;
}

std::optional<std::uint32_t> currentLine(const Run &run, ThreadId thread)
{
    const Body &body = run.machine().program().bodyOf(thread);
    const std::uint32_t position = shownPosition(run, thread);
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
    const Origin &origin = body.origins[shownPosition(run, thread)];
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
            marks[index].frame = CodeMark::Frame::Caller;
    }
    bridgeSilentLines(listing, marks);
    return marks;
}

} // namespace racewalk

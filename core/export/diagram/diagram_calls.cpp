// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/diagram/diagram_calls.h"

#include "machine/words.h"
#include "program/one_line.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace racewalk {
namespace {

bool contains(const SourceSpan &outer, const SourceSpan &inner)
{
    return outer.begin <= inner.begin && inner.end <= outer.end;
}

/// Where the arguments stand in a text that differs from the operation's in indexes or goes on
/// behind it; none if it is another text.
std::vector<TextRange> argumentsIn(std::string_view text, const Origin &origin)
{
    std::vector<TextRange> arguments = origin.arguments;
    if (text.starts_with(origin.text))
        return arguments;
    const std::string_view own = origin.text;
    const auto before = std::ranges::mismatch(text, own).in2 - own.begin();
    const auto behind =
        std::mismatch(text.rbegin(), text.rend(), own.rbegin(), own.rend()).second - own.rbegin();
    const auto shift =
        static_cast<std::uint32_t>(text.size()) - static_cast<std::uint32_t>(own.size());
    const auto end = static_cast<std::uint32_t>(own.size()) - static_cast<std::uint32_t>(behind);
    for (TextRange &argument : arguments)
        for (std::uint32_t *at : {&argument.begin, &argument.end})
            if (*at >= end)
                *at += shift;
            else if (*at > before)
                return {};
    return arguments;
}

/// A whole condition gets its keyword back: "if (done)", "while (!stop)".
void addKeyword(std::string_view keyword, DiagramLine &line)
{
    if (keyword.empty())
        return;
    const std::string before = std::string(keyword) + " (";
    line.text = before + line.text + ")";
    for (TextRange &argument : line.arguments) {
        argument.begin += static_cast<std::uint32_t>(before.size());
        argument.end += static_cast<std::uint32_t>(before.size());
    }
}

} // namespace

std::size_t DiagramCalls::depthOf(ThreadId thread) const
{
    return traceOf(thread).calls.size() + (traceOf(thread).wait ? 1 : 0);
}

DiagramLine &DiagramCalls::add(DiagramLine::Kind kind, std::optional<ThreadId> thread,
                               std::size_t depth, std::string text)
{
    if (thread) {
        traceOf(*thread).openUpdate.reset();
        if (kind != DiagramLine::Kind::Remark)
            traceOf(*thread).shown.reset();
    }
    DiagramLine &line = m_lines.emplace_back();
    line.kind = kind;
    line.thread = thread;
    line.depth = depth;
    line.text = std::move(text);
    return line;
}

void DiagramCalls::addRemark(std::optional<ThreadId> thread, std::size_t depth, std::string remark,
                             std::optional<std::size_t> step, std::size_t steps)
{
    DiagramLine &line = add(DiagramLine::Kind::Remark, thread, depth, {});
    line.remark = std::move(remark);
    line.step = step;
    line.steps = steps;
}

void DiagramCalls::addGoto(ThreadId thread, const std::string &label)
{
    add(DiagramLine::Kind::Flow, thread, depthOf(thread), "goto " + label);
}

void DiagramCalls::addGap(std::string remark)
{
    add(DiagramLine::Kind::Flow, {}, 0, "...").remark = std::move(remark);
}

void DiagramCalls::addOperation(ThreadId thread, std::uint32_t position, std::string text,
                                std::string remark, std::optional<std::size_t> step,
                                std::size_t steps)
{
    const Origin &origin = m_program.bodyOf(thread).origins[position];
    // "write_seqlock(&lock): the count is odd" is a remark on the call.
    const std::string call = onOneLine(m_program.textOf(origin.span)) + ": ";
    if (origin.text.starts_with(call) && remark.empty()) {
        remark = origin.text.substr(call.size());
        text.erase(text.size() - remark.size() - 2);
    }
    if (goesOn(thread, position, text, remark, step))
        return;
    DiagramLine &line = add(DiagramLine::Kind::Operation, thread, depthOf(thread), text);
    line.remark = std::move(remark);
    line.step = step;
    line.steps = steps;
    line.arguments = argumentsIn(text, origin);
    addKeyword(origin.keyword, line);
    traceOf(thread).shown = {position, std::move(text), m_lines.size() - 1};
}

/// Says the next operation of a call whose line stands there already.
bool DiagramCalls::goesOn(ThreadId thread, std::uint32_t position, const std::string &text,
                          const std::string &remark, std::optional<std::size_t> step)
{
    std::optional<Shown> &shown = traceOf(thread).shown;
    if (!shown || shown->position == position || shown->text != text || !step)
        return false;
    const Body &body = m_program.bodyOf(thread);
    const Origin &origin = body.origins[position], &before = body.origins[shown->position];
    if (origin.span != before.span || origin.call != before.call)
        return false;
    DiagramLine &line = m_lines[shown->line];
    if (!remark.empty())
        addRemark(thread, line.depth + 1, remark, step);
    else if (shown->line + 1 == m_lines.size() && line.step && *line.step + line.steps == *step)
        ++line.steps;
    else
        return false;
    shown->position = position;
    return true;
}

/// Whether it is the operation of the thread's last line, without remarks.
bool DiagramCalls::isShown(ThreadId thread, const Origin &check) const
{
    const std::optional<Shown> &shown = traceOf(thread).shown;
    return shown && shown->text.starts_with(check.text.substr(0, check.text.find('(') + 1)) &&
           m_program.bodyOf(thread).origins[shown->position].statement == check.statement;
}

void DiagramCalls::addFailure(const StepRecord::Failure &failure)
{
    const ThreadId thread = failure.thread;
    const std::vector<Origin> &origins = m_program.bodyOf(thread).origins;
    // The header names the thread.
    std::string message = failure.message;
    const std::string name = m_program.threads[indexOf(thread)].name + ": ";
    if (message.starts_with(name))
        message.erase(0, name.size());
    if (failure.position < origins.size() && message == origins[failure.position].text + " fails" &&
        isShown(thread, origins[failure.position]))
        message = "fails";
    addRemark(thread, depthOf(thread) + 1, message);
}

void DiagramCalls::enter(ThreadId thread, std::uint32_t position)
{
    const Body &body = m_program.bodyOf(thread);
    enterCalls(thread, body.origins[position].call);
    std::optional<WaitCall> &shown = traceOf(thread).wait;
    auto wait = waitCallAt(m_program, body, position);
    if (shown && wait && shown->span == wait->span)
        return;
    shown.reset();
    if (wait)
        add(DiagramLine::Kind::Call, thread, depthOf(thread), wait->header);
    shown = std::move(wait);
}

void DiagramCalls::standAt(ThreadId thread, std::uint32_t position)
{
    std::optional<WaitCall> &shown = traceOf(thread).wait;
    const auto wait = waitCallAt(m_program, m_program.bodyOf(thread), position);
    if (shown && !(wait && wait->span == shown->span))
        shown.reset();
}

void DiagramCalls::enterCalls(ThreadId thread, CallId call)
{
    const Body &body = m_program.bodyOf(thread);
    std::vector<CallId> stack = callStack(body, call);
    stack.erase(stack.begin()); // the thread itself, which the column's header names
    std::vector<CallId> &shown = traceOf(thread).calls;
    const auto parted = std::ranges::mismatch(shown, stack).in1;
    if (parted != shown.end() || shown.size() < stack.size())
        traceOf(thread).wait.reset();
    shown.erase(parted, shown.end());
    while (shown.size() < stack.size()) {
        const CallId next = stack[shown.size()];
        const Function &function = m_program.functions[indexOf(body.calls[indexOf(next)].function)];
        add(DiagramLine::Kind::Call, thread, shown.size(), function.name + "()");
        shown.push_back(next);
    }
}

void DiagramCalls::leave(const StepRecord::Return &result)
{
    Trace &trace = traceOf(result.thread);
    const auto call = std::ranges::find(trace.calls, result.call);
    if (call == trace.calls.end())
        return;
    const Body &body = m_program.bodyOf(result.thread);
    const Function &function =
        m_program.functions[indexOf(body.calls[indexOf(result.call)].function)];
    if (result.value) {
        const auto depth = static_cast<std::size_t>(call - trace.calls.begin()) + 1;
        add(DiagramLine::Kind::Flow, result.thread, depth,
            "return " + valueText(m_program, function.result, *result.value));
    }
    trace.calls.erase(call, trace.calls.end());
    trace.wait.reset();
    for (const LabelPosition &label : body.labels)
        if (contains(function.span, label.span))
            trace.labels.erase(label.name);
}

void DiagramCalls::forgetCalls()
{
    for (Trace &trace : m_threads) {
        trace.calls.clear();
        trace.wait.reset();
        trace.openUpdate.reset();
        trace.shown.reset();
    }
}

bool DiagramCalls::passes(ThreadId thread, const std::string &label)
{
    return traceOf(thread).labels.insert(label).second;
}

std::optional<std::size_t> DiagramCalls::openUpdate(ThreadId thread) const
{
    return traceOf(thread).openUpdate;
}

void DiagramCalls::setOpenUpdate(ThreadId thread, std::size_t step)
{
    traceOf(thread).openUpdate = step;
}

} // namespace racewalk

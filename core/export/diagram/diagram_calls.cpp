// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/diagram/diagram_calls.h"

#include "machine/words.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace racewalk {
namespace {

bool contains(const SourceSpan &outer, const SourceSpan &inner)
{
    return outer.begin <= inner.begin && inner.end <= outer.end;
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

void DiagramCalls::add(std::optional<ThreadId> thread, std::size_t depth, std::string text,
                       std::string remark, std::optional<std::size_t> step)
{
    if (thread)
        traceOf(*thread).openUpdate.reset();
    m_lines.push_back({.thread = thread,
                       .depth = depth,
                       .text = std::move(text),
                       .arguments = {},
                       .remark = std::move(remark),
                       .step = step});
}

void DiagramCalls::addOperation(ThreadId thread, const Origin &origin, std::string text,
                                std::string remark, std::optional<std::size_t> step)
{
    const bool isWhole = text == origin.text;
    const bool isBegun = text.starts_with(origin.text);
    add(thread, depthOf(thread), std::move(text), std::move(remark), step);
    if (isBegun)
        m_lines.back().arguments = origin.arguments;
    addKeyword(isWhole ? origin.keyword : "", m_lines.back());
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
        add(thread, depthOf(thread), wait->header);
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
        add(thread, shown.size(), function.name + "()");
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
        add(result.thread, depth, "return " + valueText(m_program, function.result, *result.value));
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

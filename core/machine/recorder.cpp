// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/recorder.h"

#include "machine/words.h"

#include <array>

namespace racewalk {

void Recorder::operation(ThreadId thread, std::uint32_t position)
{
    m_record.operations.push_back(
        {.thread = thread, .position = position, .cell = {}, .value = {}, .woken = {}});
}

void Recorder::accessed(CellId cell)
{
    if (cell != nullCell && !m_record.operations.empty())
        m_record.operations.back().cell = cell;
}

void Recorder::result(std::int32_t value)
{
    if (!m_record.operations.empty())
        m_record.operations.back().value = value;
}

void Recorder::drained(ThreadId, BufferedStore store)
{
    m_record.drained = store;
}

void Recorder::slept()
{
    m_record.operations.back().slept = true;
}

void Recorder::woke(ThreadId thread)
{
    m_record.operations.back().woken.push_back(thread);
}

void Recorder::freed(ObjectId object)
{
    m_record.freed.push_back(object);
}

void Recorder::decided(ThreadId thread, std::uint32_t position, bool isTrue)
{
    m_record.decisions.push_back({thread, position, isTrue, m_record.operations.size()});
}

void Recorder::entered(ThreadId thread, CallId call)
{
    if (thread == m_thread)
        m_record.entered.push_back(call);
}

void Recorder::returned(ThreadId thread, CallId call, std::optional<std::int32_t> value)
{
    m_record.returns.push_back({thread, call, value});
}

void Recorder::passedLabel(ThreadId thread, std::uint32_t label)
{
    if (thread == m_thread)
        m_record.labels.push_back(m_program.bodyOf(thread).labels[label].name);
}

void Recorder::printed(ThreadId thread, std::uint32_t position, std::int32_t a, std::int32_t b,
                       std::int32_t c)
{
    const Body &body = m_program.bodyOf(thread);
    const std::string &format = body.texts[body.code[position].target];
    m_record.prints.push_back({thread, formatPrint(format, std::array{a, b, c}), position});
}

void Recorder::warned(ThreadId thread, std::uint32_t position)
{
    m_record.warnings.emplace_back(thread, position);
}

void Recorder::failed(ThreadId thread, std::uint32_t position, FindingKind kind, CellId cell)
{
    StepRecord::Failure failure;
    failure.thread = thread;
    failure.position = position;
    failure.kind = kind;
    failure.cell = cell;
    failure.isDrain = m_record.drained.has_value();
    failure.span = m_program.bodyOf(thread).origins[position].span;
    failure.message = failureSentence(m_program, failure);
    m_record.failure = std::move(failure);
}

void Recorder::failedProperty(ThreadId thread, const Property &property, std::uint32_t number,
                              FindingKind kind, CellId cell)
{
    StepRecord::Failure failure;
    failure.thread = thread;
    failure.position = number;
    failure.isInProperty = true;
    failure.isAtStart = m_record.operations.empty() && !m_record.drained;
    failure.kind = kind;
    failure.cell = cell;
    failure.span = property.span;
    failure.message = propertySentence(m_program, property, failure);
    m_record.failure = std::move(failure);
}

} // namespace racewalk

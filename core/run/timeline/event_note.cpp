// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/event_note.h"

#include "machine/words.h"
#include "program/operations.h"

#include <algorithm>
#include <optional>

namespace racewalk {

namespace {

using Words = Operation::Words;

/// Gathers what a note needs, so that each kind of note is one short function.
class NoteWriter {
public:
    NoteWriter(const Machine &machine, StateView after, const StepRecord &record,
               const StepRecord::Operation &operation, NoteForm form)
        : m_machine(machine), m_program(machine.program()), m_after(after), m_record(record),
          m_operation(operation), m_form(form), m_body(m_program.bodyOf(operation.thread)),
          m_row(operationOf(m_body.code[operation.position].op)),
          m_origin(m_body.origins[operation.position])
    {}

    std::string write() const;
    bool failsLater() const;

private:
    std::string noteOfRole() const;
    std::string noteOfRead() const;
    std::string noteOfCheck() const;
    std::string noteOfWake() const;
    std::string noteOfGracePeriod() const;
    std::string value() const;
    std::optional<bool> outcomeOfTest() const;
    std::optional<std::uint32_t> check() const;
    bool firesAtCheck() const;
    bool failsAtCheck() const;
    /// assert() negates what was decided.
    bool isNegated() const { return m_body.code[m_origin.test + 1].op == Op::Not; }
    bool isTrue() const { return m_operation.value.value_or(0) != 0; }

    const Machine &m_machine;
    const Program &m_program;
    StateView m_after;
    const StepRecord &m_record;
    const StepRecord::Operation &m_operation;
    NoteForm m_form;
    const Body &m_body;
    const Operation &m_row;
    const Origin &m_origin;
};

/// The operation's result; empty if it has none.
std::string NoteWriter::value() const
{
    if (!m_operation.value)
        return {};
    if (!m_operation.cell || *m_operation.cell == nullCell)
        return std::to_string(*m_operation.value);
    const TypeId type = m_program.storage.cells[indexOf(*m_operation.cell)].type;
    return valueText(m_program, type, *m_operation.value);
}

/// Of the test that the operation's text is, nothing if it is none: a test of several operations is
/// no note of any of them.
std::optional<bool> NoteWriter::outcomeOfTest() const
{
    if (m_origin.test == 0)
        return std::nullopt;
    const auto operations = static_cast<std::size_t>(&m_operation - m_record.operations.data()) + 1;
    for (const StepRecord::Decision &decision : m_record.decisions)
        if (decision.thread == m_operation.thread && decision.position == m_origin.test &&
            decision.operations == operations)
            return decision.isTrue;
    return std::nullopt;
}

std::string NoteWriter::noteOfRead() const
{
    if (const auto outcome = outcomeOfTest())
        return *outcome ? "true" : "false";
    const auto cell = m_operation.cell.value_or(nullCell);
    if (m_row.access == Operation::Access::Read && cell != nullCell &&
        m_program.storage.typeOf(cell).kind == TypeKind::Pointer)
        return isTrue() ? "found" : "NULL";
    Access access = accessOf(m_machine, m_after, m_record, m_operation);
    if (m_row.access == Operation::Access::Read && !access.isRead()) // of a lock's count
        access = {Access::Kind::Read, {}, value()};
    if (access.kind != Access::Kind::None)
        return accessNote(access, m_form);
    return m_operation.value ? "= " + value() : "";
}

/// Where the check that the operation's text is fails or warns; nothing if it is none.
std::optional<std::uint32_t> NoteWriter::check() const
{
    if (m_row.words == Words::Held)
        return m_operation.position;
    if (m_origin.role != Role::Assert || m_origin.test == 0)
        return std::nullopt;
    const std::uint32_t at = m_origin.test + (isNegated() ? 2 : 1);
    const Op op = m_body.code[at].op;
    return op == Op::BugOn || op == Op::WarnOn ? std::optional(at) : std::nullopt;
}

bool NoteWriter::firesAtCheck() const
{
    return m_row.words == Words::Held ? !isTrue()
                                      : outcomeOfTest().value_or(isNegated()) != isNegated();
}

bool NoteWriter::failsAtCheck() const
{
    return isOwnFailure(m_record, m_operation) && check() == m_record.failure->position;
}

std::string NoteWriter::noteOfCheck() const
{
    if (failsAtCheck())
        return "fails";
    return firesAtCheck() ? "warns" : "ok";
}

std::string NoteWriter::noteOfWake() const
{
    if (!m_operation.woken.empty()) {
        ThreadMask woken = 0;
        for (const ThreadId thread : m_operation.woken)
            woken |= maskOf(thread);
        return "wakes " + threadNames(m_program, woken);
    }
    switch (m_row.wakes) {
    case Operation::Waiters::Task:
        // Any wakeup but up() leaves a thread in down().
        return isTrue() ? "stays asleep" : "not asleep";
    case Operation::Waiters::Completion:
        return "done";
    case Operation::Waiters::None:
    case Operation::Waiters::Semaphore:
    case Operation::Waiters::RwLock:
        return {};
    case Operation::Waiters::Queue:
    case Operation::Waiters::Bit:
        break;
    }
    // A waiter may be awake already, or the bit may still be set.
    return isTrue() ? "wakes nobody" : "nobody waits";
}

std::string NoteWriter::noteOfGracePeriod() const
{
    const GracePeriod waits = m_machine.layout().gracePeriod(m_after, m_operation.thread);
    const ThreadMask readers = waits.readers | waits.stores;
    return readers == 0 ? "no reader inside" : "waits for " + threadNames(m_program, readers);
}

std::string NoteWriter::noteOfRole() const
{
    if (check())
        return noteOfCheck();
    switch (m_row.words) {
    case Words::Value:
        return noteOfRead();
    case Words::OldValue:
        return m_operation.value ? "was " + value() : "";
    case Words::NewValue: // its result is what it leaves, of atomic_fetch_add() too
        if (m_origin.test != 0)
            return noteOfRead();
        return m_operation.value ? "now " + value() : "";
    case Words::Truth:
        return isTrue() ? "true" : "false";
    case Words::IsSet: // its result is a bit, not a value of the cell's type
        return m_origin.test != 0 ? noteOfRead() : isTrue() ? "set" : "clear";
    case Words::WasSet:
        return isTrue() ? "was set" : "was clear";
    case Words::Taken:
        return isTrue() ? "taken" : "busy";
    case Words::Queued:
        return m_machine.layout().position(m_after, m_operation.thread) == m_operation.position + 1
                   ? "queues"
                   : "";
    case Words::Held: // is a check
        return {};
    case Words::Asleep:
        return m_operation.slept ? "asleep" : "not asleep: TASK_RUNNING";
    case Words::AsleepOrTaken:
        return m_operation.slept ? "asleep" : "taken";
    case Words::Done:
        return isTrue() ? "done" : "waits";
    case Words::Waiters:
        return isTrue() ? "somebody waits" : "nobody waits";
    case Words::Woken:
        return noteOfWake();
    case Words::Readers:
        return noteOfGracePeriod();
    case Words::Over:
        return "over";
    case Words::Pending:
        return m_operation.cell ? "pending" : "NULL";
    case Words::Object:
        return isTrue() ? addressText(m_program, CellId(*m_operation.value)) : "NULL";
    }
    return {};
}

bool NoteWriter::failsLater() const
{
    const auto isNamed = [&](const StepRecord::Operation &operation) {
        return operationOf(m_program.bodyOf(operation.thread).code[operation.position].op).depth ==
               0;
    };
    return isOwnFailure(m_record, m_operation) && !failsAtCheck() &&
           m_record.failure->position != m_operation.position &&
           std::ranges::count_if(m_record.operations, isNamed) == 1;
}

std::string NoteWriter::write() const
{
    const bool hasResult = !isOwnFailure(m_record, m_operation) || failsAtCheck() || failsLater();
    return hasResult ? noteOfRole() : failureNote(m_program, *m_record.failure);
}

} // namespace

std::string noteFor(const Machine &machine, StateView after, const StepRecord &record,
                    const StepRecord::Operation &operation, NoteForm form)
{
    return NoteWriter(machine, after, record, operation, form).write();
}

bool failsLater(const Machine &machine, StateView after, const StepRecord &record,
                const StepRecord::Operation &operation)
{
    return NoteWriter(machine, after, record, operation, NoteForm::Text).failsLater();
}

std::string failureNote(const Program &program, const StepRecord::Failure &failure)
{
    std::string text(rowOf(failure.kind).noun);
    if (!failure.isInProperty || failure.kind == FindingKind::Invariant ||
        failure.kind == FindingKind::Final)
        return text;
    const bool isFinal =
        std::ranges::find(program.finals, failure.span, &Property::span) != program.finals.end();
    return (isFinal ? "final: " : "invariant: ") + text;
}

/// A step that wakes a thread can fail in that thread's local work.
bool isOwnFailure(const StepRecord &record, const StepRecord::Operation &operation)
{
    return record.failure && !record.failure->isInProperty &&
           record.failure->thread == operation.thread;
}

} // namespace racewalk

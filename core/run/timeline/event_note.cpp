// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/event_note.h"

#include "run/timeline/waiting.h"

#include "machine/words.h"

#include <algorithm>
#include <optional>

namespace racewalk {

namespace {

/// Gathers what a note needs, so that each kind of note is one short function.
class NoteWriter {
public:
    NoteWriter(const Machine &machine, StateView after, const StepRecord &record,
               const StepRecord::Operation &operation)
        : m_machine(machine), m_program(machine.program()), m_after(after), m_record(record),
          m_operation(operation), m_body(m_program.bodyOf(operation.thread)),
          m_op(m_body.code[operation.position].op), m_origin(m_body.origins[operation.position])
    {}

    std::string write() const;

private:
    std::string noteOfRole() const;
    std::string noteOfRead() const;
    std::string noteOfAssert() const;
    std::string noteOfWake() const;
    std::string noteOfGracePeriod() const;
    std::string failureNote() const;
    std::string valueNote() const;
    bool isTrue() const { return m_operation.value.value_or(0) != 0; }

    const Machine &m_machine;
    const Program &m_program;
    StateView m_after;
    const StepRecord &m_record;
    const StepRecord::Operation &m_operation;
    const Body &m_body;
    Op m_op;
    const Origin &m_origin;
};

std::string NoteWriter::valueNote() const
{
    if (!m_operation.value)
        return {};
    if (!m_operation.cell || *m_operation.cell == nullCell)
        return "= " + std::to_string(*m_operation.value);
    const TypeId type = m_program.storage.cells[indexOf(*m_operation.cell)].type;
    return "= " + valueText(m_program, type, *m_operation.value);
}

std::string NoteWriter::noteOfRead() const
{
    const auto decision =
        std::ranges::find(m_record.decisions, m_operation.thread, &StepRecord::Decision::thread);
    // A condition of several reads is decided by the last of them.
    if (m_origin.role == Role::Test && decision != m_record.decisions.end())
        return decision->isTrue ? "true" : "false";
    if (m_origin.role == Role::Find)
        return isTrue() ? "found" : "NULL";
    return valueNote();
}

std::string NoteWriter::noteOfAssert() const
{
    const auto warned = std::ranges::find(m_record.warnings, m_operation.thread,
                                          &std::pair<ThreadId, std::uint32_t>::first);
    if (m_record.failure)
        return "fails";
    if (warned != m_record.warnings.end())
        return "warns";
    // Before the last read of its condition nothing is said yet.
    const Origin *next = m_machine.nextOperation(m_after, m_operation.thread);
    const bool goesOn =
        next && next->role == Role::Assert && next->statement == m_origin.statement &&
        m_machine.layout().position(m_after, m_operation.thread) > m_operation.position;
    return goesOn ? valueNote() : "ok";
}

std::string NoteWriter::noteOfWake() const
{
    if (!m_operation.woken.empty()) {
        ThreadMask woken = 0;
        for (const ThreadId thread : m_operation.woken)
            woken |= maskOf(thread);
        return "wakes " + threadNames(m_program, woken);
    }
    if (m_op == Op::WakeUpProcess)
        return "not asleep";
    if (m_op == Op::Complete || m_op == Op::CompleteAll)
        return "done";
    if (m_op == Op::Up)
        return {};
    // Who waits may be awake already, or the bit may still be set.
    const bool isWaited = m_operation.cell && isWaitedFor(m_machine, m_after, *m_operation.cell);
    return isWaited ? "wakes nobody" : "nobody waits";
}

std::string NoteWriter::noteOfGracePeriod() const
{
    const GracePeriod waits = m_machine.layout().gracePeriod(m_after, m_operation.thread);
    const ThreadMask readers = waits.readers | waits.stores;
    return readers == 0 ? "no reader inside" : "waits for " + threadNames(m_program, readers);
}

std::string NoteWriter::noteOfRole() const
{
    switch (m_op) {
    case Op::SpinTrylock:
    case Op::MutexTrylock:
        return isTrue() ? "taken" : "busy";
    case Op::WakeUp:
    case Op::WakeUpBit:
    case Op::WakeUpProcess:
    case Op::Complete:
    case Op::CompleteAll:
    case Op::Up:
        return noteOfWake();
    case Op::QueueActive:
    case Op::BitQueueActive:
        return isTrue() ? "somebody waits" : "nobody waits";
    case Op::Schedule:
        return m_operation.slept ? "asleep" : "not asleep: already woken";
    case Op::TakeCompletion:
        return isTrue() ? "done" : "waits";
    case Op::ReadLock:
    case Op::WriteLock:
        return m_machine.layout().position(m_after, m_operation.thread) ==
                       m_operation.position + 1
                   ? "queues"
                   : "";
    case Op::Down:
        return m_operation.slept ? "asleep" : "taken";
    case Op::SynchronizeRcu:
        return noteOfGracePeriod();
    case Op::AwaitGracePeriod:
        return "over";
    case Op::CallRcu:
        return "pending";
    case Op::AssertHeld:
        return noteOfAssert();
    case Op::Allocate:
        return isTrue() ? addressText(m_program, CellId(*m_operation.value)) : "NULL";
    case Op::TestAndSetBit:
    case Op::TestAndClearBit:
        return isTrue() ? "was set" : "was clear";
    case Op::TestBit: // its result is a bit, not a value of the cell's type
        return isTrue() ? "set" : "clear";
    case Op::AddUnlessZero:
        return isTrue() ? "true" : "false";
    case Op::Exchange:
    case Op::CompareExchange: {
        const std::string value = valueNote();
        return value.empty() ? value : "was " + value.substr(2);
    }
    default: // operations whose result, if any, is the value they leave or read
        return m_origin.role == Role::Assert ? noteOfAssert() : noteOfRead();
    }
}

/// For failures that are not the statement's own point.
std::string NoteWriter::failureNote() const
{
    std::string text(toText(m_record.failure->kind));
    std::ranges::replace(text, '_', ' ');
    return text;
}

std::string NoteWriter::write() const
{
    const bool isCheck = m_origin.role == Role::Assert || m_op == Op::AssertHeld;
    if (m_record.failure && !(isCheck && m_record.failure->kind == FindingKind::Bug))
        return failureNote();
    const bool hasOwnWords = m_op == Op::QueueActive || m_op == Op::BitQueueActive ||
                             m_op == Op::SpinTrylock || m_op == Op::MutexTrylock ||
                             m_op == Op::TakeCompletion || m_op == Op::Down;
    const bool isTest = m_origin.role == Role::Test && !m_record.decisions.empty() && !hasOwnWords;
    const std::string note = isTest ? noteOfRead() : noteOfRole();
    return note.empty() && !m_record.warnings.empty() ? "warns" : note;
}

} // namespace

std::string noteFor(const Machine &machine, StateView after, const StepRecord &record,
                    const StepRecord::Operation &operation)
{
    return NoteWriter(machine, after, record, operation).write();
}

} // namespace racewalk

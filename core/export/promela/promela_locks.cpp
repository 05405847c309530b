// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/promela/promela_code.h"

#include <fmt/format.h>

namespace racewalk {

// Locks, and what else a thread can wait for with its processor. A lock in memory is its owner's
// number + 1; a read-write lock is that of its writer, or minus the set of its readers.

std::string PromelaCode::guardOf(std::uint32_t position) const
{
    const Instruction &instruction = code(position);
    const std::string &me = m_frame.me;
    const std::string lock = cell(instruction.a);
    std::string guard;
    switch (instruction.op) {
    case Op::AwaitGracePeriod:
        return fmt::format("grace_period[{}] == 0", me);
    case Op::SpinLock:
    case Op::MutexLock:
        guard = fmt::format("{0} == 0 || {0} == {1} + 1", lock, me);
        break;
    case Op::AwaitReadLock:
        guard = fmt::format("({} <= 0 && is_first({}, {}))", lock, value(instruction.a), me);
        break;
    case Op::AwaitWriteLock:
        guard = fmt::format("({} == 0 && is_first({}, {}))", lock, value(instruction.a), me);
        break;
    case Op::SeqBegin: // the lock of a seqlock_t stands before its count
        guard =
            fmt::format("({} & 1) == 0 || mem[{} - 1] == {} + 1", lock, value(instruction.a), me);
        break;
    default:
        return {};
    }
    // What is a mistake can be taken: NULL, freed memory, one's own lock, sleeping in vain.
    if (instruction.a.kind != Operand::Kind::Constant)
        guard = value(instruction.a) + " == 0 || " + guard;
    const std::string freed = freedCondition(instruction.a);
    if (!freed.empty())
        guard += " || " + freed;
    if (instruction.op == Op::MutexLock && m_model.hasAtomicContext())
        guard += fmt::format(" || in_atomic({})", me);
    return guard;
}

/// Takes a read-write lock that is free and that nobody queues for, or queues.
void PromelaCode::arriveAtRwLock(const Instruction &instruction)
{
    const std::string &me = m_frame.me;
    const std::string lock = cell(instruction.a);
    const bool isWrite = instruction.op == Op::WriteLock;
    const std::uint32_t awaiting = m_position + 1;
    const std::string number = queue(instruction.a);
    m_text->openIf();
    m_text->option(fmt::format("{} {} 0 && waiters_of[{} * THREADS] == 0", lock,
                               isWrite ? "==" : "<=", number));
    m_text->line(isWrite ? fmt::format("{} = {} + 1;", lock, me)
                         : fmt::format("{0} = {0} - (1 << {1});", lock, me));
    run(awaiting + 1, Entry::Inside);
    m_text->closeOption();
    m_text->option("else");
    m_text->line(fmt::format("enqueue({}, {}, 1);", number, me));
    run(awaiting, Entry::Inside);
    m_text->closeOption();
    m_text->closeIf();
}

PromelaCode::Next PromelaCode::lockOperation(const Instruction &instruction)
{
    const std::string &me = m_frame.me;
    const std::string lock = cell(instruction.a);
    const std::string isMine = fmt::format("{} == {} + 1", lock, me);
    const std::string take = fmt::format("{} = {} + 1;", lock, me);
    checkAccess(instruction.a);
    switch (instruction.op) {
    case Op::MutexLock:
        if (m_model.hasAtomicContext())
            failIf(fmt::format("in_atomic({})", me), "sleep_in_atomic");
        [[fallthrough]];
    case Op::SpinLock:
        failIf(lock + " != 0", "lock_misuse");
        m_text->line(take);
        break;
    case Op::SpinUnlock:
    case Op::MutexUnlock:
    case Op::WriteUnlock:
        failIf(fmt::format("!({})", isMine), "lock_misuse");
        m_text->line(lock + " = 0;");
        break;
    case Op::ReadLock:
    case Op::WriteLock:
        failIf(fmt::format("holds_rwlock({}, {})", lock, me), "lock_misuse");
        arriveAtRwLock(instruction);
        return {};
    case Op::AwaitReadLock:
        m_text->line(fmt::format("dequeue({}, {});", queue(instruction.a), me));
        m_text->line(fmt::format("{0} = {0} - (1 << {1});", lock, me));
        break;
    case Op::AwaitWriteLock:
        m_text->line(fmt::format("dequeue({}, {});", queue(instruction.a), me));
        m_text->line(take);
        break;
    case Op::ReadUnlock:
        failIf(fmt::format("{0} >= 0 || !holds_rwlock({0}, {1})", lock, me), "lock_misuse");
        m_text->line(fmt::format("{0} = {0} + (1 << {1});", lock, me));
        break;
    case Op::SpinTrylock:
    case Op::MutexTrylock:
        m_text->line(fmt::format("old_value = ({} == 0);", lock));
        m_text->line(fmt::format("{0} = (old_value != 0 -> {1} + 1 : {0});", lock, me));
        set(instruction.result, "old_value");
        break;
    case Op::SeqBegin:
        failIf(fmt::format("({} & 1) != 0", lock), "lock_misuse");
        set(instruction.result, lock);
        break;
    case Op::SeqAdvance:
        m_text->line(lock + "++;");
        break;
    default: // lockdep_assert_held() only warns
        break;
    }
    return m_position + 1;
}

} // namespace racewalk

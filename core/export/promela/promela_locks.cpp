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
    switch (operationOf(instruction.op).blocks) {
    case Operation::Blocks::Never:
    case Operation::Blocks::Wakeup: // no step
    case Operation::Blocks::Callback:
        return {};
    case Operation::Blocks::GracePeriod:
        return fmt::format("grace_period[{}] == 0", me);
    case Operation::Blocks::Spinlock:
    case Operation::Blocks::Mutex:
        guard = fmt::format("{0} == 0 || {0} == {1} + 1", lock, me);
        break;
    case Operation::Blocks::ReadTurn:
        guard = fmt::format("({} <= 0 && is_first({}, {}))", lock, value(instruction.a), me);
        break;
    case Operation::Blocks::WriteTurn:
        guard = fmt::format("({} == 0 && is_first({}, {}))", lock, value(instruction.a), me);
        break;
    case Operation::Blocks::Sequence: // the lock of a seqlock_t stands before its count
        guard =
            fmt::format("({} & 1) == 0 || mem[{} - 1] == {} + 1", lock, value(instruction.a), me);
        break;
    }
    // What is a mistake can be taken: NULL, freed memory, one's own lock, sleeping in vain.
    if (instruction.a.kind != Operand::Kind::Constant)
        guard = value(instruction.a) + " == 0 || " + guard;
    const std::string freed = freedCondition(instruction.a);
    if (!freed.empty())
        guard += " || " + freed;
    if (operationOf(instruction.op).sleeps && m_model.hasAtomicContext())
        guard += fmt::format(" || in_atomic({})", me);
    return guard;
}

void PromelaCode::takeLock(const Instruction &instruction)
{
    const std::string lock = cell(instruction.a);
    failIf(lock + " != 0", "lock_misuse");
    m_text->line(fmt::format("{} = {} + 1;", lock, m_frame.me));
}

void PromelaCode::tryLock(const Instruction &instruction)
{
    const std::string lock = cell(instruction.a);
    m_text->line(fmt::format("old_value = ({} == 0);", lock));
    m_text->line(fmt::format("{0} = (old_value != 0 -> {1} + 1 : {0});", lock, m_frame.me));
    set(instruction.result, "old_value");
}

void PromelaCode::releaseLock(const Instruction &instruction)
{
    const std::string lock = cell(instruction.a);
    failIf(fmt::format("!({} == {} + 1)", lock, m_frame.me), "lock_misuse");
    m_text->line(lock + " = 0;");
}

void PromelaCode::holdRwLock(const std::string &lock, bool isWrite)
{
    m_text->line(isWrite ? fmt::format("{} = {} + 1;", lock, m_frame.me)
                         : fmt::format("{0} = {0} - (1 << {1});", lock, m_frame.me));
}

/// Takes a read-write lock that is free and that nobody queues for, or queues.
void PromelaCode::arriveAtRwLock(const Instruction &instruction, bool isWrite)
{
    const std::string &me = m_frame.me;
    const std::string lock = cell(instruction.a);
    failIf(fmt::format("holds_rwlock({}, {})", lock, me), "lock_misuse");
    const std::uint32_t awaiting = m_position + 1;
    const std::string number = queue(instruction.a);
    m_text->openIf();
    m_text->option(fmt::format("{} {} 0 && waiters_of[{} * THREADS] == 0", lock,
                               isWrite ? "==" : "<=", number));
    holdRwLock(lock, isWrite);
    run(awaiting + 1, Entry::Inside);
    m_text->otherwise();
    m_text->line(fmt::format("enqueue({}, {}, 1);", number, me));
    run(awaiting, Entry::Inside);
    m_text->closeLastOption();
}

void PromelaCode::takeRwLockInTurn(const Instruction &instruction, bool isWrite)
{
    m_text->line(fmt::format("dequeue({}, {});", queue(instruction.a), m_frame.me));
    holdRwLock(cell(instruction.a), isWrite);
}

void PromelaCode::releaseReadLock(const Instruction &instruction)
{
    const std::string lock = cell(instruction.a);
    failIf(fmt::format("{0} >= 0 || !holds_rwlock({0}, {1})", lock, m_frame.me), "lock_misuse");
    m_text->line(fmt::format("{0} = {0} + (1 << {1});", lock, m_frame.me));
}

void PromelaCode::beginSequence(const Instruction &instruction)
{
    const std::string count = cell(instruction.a);
    failIf(fmt::format("({} & 1) != 0", count), "lock_misuse");
    set(instruction.result, count);
}

} // namespace racewalk

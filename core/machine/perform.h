// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/buffer_operations.h"
#include "machine/executor.h"
#include "machine/local_operations.h"
#include "machine/lock_operations.h"
#include "machine/memory_operations.h"
#include "machine/rcu_operations.h"
#include "machine/wait_operations.h"

namespace racewalk {

template <class Observer>
void Executor<Observer>::perform(const Instruction &instruction)
{
    m_next = m_position + 1;
    if (reachPlace(instruction))
        execute(instruction);
    if (!hasFailed())
        m_position = m_next;
}

/// Returns whether the memory that a visible operation needs is allocated; records a failure
/// otherwise.
template <class Observer>
bool Executor<Observer>::reachPlace(const Instruction &instruction)
{
    const Operation &operation = operationOf(instruction.op);
    if (operation.address == Operation::Address::None || operation.isLocal())
        return true;
    const CellId cell = address(instruction.a);
    m_observer.accessed(cell);
    return operation.address == Operation::Address::Named || checkAccess(cell);
}

/// Executes an operation: one case for each Op.
template <class Observer>
void Executor<Observer>::execute(const Instruction &instruction)
{
    const auto a = [&] { return value(instruction.a); };
    const auto b = [&] { return value(instruction.b); };
    const auto c = [&] { return value(instruction.c); };
    const auto cell = [&] { return address(instruction.a); };
    switch (instruction.op) {
    case Op::Move:
    case Op::Not:
    case Op::Negate:
    case Op::Complement:
    case Op::Add:
    case Op::Subtract:
    case Op::Multiply:
    case Op::DivideSigned:
    case Op::DivideUnsigned:
    case Op::RemainderSigned:
    case Op::RemainderUnsigned:
    case Op::And:
    case Op::Or:
    case Op::Xor:
    case Op::ShiftLeft:
    case Op::ShiftRightSigned:
    case Op::ShiftRightUnsigned:
    case Op::Equal:
    case Op::NotEqual:
    case Op::LessSigned:
    case Op::LessUnsigned:
    case Op::LessEqualSigned:
    case Op::LessEqualUnsigned:
        return computeResult(instruction);

    case Op::Wrap:
        return setLocal(wrapTo(m_program.storage.type(static_cast<TypeId>(b())), a()));
    case Op::FieldOf:
        return setLocal(a() == 0 ? 0 : a() + b());
    case Op::ElementOf:
        return elementOf(instruction);
    case Op::CheckIndex:
        if (a() < 0 || a() >= b())
            fail(FindingKind::OutOfBounds);
        return;
    case Op::ReadLocal:
        return setLocal(windowElement(instruction));
    case Op::WriteLocal:
        windowElement(instruction) = c();
        return;
    case Op::Peek:
        return peek(cell());
    case Op::Jump:
        m_next = instruction.target;
        return;
    case Op::BranchIfZero:
        if (a() == 0)
            m_next = instruction.target;
        return;
    case Op::BranchIfNotZero:
        if (a() != 0)
            m_next = instruction.target;
        return;
    case Op::Decide:
        return m_observer.decided(m_thread, m_position, a() != 0);
    case Op::EnterCall:
        return m_observer.entered(m_thread, m_body->origins[m_position + 1].call);
    case Op::LeaveCall:
        return leaveCall(instruction);
    case Op::Label:
        return m_observer.passedLabel(m_thread, instruction.target);
    case Op::BugOn:
        if (a() != 0)
            fail(FindingKind::Bug);
        return;
    case Op::WarnOn:
        if (a() != 0)
            m_observer.warned(m_thread, m_position);
        return;
    case Op::MightSleep:
        if (isInAtomicContext())
            fail(FindingKind::SleepInAtomic);
        return;
    case Op::Print:
        return m_observer.printed(m_thread, m_position, a(), b(), c());
    case Op::AtomicBegin:
        ++m_atomicDepth;
        return;
    case Op::AtomicEnd:
        --m_atomicDepth;
        return;
    case Op::End: // never passed
        return;

    case Op::Load:
        return setResult(load(cell()));
    case Op::Store:
        return store(cell(), b());
    case Op::Exchange:
        return exchange(cell(), b());
    case Op::CompareExchange:
        return compareExchange(cell(), b(), c());
    case Op::FetchAdd:
        return fetchAdd(cell(), b());
    case Op::AddUnlessZero:
        return addUnlessZero(cell(), b());
    case Op::TestAndSetBit:
        return testAndChangeBit(cell(), b(), true);
    case Op::TestAndClearBit:
        return testAndChangeBit(cell(), b(), false);
    case Op::TestBit:
        return setResult(isBitSet(cell(), b()) ? 1 : 0);
    case Op::SetBit:
        return changeBit(cell(), b(), true);
    case Op::ClearBit:
        return changeBit(cell(), b(), false);
    case Op::Fence:
        return orderStores();
    case Op::Choose:
        return setResult(a() + m_choice);

    case Op::SpinLock:
        return takeLock(cell());
    case Op::MutexLock:
        return takeMutex(cell());
    case Op::SpinTrylock:
    case Op::MutexTrylock:
        return tryLock(cell());
    case Op::SpinUnlock:
    case Op::MutexUnlock:
        return releaseLock(cell());
    case Op::ReadLock:
        return arriveAtRwLock(cell(), false);
    case Op::AwaitReadLock:
        return takeRwLockInTurn(cell(), false);
    case Op::ReadUnlock:
        return releaseReadLock(cell());
    case Op::WriteLock:
        return arriveAtRwLock(cell(), true);
    case Op::AwaitWriteLock:
        return takeRwLockInTurn(cell(), true);
    case Op::WriteUnlock:
        return releaseWriteLock(cell());
    case Op::SeqBegin:
        return beginSequence(cell());
    case Op::SeqAdvance:
        return advanceSequence(instruction, cell());
    case Op::AssertHeld:
        return assertHeld(cell());

    case Op::PrepareToWait:
        return prepareToWait(cell(), b(), c() != 0);
    case Op::FinishWait:
        return finishWait(cell());
    case Op::PrepareToWaitBit:
        return prepareToWaitBit(cell(), b(), c());
    case Op::FinishWaitBit:
        return finishWaitBit(cell(), b());
    case Op::SetTaskState:
        return setTaskState(a());
    case Op::Schedule:
        return sleep();
    case Op::Awake: // never a step
        return;
    case Op::WakeUp:
        return wakeQueue(cell(), b(), c() != 0);
    case Op::QueueActive:
        return setResult(m_layout.hasWaiters(m_state, cell()) ? 1 : 0);
    case Op::BitQueueActive:
        return askBitQueue(cell(), b());
    case Op::WakeUpBit:
        return wakeBit(cell(), b());
    case Op::WakeUpProcess:
        return wakeTask(a());
    case Op::TakeCompletion:
        return takeCompletion(cell());
    case Op::Complete:
        return complete(cell(), false);
    case Op::CompleteAll:
        return complete(cell(), true);
    case Op::Down:
        return down(cell());
    case Op::Up:
        return up(cell());

    case Op::RcuReadLock:
        return enterReadSection();
    case Op::RcuReadUnlock:
        return leaveReadSection();
    case Op::SynchronizeRcu:
        return synchronizeRcu();
    case Op::AwaitGracePeriod: // it has waited
        return;
    case Op::CallRcu:
        return callRcu(cell());
    case Op::RunCallback:
        return runCallback();
    case Op::Allocate:
        return allocate(static_cast<PoolId>(a()));
    case Op::Free:
        return freeCell(cell());
    }
}

} // namespace racewalk

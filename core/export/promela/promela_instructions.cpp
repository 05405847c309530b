// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/promela/promela_code.h"

#include <fmt/format.h>

namespace racewalk {

/// What each operation does.
PromelaCode::Next PromelaCode::instruction(std::uint32_t position)
{
    const Instruction &it = code(position);
    const auto a = [&] { return value(it.a); };
    const auto place = [&] { return cell(it.a); };
    if (operationOf(it.op).address == Operation::Address::Needed)
        checkAccess(it.a);
    switch (it.op) {
    case Op::Move:
        move(it);
        break;
    case Op::Not:
        compute(it, "({0} == 0)");
        break;
    case Op::Negate:
        compute(it, "0 - {0}");
        break;
    case Op::Complement:
        compute(it, "~{0}");
        break;
    case Op::Add:
        compute(it, "{0} + {1}");
        break;
    case Op::Subtract:
        compute(it, "{0} - {1}");
        break;
    case Op::Multiply:
        compute(it, "{0} * {1}");
        break;
    case Op::DivideSigned: // INT_MIN / -1 wraps
        divideSigned(it, "{0} / {1}", "0 - {0}");
        break;
    case Op::DivideUnsigned:
        divideUnsigned(it, "quotient");
        break;
    case Op::RemainderSigned:
        divideSigned(it, "{0} % {1}", "0");
        break;
    case Op::RemainderUnsigned:
        divideUnsigned(it, "{0} - quotient * {1}");
        break;
    case Op::And:
        compute(it, "{0} & {1}");
        break;
    case Op::Or:
        compute(it, "{0} | {1}");
        break;
    case Op::Xor:
        compute(it, "{0} ^ {1}");
        break;
    case Op::ShiftLeft:
        shift(it, "{0} << {1}");
        break;
    case Op::ShiftRightSigned:
        shift(it, "{0} >> {1}");
        break;
    case Op::ShiftRightUnsigned: // the sign that >> copies is cut off
        shift(it, "({0} >> {1}) & ~((MINIMUM >> {1}) << 1)");
        break;
    case Op::Equal:
        compute(it, "({0} == {1})");
        break;
    case Op::NotEqual:
        compute(it, "({0} != {1})");
        break;
    case Op::LessSigned:
        compute(it, "({0} < {1})");
        break;
    case Op::LessUnsigned:
        compute(it, "(as_unsigned({0}) < as_unsigned({1}))");
        break;
    case Op::LessEqualSigned:
        compute(it, "({0} <= {1})");
        break;
    case Op::LessEqualUnsigned:
        compute(it, "(as_unsigned({0}) <= as_unsigned({1}))");
        break;

    case Op::Wrap:
        set(it.result, wrapped(m_model.storage().type(static_cast<TypeId>(it.b.value)), a()));
        break;
    case Op::FieldOf:
        set(it.result, fmt::format("({0} == 0 -> 0 : {0} + {1})", address(it.a), value(it.b)));
        break;
    case Op::ElementOf:
        elementOf(it);
        break;
    case Op::CheckIndex:
        failIf(fmt::format("{0} < 0 || {0} >= {1}", a(), value(it.b)), "out_of_bounds");
        break;
    case Op::ReadLocal:
        set(it.result, windowElement(it));
        break;
    case Op::WriteLocal:
        m_text->line(fmt::format("{} = {};", windowElement(it), value(it.c)));
        break;
    case Op::Peek:
    case Op::Load:
        set(it.result, place());
        break;
    case Op::Jump:
        return it.target;
    case Op::BranchIfZero:
        branch(a() + " == 0", it.target, m_position + 1);
        return {};
    case Op::BranchIfNotZero:
        branch(a() + " != 0", it.target, m_position + 1);
        return {};
    case Op::BugOn:
        failIf(a() + " != 0", "bug");
        break;
    case Op::MightSleep:
        if (m_position == m_start && !m_isLocal) // it stands here because it must not sleep
            failIf(fmt::format("in_atomic({})", m_frame.me), "sleep_in_atomic");
        break;

    case Op::Store:
        m_text->line(fmt::format("{} = {};", place(), written(it.a, it.b)));
        break;
    case Op::Exchange:
        exchange(it);
        break;
    case Op::CompareExchange:
        compareExchange(it);
        break;
    case Op::FetchAdd:
        fetchAdd(it);
        break;
    case Op::AddUnlessZero:
        addUnlessZero(it);
        break;
    case Op::TestAndSetBit:
        testAndChangeBit(it, true);
        break;
    case Op::TestAndClearBit:
        testAndChangeBit(it, false);
        break;
    case Op::TestBit:
        set(it.result, fmt::format("(({} & {}) != 0)", place(), bitOf(it)));
        break;
    case Op::SetBit:
        changeBit(it, true);
        break;
    case Op::ClearBit:
        changeBit(it, false);
        break;
    case Op::Choose:
        set(it.result, promelaNumber(m_choice));
        break;

    case Op::SpinLock:
        takeLock(it);
        break;
    case Op::MutexLock:
        failInAtomicContext();
        takeLock(it);
        break;
    case Op::SpinTrylock:
    case Op::MutexTrylock:
        tryLock(it);
        break;
    case Op::SpinUnlock:
    case Op::MutexUnlock:
    case Op::WriteUnlock:
        releaseLock(it);
        break;
    case Op::ReadLock:
        arriveAtRwLock(it, false);
        return {};
    case Op::AwaitReadLock:
        takeRwLockInTurn(it, false);
        break;
    case Op::ReadUnlock:
        releaseReadLock(it);
        break;
    case Op::WriteLock:
        arriveAtRwLock(it, true);
        return {};
    case Op::AwaitWriteLock:
        takeRwLockInTurn(it, true);
        break;
    case Op::SeqBegin:
        beginSequence(it);
        break;
    case Op::SeqAdvance:
        m_text->line(place() + "++;");
        break;

    case Op::PrepareToWait:
        prepareToWait(it);
        break;
    case Op::FinishWait:
        finishWait(it);
        break;
    case Op::PrepareToWaitBit:
        prepareToWaitBit(it);
        break;
    case Op::FinishWaitBit:
        finishWaitBit(it);
        break;
    case Op::SetTaskState:
        setTaskState(a());
        break;
    case Op::Schedule:
        sleep();
        return {};
    case Op::WakeUp:
        wakeUp(it);
        break;
    case Op::QueueActive:
        askQueue(it);
        break;
    case Op::BitQueueActive:
        askBitQueue(it);
        break;
    case Op::WakeUpBit:
        wakeUpBit(it);
        break;
    case Op::WakeUpProcess:
        wakeUpProcess(it);
        break;
    case Op::TakeCompletion:
        takeCompletion(it);
        break;
    case Op::Complete:
        complete(it);
        break;
    case Op::CompleteAll:
        completeAll(it);
        break;
    case Op::Down:
        down(it);
        return {};
    case Op::Up:
        up(it);
        break;

    case Op::RcuReadLock:
        enterReadSection();
        break;
    case Op::RcuReadUnlock:
        leaveReadSection();
        break;
    case Op::SynchronizeRcu:
        synchronizeRcu();
        break;
    case Op::CallRcu:
        freeObject(it, "call_rcu(object_number);");
        break;
    case Op::Free:
        freeObject(it, "free_object(object_number);");
        break;
    case Op::Allocate:
        allocate(it);
        break;

    // For observers, the border of an atomic block, nothing under sc, or only a warning.
    case Op::Decide:
    case Op::EnterCall:
    case Op::LeaveCall:
    case Op::Label:
    case Op::WarnOn:
    case Op::Print:
    case Op::AtomicBegin:
    case Op::AtomicEnd:
    case Op::Fence:
    case Op::AssertHeld:
    // Nobody executes these; AwaitGracePeriod waits in its guard, and the lane is written by
    // itself.
    case Op::End:
    case Op::Awake:
    case Op::AwaitGracePeriod:
    case Op::RunCallback:
        break;
    }
    return m_position + 1;
}

} // namespace racewalk

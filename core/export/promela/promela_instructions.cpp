// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/promela/promela_code.h"

namespace racewalk {

/// Every operation by name, so that a new one is missed here.
PromelaCode::Next PromelaCode::instruction(std::uint32_t position)
{
    const Instruction &instruction = code(position);
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
        return compute(instruction);
    case Op::Wrap:
    case Op::FieldOf:
    case Op::ElementOf:
    case Op::CheckIndex:
    case Op::ReadLocal:
    case Op::WriteLocal:
    case Op::Peek:
    case Op::Jump:
    case Op::BranchIfZero:
    case Op::BranchIfNotZero:
    case Op::Decide:
    case Op::EnterCall:
    case Op::LeaveCall:
    case Op::Label:
    case Op::BugOn:
    case Op::WarnOn:
    case Op::MightSleep:
    case Op::Print:
    case Op::AtomicBegin:
    case Op::AtomicEnd:
    case Op::End:
        return localOperation(instruction);
    case Op::Load:
    case Op::Store:
    case Op::Exchange:
    case Op::CompareExchange:
    case Op::FetchAdd:
    case Op::AddUnlessZero:
    case Op::TestAndSetBit:
    case Op::TestAndClearBit:
    case Op::TestBit:
    case Op::SetBit:
    case Op::ClearBit:
    case Op::Fence:
    case Op::Choose:
        return memoryOperation(instruction);
    case Op::SpinLock:
    case Op::SpinUnlock:
    case Op::SpinTrylock:
    case Op::MutexLock:
    case Op::MutexUnlock:
    case Op::MutexTrylock:
    case Op::ReadLock:
    case Op::AwaitReadLock:
    case Op::ReadUnlock:
    case Op::WriteLock:
    case Op::AwaitWriteLock:
    case Op::WriteUnlock:
    case Op::SeqBegin:
    case Op::SeqAdvance:
    case Op::AssertHeld:
        return lockOperation(instruction);
    case Op::PrepareToWait:
    case Op::FinishWait:
    case Op::PrepareToWaitBit:
    case Op::FinishWaitBit:
    case Op::SetTaskState:
    case Op::Schedule:
    case Op::Awake:
    case Op::WakeUp:
    case Op::QueueActive:
    case Op::BitQueueActive:
    case Op::WakeUpBit:
    case Op::WakeUpProcess:
    case Op::TakeCompletion:
    case Op::Complete:
    case Op::CompleteAll:
    case Op::Down:
    case Op::Up:
        return waitOperation(instruction);
    case Op::RcuReadLock:
    case Op::RcuReadUnlock:
    case Op::SynchronizeRcu:
    case Op::AwaitGracePeriod:
    case Op::CallRcu:
    case Op::RunCallback:
    case Op::Allocate:
    case Op::Free:
        return rcuOperation(instruction);
    }
    return {};
}

} // namespace racewalk

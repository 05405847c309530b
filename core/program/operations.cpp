// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/operations.h"

#include "program/operation_rows.h"

#include <optional>

namespace racewalk {

namespace {

using namespace rows;

constexpr std::uint32_t bits(std::int32_t value)
{
    return static_cast<std::uint32_t>(value);
}

constexpr std::int32_t wrapped(std::uint32_t value)
{
    return static_cast<std::int32_t>(value);
}

// clang-format off

/// The rows, one for each operation: a new one without a row does not compile.
constexpr std::optional<Operation> rowOf(Op op)
{
    switch (op) {
    case Op::Move:              return number("Move", [](auto a, auto) { return a; });
    case Op::Not:               return truth("Not", [](auto a, auto) { return a == 0 ? 1 : 0; });
    case Op::Negate:            return number("Negate", [](auto a, auto) { return wrapped(0U - bits(a)); });
    case Op::Complement:        return number("Complement", [](auto a, auto) { return ~a; });
    case Op::Add:               return number("Add", [](auto a, auto b) { return wrapped(bits(a) + bits(b)); });
    case Op::Subtract:          return number("Subtract", [](auto a, auto b) { return wrapped(bits(a) - bits(b)); });
    case Op::Multiply:          return number("Multiply", [](auto a, auto b) { return wrapped(bits(a) * bits(b)); });
    case Op::DivideSigned:      return division("DivideSigned", [](auto a, auto b) { return b == -1 ? wrapped(0U - bits(a)) : a / b; });
    case Op::DivideUnsigned:    return division("DivideUnsigned", [](auto a, auto b) { return wrapped(bits(a) / bits(b)); });
    case Op::RemainderSigned:   return division("RemainderSigned", [](auto a, auto b) { return b == -1 ? 0 : a % b; });
    case Op::RemainderUnsigned: return division("RemainderUnsigned", [](auto a, auto b) { return wrapped(bits(a) % bits(b)); });
    case Op::And:               return number("And", [](auto a, auto b) { return a & b; });
    case Op::Or:                return number("Or", [](auto a, auto b) { return a | b; });
    case Op::Xor:               return number("Xor", [](auto a, auto b) { return a ^ b; });
    case Op::ShiftLeft:         return number("ShiftLeft", [](auto a, auto b) { return wrapped(bits(a) << (bits(b) & 31U)); });
    case Op::ShiftRightSigned:  return number("ShiftRightSigned", [](auto a, auto b) { return a >> (bits(b) & 31U); });
    case Op::ShiftRightUnsigned: return number("ShiftRightUnsigned", [](auto a, auto b) { return wrapped(bits(a) >> (bits(b) & 31U)); });
    case Op::Equal:             return truth("Equal", [](auto a, auto b) { return a == b ? 1 : 0; });
    case Op::NotEqual:          return truth("NotEqual", [](auto a, auto b) { return a != b ? 1 : 0; });
    case Op::LessSigned:        return truth("LessSigned", [](auto a, auto b) { return a < b ? 1 : 0; });
    case Op::LessUnsigned:      return truth("LessUnsigned", [](auto a, auto b) { return bits(a) < bits(b) ? 1 : 0; });
    case Op::LessEqualSigned:   return truth("LessEqualSigned", [](auto a, auto b) { return a <= b ? 1 : 0; });
    case Op::LessEqualUnsigned: return truth("LessEqualUnsigned", [](auto a, auto b) { return bits(a) <= bits(b) ? 1 : 0; });

    // local: nobody else can notice them
    case Op::Wrap:              return local("Wrap");
    case Op::FieldOf:           return local("FieldOf");
    case Op::ElementOf:         return local("ElementOf", Next::Following, Failure::OutOfBounds);
    case Op::CheckIndex:        return local("CheckIndex", Next::Following, Failure::OutOfBounds);
    case Op::ReadLocal:         return withWindow(local("ReadLocal"));
    case Op::WriteLocal:        return withWindow(local("WriteLocal"));
    case Op::Peek:              return peeking(local("Peek"));
    case Op::Jump:              return local("Jump", Next::Target, Failure::Never);
    case Op::BranchIfZero:      return local("BranchIfZero", Next::FollowingOrTarget, Failure::Never);
    case Op::BranchIfNotZero:   return local("BranchIfNotZero", Next::FollowingOrTarget, Failure::Never);
    case Op::Decide:            return local("Decide");
    case Op::EnterCall:         return local("EnterCall");
    case Op::LeaveCall:         return local("LeaveCall");
    case Op::Label:             return local("Label");
    case Op::BugOn:             return local("BugOn", Next::Following, Failure::Bug);
    case Op::WarnOn:            return warning(local("WarnOn"), Words::Value);
    case Op::MightSleep:        return mustNotBeAtomic(standing(local("MightSleep"), Stand::InAtomicContext, Buffer::Passes));
    case Op::Print:             return local("Print");
    case Op::AtomicBegin:       return nesting(standing(local("AtomicBegin"), Stand::Always, Buffer::Empty), 1);
    case Op::AtomicEnd:         return nesting(local("AtomicEnd"), -1);
    case Op::End:               return standing(local("End", Next::None, Failure::EndsHolding), Stand::AtEnd, Buffer::Empty);

    // memory                          name              access          buffer          alone                words
    case Op::Load:            return memory("Load",            Access::Read,   Buffer::Passes, Alone::IfNotWritten, Words::Value);
    case Op::Store:           return memory("Store",           Access::Write,  Buffer::Store,  Alone::IfNotUsed,    Words::Value);
    case Op::Exchange:        return memory("Exchange",        Access::Update, Buffer::Empty,  Alone::IfNotUsed,    Words::OldValue);
    case Op::CompareExchange: return memory("CompareExchange", Access::Update, Buffer::Empty,  Alone::IfNotUsed,    Words::OldValue);
    case Op::FetchAdd:        return memory("FetchAdd",        Access::Update, Buffer::Empty,  Alone::IfNotUsed,    Words::NewValue);
    case Op::AddUnlessZero:   return memory("AddUnlessZero",   Access::Update, Buffer::Empty,  Alone::IfNotUsed,    Words::Truth);
    case Op::TestAndSetBit:   return memory("TestAndSetBit",   Access::Update, Buffer::Empty,  Alone::IfNotUsed,    Words::WasSet);
    case Op::TestAndClearBit: return memory("TestAndClearBit", Access::Update, Buffer::Empty,  Alone::IfNotUsed,    Words::WasSet);
    case Op::TestBit:         return memory("TestBit",         Access::Read,   Buffer::Passes, Alone::IfNotWritten, Words::IsSet);
    case Op::SetBit:          return memory("SetBit",          Access::Update, Buffer::Empty,  Alone::IfNotUsed,    Words::Value);
    case Op::ClearBit:        return memory("ClearBit",        Access::Update, Buffer::Empty,  Alone::IfNotUsed,    Words::Value);
    case Op::Fence:           return memory("Fence",           Access::None,   Buffer::Fence,  Alone::Always,       Words::Value);
    case Op::Choose:          return choosing(Choice::Value,
                                     memory("Choose",          Access::None,   Buffer::Passes, Alone::Always,       Words::Value));

    // locks                           name              lock            use           blocks             buffer           alone              failure
    case Op::SpinLock:        return onLock("SpinLock",       Lock::Spin,     Use::Take,    Blocks::Spinlock,  Buffer::Empty,   Alone::IfNotUsed,  Failure::HeldAlready);
    case Op::SpinUnlock:      return onLock("SpinUnlock",     Lock::Spin,     Use::Release, Blocks::Never,     Buffer::Release, Alone::IfNotTried, Failure::NotHeld);
    case Op::SpinTrylock:     return onLock("SpinTrylock",    Lock::Spin,     Use::Try,     Blocks::Never,     Buffer::Empty,   Alone::Never,      Failure::Never);
    case Op::MutexLock:       return mustNotBeAtomic(
                                     onLock("MutexLock",      Lock::Mutex,    Use::Take,    Blocks::Mutex,     Buffer::Empty,   Alone::IfNotUsed,  Failure::HeldAlready));
    case Op::MutexUnlock:     return onLock("MutexUnlock",    Lock::Mutex,    Use::Release, Blocks::Never,     Buffer::Release, Alone::IfNotTried, Failure::NotHeld);
    case Op::MutexTrylock:    return onLock("MutexTrylock",   Lock::Mutex,    Use::Try,     Blocks::Never,     Buffer::Empty,   Alone::Never,      Failure::Never);
    case Op::ReadLock:        return onLock("ReadLock",       Lock::Read,     Use::Queue,   Blocks::Never,     Buffer::Empty,   Alone::Never,      Failure::ReadAlready);
    case Op::AwaitReadLock:   return onLock("AwaitReadLock",  Lock::Read,     Use::InTurn,  Blocks::ReadTurn,  Buffer::Passes,  Alone::Never,      Failure::ReadAlready);
    case Op::ReadUnlock:      return onLock("ReadUnlock",     Lock::Read,     Use::Release, Blocks::Never,     Buffer::Empty,   Alone::Never,      Failure::NotHeld);
    case Op::WriteLock:       return onLock("WriteLock",      Lock::Write,    Use::Queue,   Blocks::Never,     Buffer::Empty,   Alone::Never,      Failure::HeldAlready);
    case Op::AwaitWriteLock:  return onLock("AwaitWriteLock", Lock::Write,    Use::InTurn,  Blocks::WriteTurn, Buffer::Passes,  Alone::Never,      Failure::HeldAlready);
    case Op::WriteUnlock:     return onLock("WriteUnlock",    Lock::Write,    Use::Release, Blocks::Never,     Buffer::Release, Alone::Never,      Failure::NotHeld);
    case Op::SeqBegin:        return accessing(Access::Read,
                                     onLock("SeqBegin",       Lock::Sequence, Use::Look,    Blocks::Sequence,  Buffer::Passes,  Alone::Never,      Failure::WrittenByItself));
    case Op::SeqAdvance:      return accessing(Access::Update,
                                     onLock("SeqAdvance",     Lock::Sequence, Use::Look,    Blocks::Never,     Buffer::Advance, Alone::Never,      Failure::Never));
    case Op::AssertHeld:      return warning(
                                     onLock("AssertHeld",     Lock::None,     Use::Look,    Blocks::Never,     Buffer::Passes,  Alone::Never,      Failure::Never), Words::Held);

    // waiting                            name                address          queues              buffer                    failure
    case Op::PrepareToWait:    return waiting("PrepareToWait",    Address::Needed, Waiters::Queue, Buffer::Empty,            Failure::Never);
    case Op::FinishWait:       return waiting("FinishWait",       Address::Needed, Waiters::None,  Buffer::EmptyIfQueued,    Failure::Never);
    case Op::PrepareToWaitBit: return waiting("PrepareToWaitBit", Address::Named,  Waiters::Bit,   Buffer::Empty,            Failure::OtherBit);
    case Op::FinishWaitBit:    return waiting("FinishWaitBit",    Address::Named,  Waiters::None,  Buffer::EmptyIfBitQueued, Failure::Never);
    case Op::SetTaskState:     return waiting("SetTaskState",     Address::None,   Waiters::None,  Buffer::Empty,            Failure::Never);

    //                                     name              next                     address          queues               words
    case Op::Schedule:         return sleeping("Schedule",       Next::FollowingOrSecond, Address::None,   Waiters::None,       Words::Asleep);
    case Op::Down:             return sleeping("Down",           Next::FollowingOrSecond, Address::Needed, Waiters::Semaphore,  Words::AsleepOrTaken);
    case Op::TakeCompletion:   return sleeping("TakeCompletion", Next::Following,         Address::Needed, Waiters::Completion, Words::Done);
    case Op::Awake:            return awake("Awake");

    //                                   name             address          wakes                failure
    case Op::WakeUp:           return waking("WakeUp",        Address::Needed, Waiters::Queue,      Failure::Never);
    case Op::WakeUpBit:        return waking("WakeUpBit",     Address::Named,  Waiters::Bit,        Failure::Freed);
    case Op::WakeUpProcess:    return waking("WakeUpProcess", Address::None,   Waiters::Task,       Failure::Task);
    case Op::Complete:         return waking("Complete",      Address::Needed, Waiters::Completion, Failure::Never);
    case Op::CompleteAll:      return waking("CompleteAll",   Address::Needed, Waiters::Completion, Failure::Never);
    case Op::Up:               return waking("Up",            Address::Needed, Waiters::Semaphore,  Failure::TooMany);
    case Op::QueueActive:      return asking("QueueActive",    Address::Needed, Reach::Own);
    case Op::BitQueueActive:   return asking("BitQueueActive", Address::Named,  Reach::Others);

    // RCU and the life of objects        name             use           reach                failure
    case Op::RcuReadLock:      return section("RcuReadLock",   Use::Take,    Reach::Own,          Failure::TooDeep);
    case Op::RcuReadUnlock:    return section("RcuReadUnlock", Use::Release, Reach::GracePeriods, Failure::OutsideSection);

    //                                name                address         blocks               reach          buffer          begins               words
    case Op::SynchronizeRcu:   return mustNotBeAtomic(
                                      rcu("SynchronizeRcu",   Address::None,  Blocks::Never,       Reach::Others, Buffer::Empty,  Begins::GracePeriod, Words::Readers));
    case Op::AwaitGracePeriod: return rcu("AwaitGracePeriod", Address::None,  Blocks::GracePeriod, Reach::Own,    Buffer::Passes, Begins::Nothing,     Words::Over);
    case Op::CallRcu:          return freeing(
                                      rcu("CallRcu",          Address::Named, Blocks::Never,       Reach::Others, Buffer::Empty,  Begins::Callback,    Words::Pending));
    case Op::RunCallback:      return freeing(choosing(Choice::Object,
                                      rcu("RunCallback",      Address::None,  Blocks::Callback,    Reach::Own,    Buffer::Passes, Begins::Nothing,     Words::Value)));
    case Op::Allocate:         return rcu("Allocate",         Address::None,  Blocks::Never,       Reach::Own,    Buffer::Passes, Begins::Nothing,     Words::Object);
    case Op::Free:             return freeing(
                                      rcu("Free",             Address::Named, Blocks::Never,       Reach::Own,    Buffer::Empty,  Begins::Nothing,     Words::Value));
    }
    return std::nullopt;
}

// clang-format on

constexpr bool isComplete()
{
    for (std::size_t i = 0; i < operationCount; ++i)
        if (!rowOf(static_cast<Op>(i)))
            return false;
    return !rowOf(static_cast<Op>(operationCount));
}
static_assert(isComplete(), "operationCount is not the number of Op's enumerators");

constexpr std::array<Operation, operationCount> table()
{
    std::array<Operation, operationCount> rows;
    for (std::size_t i = 0; i < operationCount; ++i) {
        rows[i] = *rowOf(static_cast<Op>(i));
        rows[i].op = static_cast<Op>(i);
    }
    return rows;
}

} // namespace

constinit const std::array<Operation, operationCount> operationTable = table();

} // namespace racewalk

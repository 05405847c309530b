// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/instruction.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace racewalk {

/// The properties of one operation: a row of the table in operations.cpp. Code that asks for a
/// property reads it here; code that acts for each operation is a switch that names all of them.
struct Operation {
    /// The part of the machine that executes it. Other threads cannot observe Compute and Local
    /// operations.
    enum class Family : std::uint8_t { Compute, Local, Memory, Lock, Wait, Rcu };
    /// When a step of a thread that is not in an atomic block ends before it.
    enum class Stand : std::uint8_t { Never, Always, Asleep, AtEnd, InAtomicContext };
    /// The instructions that can come next.
    enum class Next : std::uint8_t {
        Following,
        None,
        Target,
        FollowingOrTarget,
        FollowingOrSecond, ///< the following one continues it, and is skipped if not needed
    };
    /// What operand `a` is.
    enum class Address : std::uint8_t {
        None,   ///< no address
        Named,  ///< an address that only identifies something; the memory may have been freed
        Needed, ///< the address of allocated memory: NULL and freed memory are failures
    };
    /// What it does with the value at its address.
    enum class Access : std::uint8_t { None, Read, Write, Update };
    enum class Lock : std::uint8_t { None, Spin, Mutex, Read, Write, Sequence, Rcu };
    enum class LockUse : std::uint8_t {
        None,
        Take,
        Try,
        Queue,  ///< takes it, or queues for it
        InTurn, ///< takes it once it is first in the queue
        Release,
        Look, ///< neither takes nor releases it
    };
    /// What a thread may have to wait for before it executes the operation.
    enum class Blocks : std::uint8_t {
        Never,
        Spinlock,
        Mutex,
        ReadTurn,
        WriteTurn,
        Sequence, ///< until the count is even
        Wakeup,
        GracePeriod,
        Callback, ///< until an object is due to be freed
    };
    /// Queued threads, by what they are queued for.
    enum class Waiters : std::uint8_t { None, Queue, Bit, Task, Completion, Semaphore, RwLock };
    /// Whether its step reads or changes the own part of another thread's state.
    enum class Reach : std::uint8_t {
        Own,
        GracePeriods, ///< only if threads wait for grace periods
        Others,
    };
    /// What it does to the thread's store buffer, or requires of it.
    enum class Buffer : std::uint8_t {
        Passes,
        Store,   ///< adds a store; a barrier before it if it is a release
        Release, ///< adds a store, and a barrier before it
        Advance, ///< adds a store, and a barrier after it if b != 0, otherwise before it
        Fence,   ///< depends on the FenceKind in `a`
        Empty,   ///< waits until it is empty
        EmptyIfQueued,
        EmptyIfBitQueued,
    };
    /// How it can fail, except by its address or by sleeping in atomic context. The values after
    /// Object are kinds of lock_misuse.
    enum class Failure : std::uint8_t {
        Never,
        DivideByZero,
        OutOfBounds,
        Bug,
        Freed,  ///< use_after_free, if a thread waits at its address
        Task,   ///< null_dereference
        Object, ///< bug or double_free
        HeldAlready,
        ReadAlready,
        WrittenByItself,
        NotHeld,
        TooMany,
        TooDeep,
        OutsideSection,
        OtherBit, ///< or null_dereference
        EndsHolding,
    };
    /// The condition on the other threads under which partial-order reduction explores its step
    /// alone.
    enum class Alone : std::uint8_t { Never, Always, IfNotWritten, IfNotUsed, IfNotTried };
    /// What it starts that RCU completes.
    enum class Begins : std::uint8_t { Nothing, GracePeriod, Callback };
    /// The choice that its step has.
    enum class Choice : std::uint8_t { None, Value, Object };
    /// How its result is described.
    enum class Words : std::uint8_t {
        Value, ///< or nothing if it has no result
        OldValue,
        NewValue,
        Truth,
        IsSet,
        WasSet,
        Taken,
        Queued,
        Held,
        Asleep,
        AsleepOrTaken,
        Done,
        Waiters,
        Woken,
        Readers,
        Over,
        Pending,
        Object,
    };
    using Compute = std::int32_t (*)(std::int32_t a, std::int32_t b);

    Op op = Op::End;
    std::string_view name{}; ///< as the enumerator
    Family family = Family::Local;
    Stand stand = Stand::Never;
    Next next = Next::Following;
    Address address = Address::None;
    Access access = Access::None;
    Lock lock = Lock::None;
    LockUse lockUse = LockUse::None;
    Blocks blocks = Blocks::Never;
    Waiters queues = Waiters::None; ///< what it queues the thread for
    Waiters wakes = Waiters::None;
    Reach reach = Reach::Own;
    Buffer buffer = Buffer::Passes;
    Failure failure = Failure::Never;
    Alone alone = Alone::Never;
    Begins begins = Begins::Nothing;
    Choice choice = Choice::None;
    Words words = Words::Value;
    bool sleeps = false;       ///< may sleep, and fails in atomic context
    bool frees = false;        ///< frees an object, immediately or after a grace period
    bool warns = false;        ///< may warn
    bool isTruth = false;      ///< of a Compute operation: its result is 0 or 1
    std::int8_t depth = 0;     ///< what it adds to the nesting of atomic blocks
    bool hasWindow = false;    ///< it accesses one of `target` registers from number b on
    Compute compute = nullptr; ///< of a Compute operation; needs b != 0 if it can fail

    bool canBlock() const
    {
        return blocks != Blocks::Never || sleeps || next == Next::FollowingOrSecond;
    }
    bool isVisible() const { return stand == Stand::Always; }
    bool isAsleep() const { return stand == Stand::Asleep; }
    bool isEnd() const { return stand == Stand::AtEnd; }
    bool isLocal() const { return family == Family::Compute || family == Family::Local; }
    bool takesLock() const
    {
        return lockUse == LockUse::Take || lockUse == LockUse::Try || lockUse == LockUse::Queue;
    }
    bool releasesLock() const { return lockUse == LockUse::Release; }
};

inline constexpr std::size_t operationCount = static_cast<std::size_t>(Op::Free) + 1;

extern const std::array<Operation, operationCount> operationTable; ///< by Op

inline const Operation &operationOf(Op op)
{
    return operationTable[static_cast<std::size_t>(op)];
}

/// Whether steps end before it. This includes AtomicBegin: an atomic block is one step.
inline bool isVisible(Op op)
{
    return operationOf(op).isVisible();
}

} // namespace racewalk

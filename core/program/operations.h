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
    /// Which part of the machine executes it. Nobody else can notice Compute and Local operations.
    enum class Family : std::uint8_t { Compute, Local, Memory, Lock, Wait, Rcu };
    /// When a thread that is not in an atomic block stops before it.
    enum class Stand : std::uint8_t { Never, Always, Asleep, AtEnd, InAtomicContext };
    /// The instructions that can come next.
    enum class Next : std::uint8_t {
        Following,
        None,
        Target,
        FollowingOrTarget,
        FollowingOrSecond, ///< its own continuation follows it, and is skipped if not needed
    };
    /// What operand `a` is.
    enum class Address : std::uint8_t {
        None,   ///< no address
        Named,  ///< an address that identifies something; the memory may be gone
        Needed, ///< the address of memory that must be there: NULL and freed memory are failures
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
    /// What a thread that stands before it can have to wait for.
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
    /// Threads that are queued, by what they are queued for.
    enum class Waiters : std::uint8_t { None, Queue, Bit, Task, Completion, Semaphore, RwLock };
    /// Whether a step of it depends on what is another thread's own, or changes that.
    enum class Reach : std::uint8_t {
        Own,
        GracePeriods, ///< only if threads wait for grace periods
        Others,
    };
    /// What it has to do with the thread's store buffer.
    enum class Buffer : std::uint8_t {
        Passes,
        Store,   ///< adds a store; a barrier before it if it is a release
        Release, ///< adds a store, and a barrier before it
        Advance, ///< adds a store, and a barrier behind it if b != 0, else before it
        Fence,   ///< as the FenceKind in `a` says
        Empty,   ///< waits until it is empty
        EmptyIfQueued,
        EmptyIfBitQueued,
    };
    /// How it can fail, apart from its address and from sleeping in atomic context. Below Object:
    /// ways of lock_misuse.
    enum class Failure : std::uint8_t {
        Never,
        DivideByZero,
        OutOfBounds,
        Bug,
        Freed,  ///< use_after_free, if somebody waits at its address
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
    /// What must hold of the other threads for partial-order reduction to take its step alone.
    enum class Alone : std::uint8_t { Never, Always, IfNotWritten, IfNotUsed, IfNotTried };
    /// What it begins that RCU ends.
    enum class Begins : std::uint8_t { Nothing, GracePeriod, Callback };
    /// What a step of it can choose.
    enum class Choice : std::uint8_t { None, Value, Object };
    /// How its result is put into words.
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
    Waiters queues = Waiters::None; ///< where it puts the thread
    Waiters wakes = Waiters::None;
    Reach reach = Reach::Own;
    Buffer buffer = Buffer::Passes;
    Failure failure = Failure::Never;
    Alone alone = Alone::Never;
    Begins begins = Begins::Nothing;
    Choice choice = Choice::None;
    Words words = Words::Value;
    bool sleeps = false;       ///< may, so that it fails in atomic context
    bool frees = false;        ///< an object, now or after a grace period
    bool warns = false;        ///< may
    bool isTruth = false;      ///< its result is 0 or 1
    std::int8_t depth = 0;     ///< what it adds to the nesting of atomic blocks
    bool hasWindow = false;    ///< it is about `target` registers from number b on
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

/// Whether a thread stands before it. True of AtomicBegin too: what an atomic block does is one
/// step.
inline bool isVisible(Op op)
{
    return operationOf(op).isVisible();
}

} // namespace racewalk

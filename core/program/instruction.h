// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/ids.h"
#include "program/source_span.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// What an instruction does. `a`, `b`, `c` are its operands, `result` the register it sets; all
/// values are 32 bits. The properties of each are in program/operations.h.
///
/// Other threads cannot observe local operations. The others are visible: between steps, a thread
/// that is not in an atomic block is always before one of them (or at End, or at a MightSleep that
/// is going to fail).
enum class Op : std::uint8_t {
    Move,       ///< result = a
    Not,        ///< result = !a
    Negate,     ///< result = -a
    Complement, ///< result = ~a
    Add,
    Subtract,
    Multiply,
    DivideSigned, ///< b == 0 is divide_by_zero; INT_MIN / -1 wraps
    DivideUnsigned,
    RemainderSigned,
    RemainderUnsigned,
    And,
    Or,
    Xor,
    ShiftLeft, ///< shift counts are taken modulo 32
    ShiftRightSigned,
    ShiftRightUnsigned,
    Equal,
    NotEqual,
    LessSigned,
    LessUnsigned,
    LessEqualSigned,
    LessEqualUnsigned,
    Wrap,    ///< result = a cut to type number b and extended again (assignment to a narrower type)
    FieldOf, ///< result = a + b cells, but NULL stays NULL
    ElementOf,    ///< result = a + b * target cells for index b in 0..c-1, else out_of_bounds; NULL
                  ///< stays NULL
    CheckIndex,   ///< out_of_bounds unless a is in 0..b-1
    ReadLocal,    ///< result = register number (b + a), an element of a local array of `target`
                  ///< registers from b on
    WriteLocal,   ///< register number (b + a) = c, an element of such an array
    Peek,         ///< result = *a for a cell that is never written (or inside invariants); no step
    Jump,         ///< to target
    BranchIfZero, ///< to target if a == 0
    BranchIfNotZero, ///< to target if a != 0
    Decide,          ///< a is the value of the condition being decided; no effect, for observers
    EnterCall,       ///< the call Origin::call of the next instruction begins; no effect, for
                     ///< observers
    LeaveCall,       ///< a call returns, with value a if the caller uses one; no effect, for
                     ///< observers
    Label,           ///< the place of a C label (Body::labels[target]); no effect, for observers
    BugOn,           ///< a != 0 is a `bug`: BUG_ON(a), or assert with a negated condition
    WarnOn,          ///< a != 0 is a `warn`
    MightSleep,  ///< sleep_in_atomic if the thread must not sleep: its step then ends before this,
                 ///< and the next one fails
    Print,       ///< printk of Body::texts[target]; a, b, c are its first arguments
    AtomicBegin, ///< until AtomicEnd everything belongs to one step
    AtomicEnd,
    End, ///< the thread has ended; never passed

    // memory: a is an address; ordering says plain or marked
    Load,            ///< result = *a
    Store,           ///< *a = b
    Exchange,        ///< result = *a; *a = b
    CompareExchange, ///< result = *a; if equal to b then *a = c
    FetchAdd,        ///< result = *a + b; *a += b (atomic_inc_return and similar)
    AddUnlessZero,   ///< result = *a != 0; if so *a += b
    TestAndSetBit,   ///< result = bit b of *a was set; sets it
    TestAndClearBit, ///< result = bit b of *a was set; clears it
    TestBit,         ///< result = bit b of *a
    SetBit,          ///< of *a, bit b
    ClearBit,        ///< of *a, bit b
    Fence,           ///< a is a FenceKind
    Choose,          ///< result = the step's choice, a..b

    // locks: a is the lock's address
    SpinLock,
    SpinUnlock,
    SpinTrylock, ///< result = 1 if taken
    MutexLock,
    MutexUnlock,
    MutexTrylock,
    /// Of a rwlock_t: takes it with other readers, or queues; an AwaitReadLock follows it.
    ReadLock,
    AwaitReadLock, ///< blocked until it is first in the queue, and no writer holds the lock
    ReadUnlock,
    WriteLock,      ///< of a rwlock_t: takes it alone, or queues; an AwaitWriteLock follows it
    AwaitWriteLock, ///< blocked until it is first in the queue, and no thread holds the lock
    WriteUnlock,
    SeqBegin,   ///< result = *a; blocked while it is odd, because a writer is active
    SeqAdvance, ///< *a += 1, a store with an smp_wmb() after it if b != 0, otherwise before it
    AssertHeld, ///< lockdep_assert_held: `warn` unless the thread holds a

    // waiting
    PrepareToWait,    ///< a queue, b task state, c != 0: exclusive
    FinishWait,       ///< a queue
    PrepareToWaitBit, ///< a word, b bit (or anyBit for wait_var_event), c task state
    FinishWaitBit,    ///< a word, b bit
    SetTaskState,     ///< a task state
    Schedule,         ///< sleeps unless the task state is TASK_RUNNING; an Awake follows it
    Awake,            ///< position of a sleeping thread; passed in the step that wakes it
    WakeUp,           ///< a queue, b how many exclusive waiters (0: all), c != 0: only those that
                      ///< sleep as TASK_INTERRUPTIBLE
    QueueActive,      ///< result = a has waiters, read without its lock
    BitQueueActive, ///< result = a thread waits for (word a, bit b), read without the queue's lock
    WakeUpBit,      ///< wakes every waiter for (word a, bit b)
    WakeUpProcess,  ///< a is a task pointer; result = 1 if it was not running
    TakeCompletion, ///< result = 1 if completion a was done (and takes one), else 0 and the thread
                    ///< is queued and set to sleep
    Complete,       ///< a completion
    CompleteAll,
    Down, ///< semaphore a: decrements the count, or queues and sleeps; an Awake follows it, and the
          ///< thread that passes it has the semaphore
    Up,   ///< semaphore a: hands over to the first waiter, or increments the count

    // RCU
    RcuReadLock,
    RcuReadUnlock,
    SynchronizeRcu,   ///< notes the readers that are inside
    AwaitGracePeriod, ///< blocked until they have left
    CallRcu,          ///< a object: freed by the rcu lane after a grace period
    RunCallback,      ///< the rcu lane's only instruction; the step's choice is the object

    // allocation
    Allocate, ///< result = the first free object of pool number a, zeroed, or NULL
    Free,     ///< a object
};

/// The bit in WakeUpBit and similar operations for wait_var_event() and wake_up_var().
inline constexpr std::int32_t anyBit = -1;

enum class FenceKind : std::uint8_t { Full, Read, Write };

/// Plain accesses can race; the others are marked. Release matters to the store buffers of pso.
enum class Ordering : std::uint8_t { Plain, Once, Acquire, Release, Full };

/// Task states; the numbers are those of the scenario's constants TASK_...
enum class TaskState : std::uint8_t { Running = 0, Interruptible = 1, Uninterruptible = 2 };

struct Operand {
    enum class Kind : std::uint8_t { None, Constant, Register, Self };
    Kind kind = Kind::None;
    std::int32_t value = 0; ///< constant, or register number

    static Operand constant(std::int32_t value) { return {Kind::Constant, value}; }
    static Operand reg(RegisterId id) { return {Kind::Register, static_cast<std::int32_t>(id)}; }
    static Operand self() { return {Kind::Self, 0}; }
    bool operator==(const Operand &) const = default;
};

inline constexpr RegisterId noRegister{0xffff};

struct Instruction {
    Op op = Op::End;
    Ordering ordering = Ordering::Plain;
    RegisterId result = noRegister;
    Operand a{}, b{}, c{};
    std::uint32_t target = 0;
};

/// The purpose of a visible operation in the source. It determines its icon and whether it can be a
/// decision.
enum class Role : std::uint8_t {
    None,
    Read,   ///< a read of a value
    Find,   ///< a read of a pointer: the thread now knows an object
    Test,   ///< a read whose value is the condition of an if, loop, or ?:
    Assert, ///< a read inside BUG_ON, WARN_ON or assert
    Write,
    Drain,      ///< not an operation of a thread: its store buffer drains a store
    WriteFlags, ///< a write to a scalar of a flags type
    Unlink,     ///< a write of NULL to a pointer, or of false to a bool
    Lock,
    Unlock,
    Wait,
    Sleep,
    Wake,
    Fence,
    RcuEnter,
    RcuLeave,
    GracePeriod,
    Deferred,
    Allocate,
    Free,
    Choose,
};

/// Bytes [begin, end) of a text.
struct TextRange {
    std::uint32_t begin = 0, end = 0;
    bool operator==(const TextRange &) const = default;
};

/// The source of an instruction. Parallel to Body::code, index by index.
struct Origin {
    SourceSpan span; ///< the operation itself: "inode->i_state" in a condition, the whole call of a
                     ///< primitive
    SourceSpan statement;
    CallId call{};
    Role role = Role::None;
    std::string text;  ///< its text for the user: the primitive's call, the assignment, the
                       ///< expression read, or the whole test if this is its only operation
    std::string brief; ///< `text`, shortened for a timeline
    std::vector<TextRange> arguments; ///< in `text`: those of its first call that has any
    std::string_view keyword;         ///< "if", "while" or "switch" if `text` is its condition
    std::string label;      ///< the `//@ text` of its line, for one operation of the line only
    std::uint32_t test = 0; ///< position of the Decide if `text` is a test, otherwise 0
};

/// Largest number of registers of a Body.
inline constexpr std::size_t maxRegisters = 4096;
/// A thread that does more local instructions than this in one step `diverges`.
inline constexpr std::size_t maxLocalWork = 100'000;

} // namespace racewalk

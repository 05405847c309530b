// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/instruction.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace racewalk {

/// A row of language.md's table of primitives.
enum class PrimitiveFamily : std::uint8_t { Memory, Atomics, Locks, Waiting, Rcu, Life, Check };

/// How a call of the primitive becomes instructions.
enum class PrimitiveForm : std::uint8_t {
    Operation,     ///< one instruction: the arguments are its operands, then `fixed`
    ReadPlace,     ///< READ_ONCE(x): a place, not its address
    WritePlace,    ///< WRITE_ONCE(x, v)
    ReadAddress,   ///< smp_load_acquire(&x)
    WriteAddress,  ///< smp_store_release(&x, v)
    AtomicRead,    ///< atomic_read(&v)
    AtomicSet,     ///< atomic_set(&v, i)
    FetchAdd,      ///< adds `fixed` and gives the old value, or nothing
    AddTo,         ///< atomic_add(i, &v): adds the first argument, times `fixed`; as FetchAdd
    AddAndReturn,  ///< adds `fixed` and gives the new value
    AddToAndReturn,
    AddAndTest, ///< adds `fixed` and tells whether the new value is 0
    AddToAndTest,
    AddUnlessZero, ///< adds `fixed` unless the value is 0; tells whether it did
    CompareExchange,
    Exchange,
    BitOperation, ///< set_bit(bit, &word): the address comes second
    Nothing,      ///< barrier()
    WaitEvent,
    WaitVarEvent,
    WaitOnBit,
    WaitForCompletion,
    Down,
    RwLock, ///< read_lock, write_lock
    ReadSeqBegin,
    ReadSeqRetry,
    WriteSeqLock,
    WriteSeqUnlock,
    WakeUpBit, ///< wake_up_bit and wake_up_var: the test for waiters, then the wakeup
    ClearAndWakeUpBit,
    Schedule,
    SynchronizeRcu,
    Allocate,
    Free, ///< kfree, kfree_rcu, call_rcu
    Choose,
    Print,
    Fail,        ///< BUG
    FailIf,      ///< BUG_ON, WARN_ON
    FailUnless,  ///< assert
};

/// What stands between a primitive's parentheses, one letter each, in `Primitive::arguments`.
namespace argument {
inline constexpr char value = 'v';
inline constexpr char place = 'p';
inline constexpr char word = 'w';     ///< address of a scalar
inline constexpr char address = 'x';  ///< address of anything shared
inline constexpr char atomic = 'a';   ///< address of an atomic_t
inline constexpr char spinLock = 's'; ///< address of a spinlock_t
inline constexpr char mutex = 'm';
inline constexpr char rwLock = 'r';
inline constexpr char seqLock = 'S';
inline constexpr char anyLock = 'l'; ///< address of a spinlock_t, rwlock_t or struct mutex
inline constexpr char queue = 'q';   ///< address of a wait_queue_head_t
inline constexpr char completion = 'c';
inline constexpr char semaphore = 'e';
inline constexpr char task = 't';   ///< struct task_struct *
inline constexpr char object = 'o'; ///< address of a pool's object
inline constexpr char type = 'T';
inline constexpr char condition = '?';
inline constexpr char optional = '*'; ///< the letters after it may be left out
} // namespace argument

/// A second argument that kernel code gives and that says nothing here.
enum class IgnoredArgument : std::uint8_t {
    None,
    IrqFlags,  ///< a local variable: no interrupt comes
    WaitEntry, ///< may be left out: a thread has one entry in a queue
    RcuHead,   ///< may be left out
};

enum class PrimitiveResult : std::uint8_t { None, Int, Bool, Place };

struct Primitive {
    std::string_view name;
    std::string_view usage; ///< between the parentheses, as a person writes it: "wq, state"
    std::string_view arguments;
    PrimitiveFamily family{};
    PrimitiveForm form{};
    Op op = Op::Move;
    Role role = Role::None;
    Ordering ordering = Ordering::Full;
    PrimitiveResult result = PrimitiveResult::None;
    std::int32_t fixed = 0;
    bool hasFixed = false; ///< Operation: `fixed` follows the arguments as an operand
    IgnoredArgument ignored = IgnoredArgument::None; ///< not among `arguments`
    bool isInterruptibleOnly = false;                ///< of a wakeup
};

/// Every primitive of the language, family by family.
std::span<const Primitive> primitives();

/// Null if there is none of that name.
const Primitive *findPrimitive(std::string_view name);

/// A kernel function that a scenario does not need, and why: what it does happens by itself.
/// Empty for other names.
std::string_view whyNotNeeded(std::string_view name);

/// A constant that every scenario knows: TASK_RUNNING, GFP_KERNEL ...
struct KnownConstant {
    std::string_view name;
    std::int32_t value = 0;
};
std::span<const KnownConstant> knownConstants();

/// Whether a thread that stands before the operation may have to wait for others.
bool canBlock(Op op);

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/instruction.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace racewalk {

namespace lowering {
class Context;
struct PrimitiveCall;
struct Value;
} // namespace lowering

/// A section of docs/language.md about primitives.
enum class PrimitiveFamily : std::uint8_t { Memory, Atomics, Locks, Waiting, Rcu, Life, Check };

/// The arguments of a primitive, one letter each, in `Primitive::arguments`.
namespace argument {
inline constexpr char value = 'v';
inline constexpr char lvalue = 'p';
inline constexpr char pointer = 'P';  ///< an lvalue that holds a pointer
inline constexpr char word = 'w';     ///< address of a scalar
inline constexpr char address = 'x';  ///< address of anything shared
inline constexpr char atomic = 'a';   ///< address of an atomic_t
inline constexpr char spinLock = 's'; ///< address of a spinlock_t
inline constexpr char mutex = 'm';
inline constexpr char rwLock = 'r';
inline constexpr char seqLock = 'S';
inline constexpr char anyLock = 'l';     ///< address of a spinlock_t, rwlock_t or struct mutex
inline constexpr char queue = 'q';       ///< address of a wait_queue_head_t
inline constexpr char queueItself = 'Q'; ///< a wait_queue_head_t or its address
inline constexpr char completion = 'c';
inline constexpr char semaphore = 'e';
inline constexpr char task = 't';   ///< struct task_struct *
inline constexpr char object = 'o'; ///< address of a pool's object
inline constexpr char type = 'T';
inline constexpr char condition = '?';
inline constexpr char written = 'V';  ///< a value, evaluated after the lvalue before it
inline constexpr char constant = 'k'; ///< a number that is known before the program runs
inline constexpr char anything = '~'; ///< any number of arguments, which the lowering checks
inline constexpr char optional = '*'; ///< the letters after it are optional

/// Whether the lowering of a primitive evaluates the argument itself, if at all.
constexpr bool isForLowering(char letter)
{
    return letter == lvalue || letter == pointer || letter == type || letter == condition ||
           letter == written || letter == constant || letter == anything;
}
} // namespace argument

/// An argument of kernel code that is accepted and ignored.
enum class IgnoredArgument : std::uint8_t {
    None,
    IrqFlags,    ///< a local variable: there are no interrupts
    WaitEntry,   ///< optional: a thread has one entry in a queue
    RcuHead,     ///< optional
    RcuCallback, ///< must be left out: nothing would call it
};

/// Typed: what it reads or creates decides the type.
enum class PrimitiveResult : std::uint8_t { None, Int, Bool, Typed };

/// The properties in which rows with the same lowering differ.
struct PrimitiveDetails {
    Op op = Op::Move;
    Role role = Role::None;
    Ordering ordering = Ordering::Full;
    PrimitiveResult result = PrimitiveResult::None;
    /// An operand after the arguments, or the number that an addition adds.
    std::optional<std::int32_t> fixed{};
    IgnoredArgument ignored = IgnoredArgument::None; ///< not among `arguments`
    bool isInterruptibleOnly = false;                ///< of a wakeup
};

/// How a call becomes instructions. The arguments have been checked and evaluated.
using PrimitiveLowering = lowering::Value(lowering::Context &, const lowering::PrimitiveCall &);

/// A function or macro of the kernel that is part of the language. Because `lower` is a reference,
/// a row without a lowering does not compile.
struct Primitive {
    std::string_view name;
    std::string_view usage;     ///< the text between the parentheses: "wq, state"
    std::string_view arguments; ///< letters of namespace argument
    PrimitiveFamily family;
    PrimitiveLowering &lower;
    std::string_view help; ///< what it does, in one sentence
    PrimitiveDetails details{};
};

/// Every primitive of the language, family by family. The rows are in *_primitives.cpp.
std::span<const Primitive> primitives();

/// Null if there is none of that name.
const Primitive *findPrimitive(std::string_view name);

/// A constant that every scenario knows: TASK_RUNNING, GFP_KERNEL ...
struct KnownConstant {
    std::string_view name;
    std::int32_t value = 0;
};
std::span<const KnownConstant> knownConstants();

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/primitives.h"

#include "program/operations.h"

#include <algorithm>
#include <array>

namespace racewalk {

namespace {

using Family = PrimitiveFamily;
using Form = PrimitiveForm;
using Result = PrimitiveResult;

constexpr std::int32_t full = static_cast<std::int32_t>(FenceKind::Full);
constexpr std::int32_t read = static_cast<std::int32_t>(FenceKind::Read);
constexpr std::int32_t write = static_cast<std::int32_t>(FenceKind::Write);

constexpr Primitive operation(std::string_view name, std::string_view usage,
                              std::string_view arguments, Family family, Op op, Role role,
                              Result result = Result::None)
{
    return {name, usage, arguments, family, Form::Operation, op, role, Ordering::Full, result};
}

constexpr Primitive withFixed(Primitive primitive, std::int32_t fixed)
{
    primitive.fixed = fixed;
    primitive.hasFixed = true;
    return primitive;
}

constexpr Primitive ignoring(Primitive primitive, IgnoredArgument what)
{
    primitive.ignored = what;
    return primitive;
}

constexpr Primitive interruptibleOnly(Primitive primitive)
{
    primitive.isInterruptibleOnly = true;
    return primitive;
}

constexpr Primitive fullBarrier(std::string_view name)
{
    return withFixed(operation(name, "", "", Family::Memory, Op::Fence, Role::Fence), full);
}

/// Interrupts do not come here, so only the lock counts.
constexpr Primitive spinOperation(std::string_view name, bool locks,
                                  IgnoredArgument ignored = IgnoredArgument::None)
{
    const bool hasFlags = ignored != IgnoredArgument::None;
    return ignoring(operation(name, hasFlags ? "&lock, flags" : "&lock", "s", Family::Locks,
                              locks ? Op::SpinLock : Op::SpinUnlock,
                              locks ? Role::Lock : Role::Unlock),
                    ignored);
}

constexpr Primitive access(std::string_view name, std::string_view usage,
                           std::string_view arguments, Form form, Op op, Ordering ordering)
{
    const bool reads = op == Op::Load;
    return {name,
            usage,
            arguments,
            Family::Memory,
            form,
            op,
            reads ? Role::Read : Role::Write,
            ordering,
            reads ? Result::Place : Result::None};
}

constexpr Primitive atomic(std::string_view name, std::string_view usage,
                           std::string_view arguments, Form form, Op op, Result result,
                           std::int32_t fixed = 0, Ordering ordering = Ordering::Full)
{
    return {name, usage,       arguments, Family::Atomics, form,
            op,   Role::Write, ordering,  result,          fixed};
}

constexpr Primitive special(std::string_view name, std::string_view usage,
                            std::string_view arguments, Family family, Form form, Role role,
                            Result result = Result::None, Op op = Op::Move)
{
    return {name, usage, arguments, family, form, op, role, Ordering::Full, result};
}

constexpr Primitive print(std::string_view name)
{
    return special(name, "\"text\", values...", "*vvvv", Family::Check, Form::Print, Role::None);
}

constexpr std::array table = {
    access("READ_ONCE", "x", "p", Form::ReadPlace, Op::Load, Ordering::Once),
    access("WRITE_ONCE", "x, value", "pv", Form::WritePlace, Op::Store, Ordering::Once),
    access("smp_load_acquire", "&x", "w", Form::ReadAddress, Op::Load, Ordering::Acquire),
    access("smp_store_release", "&x, value", "wv", Form::WriteAddress, Op::Store,
           Ordering::Release),
    access("rcu_dereference", "p", "p", Form::ReadPlace, Op::Load, Ordering::Once),
    access("rcu_assign_pointer", "p, value", "pv", Form::WritePlace, Op::Store, Ordering::Release),
    fullBarrier("smp_mb"),
    fullBarrier("smp_mb__before_atomic"),
    fullBarrier("smp_mb__after_atomic"),
    fullBarrier("smp_mb__after_spinlock"),
    withFixed(operation("smp_rmb", "", "", Family::Memory, Op::Fence, Role::Fence), read),
    withFixed(operation("smp_wmb", "", "", Family::Memory, Op::Fence, Role::Fence), write),
    special("barrier", "", "", Family::Memory, Form::Nothing, Role::None),
    special("cmpxchg", "&x, old, new", "wvv", Family::Memory, Form::CompareExchange, Role::Write,
            Result::Place, Op::CompareExchange),
    special("xchg", "&x, value", "wv", Family::Memory, Form::Exchange, Role::Write, Result::Place,
            Op::Exchange),

    atomic("atomic_read", "&v", "a", Form::AtomicRead, Op::Load, Result::Int, 0, Ordering::Once),
    atomic("atomic_set", "&v, i", "av", Form::AtomicSet, Op::Store, Result::None, 0,
           Ordering::Once),
    atomic("atomic_inc", "&v", "a", Form::FetchAdd, Op::FetchAdd, Result::None, 1, Ordering::Once),
    atomic("atomic_dec", "&v", "a", Form::FetchAdd, Op::FetchAdd, Result::None, -1, Ordering::Once),
    atomic("atomic_add", "i, &v", "va", Form::AddTo, Op::FetchAdd, Result::None, 1, Ordering::Once),
    atomic("atomic_sub", "i, &v", "va", Form::AddTo, Op::FetchAdd, Result::None, -1,
           Ordering::Once),
    atomic("atomic_fetch_inc", "&v", "a", Form::FetchAdd, Op::FetchAdd, Result::Int, 1),
    atomic("atomic_fetch_dec", "&v", "a", Form::FetchAdd, Op::FetchAdd, Result::Int, -1),
    atomic("atomic_fetch_add", "i, &v", "va", Form::AddTo, Op::FetchAdd, Result::Int, 1),
    atomic("atomic_fetch_sub", "i, &v", "va", Form::AddTo, Op::FetchAdd, Result::Int, -1),
    atomic("atomic_inc_return", "&v", "a", Form::AddAndReturn, Op::FetchAdd, Result::Int, 1),
    atomic("atomic_dec_return", "&v", "a", Form::AddAndReturn, Op::FetchAdd, Result::Int, -1),
    atomic("atomic_add_return", "i, &v", "va", Form::AddToAndReturn, Op::FetchAdd, Result::Int, 1),
    atomic("atomic_sub_return", "i, &v", "va", Form::AddToAndReturn, Op::FetchAdd, Result::Int, -1),
    atomic("atomic_inc_and_test", "&v", "a", Form::AddAndTest, Op::FetchAdd, Result::Bool, 1),
    atomic("atomic_dec_and_test", "&v", "a", Form::AddAndTest, Op::FetchAdd, Result::Bool, -1),
    atomic("atomic_sub_and_test", "i, &v", "va", Form::AddToAndTest, Op::FetchAdd, Result::Bool,
           -1),
    atomic("atomic_inc_not_zero", "&v", "a", Form::AddUnlessZero, Op::AddUnlessZero, Result::Bool,
           1),
    atomic("atomic_cmpxchg", "&v, old, new", "avv", Form::CompareExchange, Op::CompareExchange,
           Result::Int),
    atomic("refcount_read", "&r", "a", Form::AtomicRead, Op::Load, Result::Int, 0, Ordering::Once),
    atomic("refcount_set", "&r, n", "av", Form::AtomicSet, Op::Store, Result::None, 0,
           Ordering::Once),
    atomic("refcount_inc", "&r", "a", Form::FetchAdd, Op::FetchAdd, Result::None, 1,
           Ordering::Once),
    atomic("refcount_dec", "&r", "a", Form::FetchAdd, Op::FetchAdd, Result::None, -1,
           Ordering::Once),
    atomic("refcount_dec_and_test", "&r", "a", Form::AddAndTest, Op::FetchAdd, Result::Bool, -1),
    atomic("refcount_inc_not_zero", "&r", "a", Form::AddUnlessZero, Op::AddUnlessZero,
           Result::Bool, 1),
    atomic("test_and_set_bit", "bit, &word", "vw", Form::BitOperation, Op::TestAndSetBit,
           Result::Bool),
    atomic("test_and_clear_bit", "bit, &word", "vw", Form::BitOperation, Op::TestAndClearBit,
           Result::Bool),
    atomic("test_bit", "bit, &word", "vw", Form::BitOperation, Op::TestBit, Result::Bool, 0,
           Ordering::Once),
    atomic("set_bit", "bit, &word", "vw", Form::BitOperation, Op::SetBit, Result::None, 0,
           Ordering::Once),
    atomic("clear_bit", "bit, &word", "vw", Form::BitOperation, Op::ClearBit, Result::None, 0,
           Ordering::Once),

    spinOperation("spin_lock", true),
    spinOperation("spin_unlock", false),
    spinOperation("spin_lock_irq", true),
    spinOperation("spin_unlock_irq", false),
    spinOperation("spin_lock_bh", true),
    spinOperation("spin_unlock_bh", false),
    spinOperation("spin_lock_irqsave", true, IgnoredArgument::IrqFlags),
    spinOperation("spin_unlock_irqrestore", false, IgnoredArgument::IrqFlags),
    operation("spin_trylock", "&lock", "s", Family::Locks, Op::SpinTrylock, Role::Lock,
              Result::Bool),
    operation("mutex_lock", "&lock", "m", Family::Locks, Op::MutexLock, Role::Lock),
    operation("mutex_unlock", "&lock", "m", Family::Locks, Op::MutexUnlock, Role::Unlock),
    operation("mutex_trylock", "&lock", "m", Family::Locks, Op::MutexTrylock, Role::Lock,
              Result::Bool),
    special("read_lock", "&lock", "r", Family::Locks, Form::RwLock, Role::Lock, Result::None,
            Op::ReadLock),
    operation("read_unlock", "&lock", "r", Family::Locks, Op::ReadUnlock, Role::Unlock),
    special("write_lock", "&lock", "r", Family::Locks, Form::RwLock, Role::Lock, Result::None,
            Op::WriteLock),
    operation("write_unlock", "&lock", "r", Family::Locks, Op::WriteUnlock, Role::Unlock),
    special("read_seqbegin", "&s", "S", Family::Locks, Form::ReadSeqBegin, Role::Read, Result::Int),
    special("read_seqretry", "&s, seq", "Sv", Family::Locks, Form::ReadSeqRetry, Role::Read,
            Result::Bool),
    special("write_seqlock", "&s", "S", Family::Locks, Form::WriteSeqLock, Role::Lock),
    special("write_sequnlock", "&s", "S", Family::Locks, Form::WriteSeqUnlock, Role::Unlock),
    special("down", "&sem", "e", Family::Locks, Form::Down, Role::Lock),
    operation("up", "&sem", "e", Family::Locks, Op::Up, Role::Unlock),
    operation("lockdep_assert_held", "&lock", "l", Family::Locks, Op::AssertHeld, Role::Assert),

    ignoring(withFixed(operation("prepare_to_wait", "&wq, state", "qv", Family::Waiting,
                                 Op::PrepareToWait, Role::Wait),
                       0),
             IgnoredArgument::WaitEntry),
    ignoring(withFixed(operation("prepare_to_wait_exclusive", "&wq, state", "qv", Family::Waiting,
                                 Op::PrepareToWait, Role::Wait),
                       1),
             IgnoredArgument::WaitEntry),
    ignoring(operation("finish_wait", "&wq", "q", Family::Waiting, Op::FinishWait, Role::Wait),
             IgnoredArgument::WaitEntry),
    special("schedule", "", "", Family::Waiting, Form::Schedule, Role::Sleep),
    operation("set_current_state", "state", "v", Family::Waiting, Op::SetTaskState, Role::Wait),
    withFixed(operation("wake_up", "&wq", "q", Family::Waiting, Op::WakeUp, Role::Wake), 1),
    withFixed(operation("wake_up_all", "&wq", "q", Family::Waiting, Op::WakeUp, Role::Wake), 0),
    interruptibleOnly(withFixed(
        operation("wake_up_interruptible", "&wq", "q", Family::Waiting, Op::WakeUp, Role::Wake),
        1)),
    interruptibleOnly(withFixed(
        operation("wake_up_interruptible_all", "&wq", "q", Family::Waiting, Op::WakeUp, Role::Wake),
        0)),
    operation("wake_up_process", "task", "t", Family::Waiting, Op::WakeUpProcess, Role::Wake,
              Result::Bool),
    operation("prepare_to_wait_bit", "&word, bit, state", "wvv", Family::Waiting,
              Op::PrepareToWaitBit, Role::Wait),
    operation("finish_wait_bit", "&word, bit", "wv", Family::Waiting, Op::FinishWaitBit,
              Role::Wait),
    withFixed(
        special("wake_up_bit", "&word, bit", "wv", Family::Waiting, Form::WakeUpBit, Role::Wake),
        0),
    special("clear_and_wake_up_bit", "bit, &word", "vw", Family::Waiting, Form::ClearAndWakeUpBit,
            Role::Wake, Result::None, Op::ClearBit),
    special("wait_event", "wq, condition", "q?", Family::Waiting, Form::WaitEvent, Role::Wait),
    special("wait_on_bit", "&word, bit", "wv*v", Family::Waiting, Form::WaitOnBit, Role::Wait,
            Result::Int),
    special("wait_var_event", "&x, condition", "x?", Family::Waiting, Form::WaitVarEvent,
            Role::Wait),
    special("wake_up_var", "&x", "x", Family::Waiting, Form::WakeUpBit, Role::Wake),
    operation("waitqueue_active", "&wq", "q", Family::Waiting, Op::QueueActive, Role::Read,
              Result::Bool),
    special("wait_for_completion", "&done", "c", Family::Waiting, Form::WaitForCompletion,
            Role::Wait),
    operation("complete", "&done", "c", Family::Waiting, Op::Complete, Role::Wake),
    operation("complete_all", "&done", "c", Family::Waiting, Op::CompleteAll, Role::Wake),

    operation("rcu_read_lock", "", "", Family::Rcu, Op::RcuReadLock, Role::RcuEnter),
    operation("rcu_read_unlock", "", "", Family::Rcu, Op::RcuReadUnlock, Role::RcuLeave),
    special("synchronize_rcu", "", "", Family::Rcu, Form::SynchronizeRcu, Role::GracePeriod),
    special("call_rcu", "p", "o", Family::Rcu, Form::Free, Role::Deferred, Result::None,
            Op::CallRcu),
    ignoring(special("kfree_rcu", "p", "o", Family::Rcu, Form::Free, Role::Deferred, Result::None,
                     Op::CallRcu),
             IgnoredArgument::RcuHead),

    special("kmalloc", "struct T", "T*v", Family::Life, Form::Allocate, Role::Allocate,
            Result::Place, Op::Allocate),
    special("kzalloc", "struct T", "T*v", Family::Life, Form::Allocate, Role::Allocate,
            Result::Place, Op::Allocate),
    special("kfree", "p", "o", Family::Life, Form::Free, Role::Free, Result::None, Op::Free),

    special("BUG", "", "", Family::Check, Form::Fail, Role::Assert, Result::None, Op::BugOn),
    special("BUG_ON", "condition", "?", Family::Check, Form::FailIf, Role::Assert, Result::Bool,
            Op::BugOn),
    special("WARN_ON", "condition", "?", Family::Check, Form::FailIf, Role::Assert, Result::Bool,
            Op::WarnOn),
    special("WARN_ON_ONCE", "condition", "?", Family::Check, Form::FailIf, Role::Assert,
            Result::Bool, Op::WarnOn),
    special("assert", "condition", "?", Family::Check, Form::FailUnless, Role::Assert, Result::None,
            Op::BugOn),
    print("printk"),
    print("pr_err"),
    print("pr_warn"),
    print("pr_info"),
    print("pr_debug"),
    special("choose", "low, high", "vv", Family::Check, Form::Choose, Role::Choose, Result::Int,
            Op::Choose),
};

struct NotNeeded {
    std::string_view name;
    std::string_view why;
};

constexpr std::string_view startsReady = "a global starts initialized";

constexpr std::array notNeeded = {
    NotNeeded{"spin_lock_init", startsReady},
    NotNeeded{"mutex_init", startsReady},
    NotNeeded{"init_waitqueue_head", startsReady},
    NotNeeded{"init_completion", startsReady},
    NotNeeded{"rwlock_init", startsReady},
    NotNeeded{"seqlock_init", startsReady},
    NotNeeded{"seqcount_init", startsReady},
    NotNeeded{"sema_init", "its count stands at its declaration: = { .count = 1 }"},
    NotNeeded{"might_sleep", "sleeping in atomic context is always found"},
    NotNeeded{"cond_resched", "every interleaving is looked at anyway"},
    NotNeeded{"cpu_relax", "every interleaving is looked at anyway"},
    NotNeeded{"init_wait", "prepare_to_wait(&wq, state) takes no entry"},
};

constexpr std::array constants = {
    KnownConstant{"TASK_RUNNING", static_cast<std::int32_t>(TaskState::Running)},
    KnownConstant{"TASK_INTERRUPTIBLE", static_cast<std::int32_t>(TaskState::Interruptible)},
    KnownConstant{"TASK_UNINTERRUPTIBLE", static_cast<std::int32_t>(TaskState::Uninterruptible)},
    KnownConstant{"GFP_KERNEL", 0},
    KnownConstant{"GFP_ATOMIC", 0},
    KnownConstant{"GFP_NOFS", 0},
    KnownConstant{"GFP_NOWAIT", 0},
    KnownConstant{"GFP_NOIO", 0},
};

} // namespace

std::span<const Primitive> primitives()
{
    return table;
}

const Primitive *findPrimitive(std::string_view name)
{
    const auto found = std::ranges::find(table, name, &Primitive::name);
    return found == table.end() ? nullptr : &*found;
}

std::string_view whyNotNeeded(std::string_view name)
{
    const auto found = std::ranges::find(notNeeded, name, &NotNeeded::name);
    return found == notNeeded.end() ? std::string_view() : found->why;
}

std::span<const KnownConstant> knownConstants()
{
    return constants;
}

bool canBlock(Op op)
{
    return operationOf(op).canBlock();
}

} // namespace racewalk

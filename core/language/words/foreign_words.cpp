// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/words/foreign_words.h"

#include "language/lowering/primitives/primitives.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace racewalk {

namespace {

constexpr std::array foreignTable = {
    // signals
    ForeignWord{"wait_event_freezable", "write `wait_event(wq, condition)`: there are no signals"},
    ForeignWord{"signal_pending* fatal_signal_pending", "there are no signals here: leave it out"},
    ForeignWord{"TASK_KILLABLE", "there are no signals: write `TASK_UNINTERRUPTIBLE`"},
    // time
    ForeignWord{"wait_event_interruptible_timeout wait_event_killable_timeout",
                "write `wait_event(wq, condition)`: there are no timeouts"},
    ForeignWord{"wait_for_completion_interruptible_timeout",
                "write `wait_for_completion(&done)`: there are no timeouts"},
    ForeignWord{"schedule_timeout*",
                "time does not pass here: leave it out, or write `schedule()` and a wakeup"},
    ForeignWord{"msleep* ssleep fsleep usleep_range mdelay udelay ndelay",
                "leave it out: time does not pass here, and every interleaving is explored"},
    ForeignWord{"HZ jiffies* msecs_to_jiffies usecs_to_jiffies secs_to_jiffies time_after* "
                "time_before* ktime_get* MAX_SCHEDULE_TIMEOUT",
                "time does not pass here: leave it out"},
    ForeignWord{"timer_* mod_timer add_timer del_timer* hrtimer_* DEFINE_TIMER",
                "time does not pass here: write the timer's function as a thread"},
    // threads, work, CPUs, interrupts
    ForeignWord{"kthread_should_stop", "write `READ_ONCE(stop)`, a bool that another thread sets"},
    ForeignWord{"kthread_stop", "write `WRITE_ONCE(stop, true)` and a wakeup"},
    ForeignWord{"kthread_*", "write '`thread NAME { ... }`'"},
    ForeignWord{
        "INIT_WORK* INIT_DELAYED_WORK* DECLARE_WORK DECLARE_DELAYED_WORK schedule_work* "
        "schedule_delayed_work* queue_work* queue_delayed_work* mod_delayed_work* flush_work* "
        "flush_delayed_work cancel_work* cancel_delayed_work* tasklet_*",
        "work is not queued here: write it as a thread that waits for a flag or a completion"},
    ForeignWord{"DEFINE_PER_CPU* DECLARE_PER_CPU* this_cpu_* __this_cpu_* raw_cpu_* per_cpu* "
                "get_cpu* put_cpu*",
                "declare an array with an element for each thread"},
    ForeignWord{"for_each_possible_cpu for_each_online_cpu", "write a for loop over an array"},
    ForeignWord{"smp_processor_id raw_smp_processor_id",
                "write `self` in a thread NAME[COUNT], or a number"},
    ForeignWord{"local_irq_* local_bh_*", "leave it out: there are no interrupts"},
    ForeignWord{"preempt_*", "leave it out: every thread has a CPU of its own; where it stands for "
                             "an RCU read section write `rcu_read_lock()`"},
    ForeignWord{"migrate_*", "leave it out: every thread has a CPU of its own"},
    ForeignWord{"yield", "leave it out: every interleaving is explored anyway"},
    ForeignWord{"io_schedule", "write `schedule()`"},
    ForeignWord{"module_init module_exit", "leave it out, and write '`thread NAME { ... }`'"},
    // containers
    ForeignWord{"container_of* list_entry* hlist_entry* rb_entry* offsetof",
                "keep a pointer to the whole struct"},
    ForeignWord{"list_* hlist_* llist_* __list_* LIST_HEAD* HLIST_HEAD* INIT_LIST_HEAD* "
                "INIT_HLIST_* DEFINE_HASHTABLE hash_*",
                "link with pointers of your own: `struct T *next`"},
    ForeignWord{"rb_* xa_* idr_* radix_tree_* DEFINE_IDR DEFINE_XARRAY*",
                "trees are not modelled: write an array, or pointers"},
    // waiting
    ForeignWord{"DEFINE_WAIT_BIT",
                "leave it out: `prepare_to_wait_bit(&word, bit, state)` brings its own entry"},
    ForeignWord{"DEFINE_WAIT* DECLARE_WAITQUEUE add_wait_queue* remove_wait_queue",
                "write `prepare_to_wait(&wq, state)` and `finish_wait(&wq)`"},
    ForeignWord{"wq_has_sleeper", "write `smp_mb()`, then `waitqueue_active(&wq)`"},
    ForeignWord{"__set_current_state", "write `set_current_state(state)`, which is a full barrier: "
                                       "that a barrier is missing there will not show"},
    ForeignWord{"bit_waitqueue",
                "leave it out: `prepare_to_wait_bit(&word, bit, state)` finds the queue"},
    ForeignWord{"wake_up_locked wake_up_sync wake_up_poll", "write `wake_up(&wq)`"},
    ForeignWord{"wake_up_interruptible_sync wake_up_interruptible_poll",
                "write `wake_up_interruptible(&wq)`"},
    ForeignWord{"wake_up_nr", "write `wake_up(&wq)` or `wake_up_all(&wq)`"},
    ForeignWord{"wake_up_state", "write `wake_up_process(task)`"},
    ForeignWord{"completion_done try_wait_for_completion reinit_completion",
                "write a bool and a wait queue"},
    // locks
    ForeignWord{
        "guard scoped_guard",
        "write the locking and the unlocking, as `mutex_lock(&lock)` and `mutex_unlock(&lock)`"},
    ForeignWord{"spin_lock_irqsave_nested", "write `spin_lock(&lock)`"},
    ForeignWord{"down_read* down_write* up_read* up_write* DECLARE_RWSEM",
                "write a `rwlock_t`, or a `struct mutex` if it may sleep"},
    ForeignWord{"atomic_dec_and_lock*", "write it out as lib/dec_and_lock.c does"},
    ForeignWord{"refcount_dec_and_lock* refcount_dec_and_mutex_lock",
                "write it out as lib/refcount.c does"},
    ForeignWord{"read_seqcount_begin", "write `read_seqbegin(&s)`"},
    ForeignWord{"read_seqcount_retry", "write `read_seqretry(&s, seq)`"},
    ForeignWord{"write_seqcount_begin",
                "write `write_seqlock(&s)`: the lock between writers is part of it"},
    ForeignWord{"write_seqcount_end", "write `write_sequnlock(&s)`"},
    // atomics, bits, order
    ForeignWord{"atomic_try_cmpxchg*", "write `atomic_cmpxchg(&v, old, new) == old`"},
    ForeignWord{"try_cmpxchg*", "write `cmpxchg(&x, old, new) == old`"},
    ForeignWord{"atomic_add_unless atomic_fetch_add_unless atomic_inc_unless_negative "
                "atomic_dec_if_positive atomic_xchg*",
                "write a loop with `atomic_cmpxchg(&v, old, new)`"},
    ForeignWord{"kref_init", "write a `refcount_t` and `refcount_set(&r, 1)`"},
    ForeignWord{"kref_get", "write a `refcount_t` and `refcount_inc(&r)`"},
    ForeignWord{"kref_get_unless_zero", "write a `refcount_t` and `refcount_inc_not_zero(&r)`"},
    ForeignWord{"kref_put*", "write a `refcount_t` and `refcount_dec_and_test(&r)`"},
    ForeignWord{"kref_read", "write a `refcount_t` and `refcount_read(&r)`"},
    ForeignWord{"__set_bit", "write `word |= BIT(bit)`"},
    ForeignWord{"__clear_bit", "write `word &= ~BIT(bit)`"},
    ForeignWord{"test_and_set_bit_lock", "write `test_and_set_bit(bit, &word)`"},
    ForeignWord{"clear_bit_unlock", "write `smp_mb__before_atomic(); clear_bit(bit, &word);`"},
    ForeignWord{"change_bit", "write `word ^= BIT(bit)` under a lock"},
    ForeignWord{"ACCESS_ONCE", "write `READ_ONCE(x)` or `WRITE_ONCE(x, value)`"},
    ForeignWord{"test_and_change_bit",
                "write `atomic { ... }`, which gives its value to a variable"},
    ForeignWord{"set_mb smp_store_mb", "write `WRITE_ONCE(x, value); smp_mb();`"},
    ForeignWord{"smp_cond_load_*", "write a loop with `smp_load_acquire(&x)`"},
    ForeignWord{"smp_read_barrier_depends", "leave it out: reads are never reordered here"},
    ForeignWord{"smp_mb__after_unlock_lock mb", "write `smp_mb()`"},
    ForeignWord{"rmb", "write `smp_rmb()`"},
    ForeignWord{"wmb", "write `smp_wmb()`"},
    // RCU and memory
    ForeignWord{"rcu_dereference_*", "write `rcu_dereference(p)`"},
    ForeignWord{"rcu_access_pointer", "write `READ_ONCE(p)`"},
    ForeignWord{"RCU_INIT_POINTER", "write `WRITE_ONCE(p, value)`"},
    ForeignWord{"rcu_read_lock_*", "write `rcu_read_lock()`"},
    ForeignWord{"rcu_read_unlock_* srcu_read_unlock", "write `rcu_read_unlock()`"},
    ForeignWord{"synchronize_*", "write `synchronize_rcu()` if it is RCU that is waited for"},
    ForeignWord{"rcu_barrier",
                "write `synchronize_rcu()` and `kfree(p)` in place of `kfree_rcu(p)`"},
    ForeignWord{"srcu_read_lock", "write `rcu_read_lock()`, but such a reader must not sleep"},
    ForeignWord{"kfree_rcu_mightsleep", "write `kfree_rcu(p)`"},
    ForeignWord{"kcalloc kmalloc_* kvmalloc* vmalloc kmem_cache_alloc*",
                "write `kmalloc(struct T)`"},
    ForeignWord{"kvzalloc kmem_cache_zalloc", "write `kzalloc(struct T)`"},
    ForeignWord{"kmem_cache_free kvfree vfree", "write `kfree(p)`"},
    ForeignWord{"memset memcpy memmove", "assign the fields one by one"},
    ForeignWord{"IS_ERR* PTR_ERR* ERR_PTR ERR_CAST", "give `NULL` for an error, and test for it"},
    // checks and prints
    ForeignWord{"WARN WARN_ONCE VM_WARN_ON*", "write `WARN_ON(condition)`"},
    ForeignWord{"VM_BUG_ON*", "write `BUG_ON(condition)`"},
    ForeignWord{"panic", "write `BUG()`"},
    ForeignWord{"BUILD_BUG_ON* static_assert _Static_assert trace_*", "leave it out"},
    ForeignWord{"pr_* dev_err* dev_warn* dev_info* dev_dbg* printf",
                "write `printk(\"text\", values...)`"},
    // numbers
    ForeignWord{"max max_t", "write `a > b ? a : b`"},
    ForeignWord{"min min_t", "write `a < b ? a : b`"},
    ForeignWord{"swap", "write three assignments"},
    ForeignWord{"GENMASK*", "write the number, as `0xf0`"},
    ForeignWord{"BIT_ULL", "integers have at most 32 bits: write `BIT(n)`"},
    ForeignWord{"ARRAY_SIZE", "write the number of elements"},
    // what happens by itself
    ForeignWord{"spin_lock_init mutex_init init_waitqueue_head init_completion rwlock_init "
                "seqlock_init seqcount_init",
                "leave it out: a global starts initialized", ForeignKind::NotNeeded},
    ForeignWord{"sema_init", "leave it out: its count stands at its declaration: = { .count = 1 }",
                ForeignKind::NotNeeded},
    ForeignWord{"might_sleep", "leave it out: sleeping in atomic context is always found",
                ForeignKind::NotNeeded},
    ForeignWord{"cond_resched cpu_relax", "leave it out: every interleaving is explored anyway",
                ForeignKind::NotNeeded},
    ForeignWord{"init_wait", "leave it out: `prepare_to_wait(&wq, state)` takes no entry",
                ForeignKind::NotNeeded},
    // types
    ForeignWord{"list_head hlist_head hlist_node hlist_bl_head hlist_bl_node llist_head llist_node",
                "link with pointers of your own: `struct T *next`", ForeignKind::Struct},
    ForeignWord{"rb_node rb_root xarray idr", "trees are not modelled: write an array, or pointers",
                ForeignKind::Struct},
    ForeignWord{
        "work_struct delayed_work workqueue_struct tasklet_struct",
        "work is not queued here: write it as a thread that waits for a flag or a completion",
        ForeignKind::Struct},
    ForeignWord{"timer_list hrtimer",
                "time does not pass here: write the timer's function as a thread",
                ForeignKind::Struct},
    ForeignWord{"rw_semaphore", "write a `rwlock_t`, or a `struct mutex` if it may sleep",
                ForeignKind::Struct},
    ForeignWord{"kref", "write `refcount_t`", ForeignKind::Struct},
    ForeignWord{"wait_queue_entry wait_bit_queue_entry",
                "write `prepare_to_wait(&wq, state)` and `finish_wait(&wq)`", ForeignKind::Struct},
    // error numbers: include/uapi/asm-generic/errno-base.h and errno.h, include/linux/errno.h;
    // irqreturn.h
    ForeignWord{"EPERM", "write `#define EPERM 1`"},
    ForeignWord{"ENOENT", "write `#define ENOENT 2`"},
    ForeignWord{"EINTR", "write `#define EINTR 4`"},
    ForeignWord{"EIO", "write `#define EIO 5`"},
    ForeignWord{"ENXIO", "write `#define ENXIO 6`"},
    ForeignWord{"EBADF", "write `#define EBADF 9`"},
    ForeignWord{"EAGAIN", "write `#define EAGAIN 11`"},
    ForeignWord{"EWOULDBLOCK", "write `#define EWOULDBLOCK 11`"},
    ForeignWord{"ENOMEM", "write `#define ENOMEM 12`"},
    ForeignWord{"EACCES", "write `#define EACCES 13`"},
    ForeignWord{"EFAULT", "write `#define EFAULT 14`"},
    ForeignWord{"EBUSY", "write `#define EBUSY 16`"},
    ForeignWord{"EEXIST", "write `#define EEXIST 17`"},
    ForeignWord{"ENODEV", "write `#define ENODEV 19`"},
    ForeignWord{"ENOTDIR", "write `#define ENOTDIR 20`"},
    ForeignWord{"EISDIR", "write `#define EISDIR 21`"},
    ForeignWord{"EINVAL", "write `#define EINVAL 22`"},
    ForeignWord{"EFBIG", "write `#define EFBIG 27`"},
    ForeignWord{"ENOSPC", "write `#define ENOSPC 28`"},
    ForeignWord{"EROFS", "write `#define EROFS 30`"},
    ForeignWord{"EPIPE", "write `#define EPIPE 32`"},
    ForeignWord{"ERANGE", "write `#define ERANGE 34`"},
    ForeignWord{"EDEADLK", "write `#define EDEADLK 35`"},
    ForeignWord{"ENOSYS", "write `#define ENOSYS 38`"},
    ForeignWord{"ENOTEMPTY", "write `#define ENOTEMPTY 39`"},
    ForeignWord{"ENODATA", "write `#define ENODATA 61`"},
    ForeignWord{"EOVERFLOW", "write `#define EOVERFLOW 75`"},
    ForeignWord{"EOPNOTSUPP", "write `#define EOPNOTSUPP 95`"},
    ForeignWord{"ESHUTDOWN", "write `#define ESHUTDOWN 108`"},
    ForeignWord{"ETIMEDOUT", "write `#define ETIMEDOUT 110`"},
    ForeignWord{"EALREADY", "write `#define EALREADY 114`"},
    ForeignWord{"EINPROGRESS", "write `#define EINPROGRESS 115`"},
    ForeignWord{"ESTALE", "write `#define ESTALE 116`"},
    ForeignWord{"ECANCELED", "write `#define ECANCELED 125`"},
    ForeignWord{"ERESTARTSYS", "write `#define ERESTARTSYS 512`"},
    ForeignWord{"ENOTSUPP", "write `#define ENOTSUPP 524`"},
    ForeignWord{"IRQ_NONE", "write `#define IRQ_NONE 0`"},
    ForeignWord{"IRQ_HANDLED", "write `#define IRQ_HANDLED 1`"},
    ForeignWord{"IRQ_WAKE_THREAD", "write `#define IRQ_WAKE_THREAD 2`"},
    // what stands around the name of a primitive: the first that leaves one
    ForeignWord{"*_irqsave *_irqrestore *_irq *_bh", "write `{}`: there are no interrupts"},
    ForeignWord{"*_interruptible *_killable", "write `{}`: there are no signals"},
    ForeignWord{"*_timeout", "write `{}`: there are no timeouts"},
    ForeignWord{"*_nested", "write `{}`"},
    ForeignWord{"*_relaxed", "write `{}`: it has one strength"},
    ForeignWord{"*_acquire *_release", "write `{}`: it has one strength",
                ForeignKind::FullyOrdered},
    ForeignWord{"*__before_atomic *__after_atomic raw_* arch_* __*", "write `{}`"},
    ForeignWord{"refcount_* atomic_long_* atomic64_*", "write `atomic_{}`"},
};

bool isVariation(const ForeignWord &row)
{
    return row.advice.find("{}") != std::string_view::npos;
}

/// How many letters of the name the pattern spells out, if it fits: `x` or `x*`.
std::optional<std::size_t> matchedLetters(std::string_view pattern, std::string_view name)
{
    if (!pattern.ends_with('*'))
        return pattern == name ? std::optional(pattern.size() + 1) : std::nullopt;
    const std::string_view beginning = pattern.substr(0, pattern.size() - 1);
    const bool isNothingMore = beginning.ends_with('_') && name == beginning;
    return name.starts_with(beginning) && !isNothingMore ? std::optional(beginning.size())
                                                         : std::nullopt;
}

/// The row with the pattern that spells out most of the name; null if none fits.
const ForeignWord *findRow(std::string_view name, bool isStruct)
{
    const ForeignWord *best = nullptr;
    std::size_t mostLetters = 0;
    for (const ForeignWord &row : foreignTable) {
        if ((row.kind == ForeignKind::Struct) != isStruct || isVariation(row))
            continue;
        for (const std::string_view pattern : patternsOf(row)) {
            const auto letters = matchedLetters(pattern, name);
            if (!letters || *letters <= mostLetters)
                continue;
            best = &row;
            mostLetters = *letters;
        }
    }
    return best;
}

/// What the name is around what `*` stands for.
std::optional<std::string_view> restOf(std::string_view pattern, std::string_view name)
{
    const std::string_view affix =
        pattern.substr(pattern.starts_with('*') ? 1 : 0, pattern.size() - 1);
    if (pattern.starts_with('*') && name.ends_with(affix))
        return name.substr(0, name.size() - affix.size());
    if (pattern.ends_with('*') && name.starts_with(affix))
        return name.substr(affix.size());
    return std::nullopt;
}

/// What has more order than its name says hides that order is missing, so the advice says that it
/// has; what has less would find failures that are none, and is no replacement.
bool isEnough(const Primitive &primitive, const ForeignWord &row)
{
    return row.kind != ForeignKind::FullyOrdered || primitive.details.ordering == Ordering::Full;
}

std::string adviceForVariation(std::string_view name)
{
    for (const ForeignWord &row : foreignTable) {
        if (!isVariation(row))
            continue;
        for (const std::string_view pattern : patternsOf(row)) {
            const auto rest = restOf(pattern, name);
            if (!rest)
                continue;
            const std::size_t quote = row.advice.find('`') + 1;
            const std::size_t hole = row.advice.find("{}");
            const std::string known =
                fmt::format("{}{}", row.advice.substr(quote, hole - quote), *rest);
            const Primitive *primitive = findPrimitive(known);
            if (primitive != nullptr && isEnough(*primitive, row))
                return fmt::format("write {}({}){}", known, primitive->usage,
                                   row.advice.substr(row.advice.find('`', quote) + 1));
        }
    }
    return {};
}

std::string shown(std::string_view advice)
{
    std::string text(advice);
    std::erase(text, '`');
    return text;
}

} // namespace

std::span<const ForeignWord> foreignWords()
{
    return foreignTable;
}

std::vector<std::string_view> patternsOf(const ForeignWord &row)
{
    std::vector<std::string_view> patterns;
    for (std::size_t begin = 0; begin < row.words.size();) {
        const std::size_t end = std::min(row.words.find(' ', begin), row.words.size());
        patterns.push_back(row.words.substr(begin, end - begin));
        begin = end + 1;
    }
    return patterns;
}

std::string whatToWriteFor(std::string_view name)
{
    if (findPrimitive(name) != nullptr)
        return {};
    const ForeignWord *row = findRow(name, false);
    return row != nullptr ? shown(row->advice) : adviceForVariation(name);
}

std::string whatToWriteForStruct(std::string_view tag)
{
    const ForeignWord *row = findRow(tag, true);
    return row == nullptr ? std::string() : shown(row->advice);
}

bool isNotNeeded(std::string_view name)
{
    const ForeignWord *row = findRow(name, false);
    return row != nullptr && row->kind == ForeignKind::NotNeeded;
}

bool isLoopMacro(std::string_view word)
{
    return word.find("for_each") != std::string_view::npos;
}

} // namespace racewalk

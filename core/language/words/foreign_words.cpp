// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/words/foreign_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace racewalk {

namespace {

/// A name, or the beginning of names if it ends in '*'. The first row that fits counts.
struct ForeignWord {
    std::string_view name;
    std::string_view hint;
};

constexpr std::string_view noDelays =
    "leave it out: time does not pass here, and every interleaving is looked at";
constexpr std::string_view noTimers =
    "time does not pass here: write the timer's function as a thread";
constexpr std::string_view noTime = "time does not pass here: leave it out";
constexpr std::string_view noSignals = "there are no signals here: leave it out";
constexpr std::string_view noInterrupts = "leave it out: there are no interrupts";
constexpr std::string_view noLists = "link with pointers of your own: struct T *next";
constexpr std::string_view noTrees = "trees are not modelled: write an array, or pointers";
constexpr std::string_view noContainers = "keep a pointer to the whole struct";
constexpr std::string_view noWork =
    "work is not queued here: write it as a thread that waits for a flag or a completion";
constexpr std::string_view noCpus = "declare an array with an element for each thread";
constexpr std::string_view noErrorPointers = "give NULL for an error, and test for it";
constexpr std::string_view noThreadStart = "write 'thread NAME { ... }'";
constexpr std::string_view ownEntry = "write prepare_to_wait(&wq, state) and finish_wait(&wq)";
constexpr std::string_view printing = "write printk(\"text\", values...)";
constexpr std::string_view oneByOne = "assign the fields one by one";
constexpr std::string_view noRwSemaphores = "write a rwlock_t, or a struct mutex if it may sleep";
constexpr std::string_view writtenGuard =
    "write the locking and the unlocking, as mutex_lock(&lock) and mutex_unlock(&lock)";

constexpr std::array words = {
    // signals
    ForeignWord{"wait_event_freezable", "write wait_event(wq, condition): there are no signals"},
    ForeignWord{"signal_pending*", noSignals},
    ForeignWord{"fatal_signal_pending", noSignals},
    ForeignWord{"TASK_KILLABLE", "there are no signals: write TASK_UNINTERRUPTIBLE"},
    // time
    ForeignWord{"wait_event_interruptible_timeout", "write wait_event(wq, condition): there are no timeouts"},
    ForeignWord{"wait_event_killable_timeout", "write wait_event(wq, condition): there are no timeouts"},
    ForeignWord{"wait_for_completion_interruptible_timeout",
                "write wait_for_completion(&done): there are no timeouts"},
    ForeignWord{"schedule_timeout*",
                "time does not pass here: leave it out, or write schedule() and a wakeup"},
    ForeignWord{"msleep*", noDelays},
    ForeignWord{"ssleep", noDelays},
    ForeignWord{"fsleep", noDelays},
    ForeignWord{"usleep_range", noDelays},
    ForeignWord{"mdelay", noDelays},
    ForeignWord{"udelay", noDelays},
    ForeignWord{"ndelay", noDelays},
    ForeignWord{"HZ", noTime},
    ForeignWord{"jiffies*", noTime},
    ForeignWord{"msecs_to_jiffies", noTime},
    ForeignWord{"usecs_to_jiffies", noTime},
    ForeignWord{"secs_to_jiffies", noTime},
    ForeignWord{"time_after*", noTime},
    ForeignWord{"time_before*", noTime},
    ForeignWord{"ktime_get*", noTime},
    ForeignWord{"MAX_SCHEDULE_TIMEOUT", noTime},
    ForeignWord{"timer_*", noTimers},
    ForeignWord{"mod_timer", noTimers},
    ForeignWord{"add_timer", noTimers},
    ForeignWord{"del_timer*", noTimers},
    ForeignWord{"hrtimer_*", noTimers},
    ForeignWord{"DEFINE_TIMER", noTimers},
    // threads, work, CPUs, interrupts
    ForeignWord{"kthread_should_stop", "write READ_ONCE(stop), a bool that another thread sets"},
    ForeignWord{"kthread_stop", "write WRITE_ONCE(stop, true) and a wakeup"},
    ForeignWord{"kthread_*", noThreadStart},
    ForeignWord{"INIT_WORK*", noWork},
    ForeignWord{"INIT_DELAYED_WORK*", noWork},
    ForeignWord{"DECLARE_WORK", noWork},
    ForeignWord{"DECLARE_DELAYED_WORK", noWork},
    ForeignWord{"schedule_work*", noWork},
    ForeignWord{"schedule_delayed_work*", noWork},
    ForeignWord{"queue_work*", noWork},
    ForeignWord{"queue_delayed_work*", noWork},
    ForeignWord{"mod_delayed_work*", noWork},
    ForeignWord{"flush_work*", noWork},
    ForeignWord{"flush_delayed_work", noWork},
    ForeignWord{"cancel_work*", noWork},
    ForeignWord{"cancel_delayed_work*", noWork},
    ForeignWord{"tasklet_*", noWork},
    ForeignWord{"DEFINE_PER_CPU*", noCpus},
    ForeignWord{"DECLARE_PER_CPU*", noCpus},
    ForeignWord{"this_cpu_*", noCpus},
    ForeignWord{"__this_cpu_*", noCpus},
    ForeignWord{"raw_cpu_*", noCpus},
    ForeignWord{"per_cpu*", noCpus},
    ForeignWord{"get_cpu*", noCpus},
    ForeignWord{"put_cpu*", noCpus},
    ForeignWord{"for_each_possible_cpu", "write a for loop over an array"},
    ForeignWord{"for_each_online_cpu", "write a for loop over an array"},
    ForeignWord{"smp_processor_id", "write self in a thread NAME[COUNT], or a number"},
    ForeignWord{"raw_smp_processor_id", "write self in a thread NAME[COUNT], or a number"},
    ForeignWord{"local_irq_*", noInterrupts},
    ForeignWord{"local_bh_*", noInterrupts},
    ForeignWord{"preempt_*", "leave it out: every thread has a CPU of its own; where it stands for "
                            "an RCU read section write rcu_read_lock()"},
    ForeignWord{"migrate_*", "leave it out: every thread has a CPU of its own"},
    ForeignWord{"yield", "leave it out: every interleaving is looked at anyway"},
    ForeignWord{"io_schedule", "write schedule()"},
    ForeignWord{"module_init", "leave it out, and write 'thread NAME { ... }'"},
    ForeignWord{"module_exit", "leave it out, and write 'thread NAME { ... }'"},
    // containers
    ForeignWord{"container_of*", noContainers},
    ForeignWord{"list_entry*", noContainers},
    ForeignWord{"hlist_entry*", noContainers},
    ForeignWord{"rb_entry*", noContainers},
    ForeignWord{"offsetof", noContainers},
    ForeignWord{"list_*", noLists},
    ForeignWord{"hlist_*", noLists},
    ForeignWord{"llist_*", noLists},
    ForeignWord{"__list_*", noLists},
    ForeignWord{"LIST_HEAD*", noLists},
    ForeignWord{"HLIST_HEAD*", noLists},
    ForeignWord{"INIT_LIST_HEAD*", noLists},
    ForeignWord{"INIT_HLIST_*", noLists},
    ForeignWord{"DEFINE_HASHTABLE", noLists},
    ForeignWord{"hash_*", noLists},
    ForeignWord{"rb_*", noTrees},
    ForeignWord{"xa_*", noTrees},
    ForeignWord{"idr_*", noTrees},
    ForeignWord{"radix_tree_*", noTrees},
    ForeignWord{"DEFINE_IDR", noTrees},
    ForeignWord{"DEFINE_XARRAY*", noTrees},
    // waiting
    ForeignWord{"DEFINE_WAIT_BIT",
                "leave it out: prepare_to_wait_bit(&word, bit, state) brings its own entry"},
    ForeignWord{"DEFINE_WAIT*", ownEntry},
    ForeignWord{"DECLARE_WAITQUEUE", ownEntry},
    ForeignWord{"add_wait_queue*", ownEntry},
    ForeignWord{"remove_wait_queue", ownEntry},
    ForeignWord{"wq_has_sleeper", "write smp_mb(), then waitqueue_active(&wq)"},
    ForeignWord{"__set_current_state",
                "write set_current_state(state), which is a full barrier: that a barrier is missing "
                "there will not show"},
    ForeignWord{"bit_waitqueue",
                "leave it out: prepare_to_wait_bit(&word, bit, state) finds the queue"},
    ForeignWord{"wake_up_locked", "write wake_up(&wq)"},
    ForeignWord{"wake_up_sync", "write wake_up(&wq)"},
    ForeignWord{"wake_up_poll", "write wake_up(&wq)"},
    ForeignWord{"wake_up_interruptible_sync", "write wake_up_interruptible(&wq)"},
    ForeignWord{"wake_up_interruptible_poll", "write wake_up_interruptible(&wq)"},
    ForeignWord{"wake_up_nr", "write wake_up(&wq) or wake_up_all(&wq)"},
    ForeignWord{"wake_up_state", "write wake_up_process(task)"},
    ForeignWord{"completion_done", "write a bool and a wait queue"},
    ForeignWord{"try_wait_for_completion", "write a bool and a wait queue"},
    ForeignWord{"reinit_completion", "write a bool and a wait queue"},
    // locks
    ForeignWord{"guard", writtenGuard},
    ForeignWord{"scoped_guard", writtenGuard},
    ForeignWord{"spin_lock_irqsave_nested", "write spin_lock(&lock)"},
    ForeignWord{"down_read*", noRwSemaphores},
    ForeignWord{"down_write*", noRwSemaphores},
    ForeignWord{"up_read*", noRwSemaphores},
    ForeignWord{"up_write*", noRwSemaphores},
    ForeignWord{"DECLARE_RWSEM", noRwSemaphores},
    ForeignWord{"atomic_dec_and_lock*", "write it out as lib/dec_and_lock.c does"},
    ForeignWord{"refcount_dec_and_lock*", "write it out as lib/refcount.c does"},
    ForeignWord{"refcount_dec_and_mutex_lock", "write it out as lib/refcount.c does"},
    ForeignWord{"read_seqcount_begin", "write read_seqbegin(&s)"},
    ForeignWord{"read_seqcount_retry", "write read_seqretry(&s, seq)"},
    ForeignWord{"write_seqcount_begin", "write write_seqlock(&s): the lock between writers is part of it"},
    ForeignWord{"write_seqcount_end", "write write_sequnlock(&s)"},
    // atomics, bits, order
    ForeignWord{"atomic_try_cmpxchg*", "write atomic_cmpxchg(&v, old, new) == old"},
    ForeignWord{"try_cmpxchg*", "write cmpxchg(&x, old, new) == old"},
    ForeignWord{"atomic_add_unless", "write a loop with atomic_cmpxchg(&v, old, new)"},
    ForeignWord{"atomic_fetch_add_unless", "write a loop with atomic_cmpxchg(&v, old, new)"},
    ForeignWord{"atomic_inc_unless_negative", "write a loop with atomic_cmpxchg(&v, old, new)"},
    ForeignWord{"atomic_dec_if_positive", "write a loop with atomic_cmpxchg(&v, old, new)"},
    ForeignWord{"atomic_xchg*", "write a loop with atomic_cmpxchg(&v, old, new)"},
    ForeignWord{"kref_init", "write a refcount_t and refcount_set(&r, 1)"},
    ForeignWord{"kref_get", "write a refcount_t and refcount_inc(&r)"},
    ForeignWord{"kref_get_unless_zero", "write a refcount_t and refcount_inc_not_zero(&r)"},
    ForeignWord{"kref_put*", "write a refcount_t and refcount_dec_and_test(&r)"},
    ForeignWord{"kref_read", "write a refcount_t and refcount_read(&r)"},
    ForeignWord{"__set_bit", "write word |= BIT(bit)"},
    ForeignWord{"__clear_bit", "write word &= ~BIT(bit)"},
    ForeignWord{"test_and_set_bit_lock", "write test_and_set_bit(bit, &word)"},
    ForeignWord{"clear_bit_unlock", "write smp_mb__before_atomic(); clear_bit(bit, &word);"},
    ForeignWord{"change_bit", "write word ^= BIT(bit) under a lock"},
    ForeignWord{"ACCESS_ONCE", "write READ_ONCE(x) or WRITE_ONCE(x, value)"},
    ForeignWord{"test_and_change_bit",
                "write atomic { ... }, which gives its value to a variable"},
    ForeignWord{"set_mb", "write WRITE_ONCE(x, value); smp_mb();"},
    ForeignWord{"smp_store_mb", "write WRITE_ONCE(x, value); smp_mb();"},
    ForeignWord{"smp_cond_load_*", "write a loop with smp_load_acquire(&x)"},
    ForeignWord{"smp_read_barrier_depends", "leave it out: reads are never reordered here"},
    ForeignWord{"smp_mb__after_unlock_lock", "write smp_mb()"},
    ForeignWord{"mb", "write smp_mb()"},
    ForeignWord{"rmb", "write smp_rmb()"},
    ForeignWord{"wmb", "write smp_wmb()"},
    // RCU and memory
    ForeignWord{"rcu_dereference_*", "write rcu_dereference(p)"},
    ForeignWord{"rcu_access_pointer", "write READ_ONCE(p)"},
    ForeignWord{"RCU_INIT_POINTER", "write WRITE_ONCE(p, value)"},
    ForeignWord{"rcu_read_lock_*", "write rcu_read_lock()"},
    ForeignWord{"rcu_read_unlock_*", "write rcu_read_unlock()"},
    ForeignWord{"synchronize_*", "write synchronize_rcu() if it is RCU that is waited for"},
    ForeignWord{"rcu_barrier", "write synchronize_rcu() and kfree(p) in place of kfree_rcu(p)"},
    ForeignWord{"srcu_read_lock", "write rcu_read_lock(), but such a reader must not sleep"},
    ForeignWord{"srcu_read_unlock", "write rcu_read_unlock()"},
    ForeignWord{"kfree_rcu_mightsleep", "write kfree_rcu(p)"},
    ForeignWord{"kcalloc", "write kmalloc(struct T)"},
    ForeignWord{"kmalloc_*", "write kmalloc(struct T)"},
    ForeignWord{"kvmalloc*", "write kmalloc(struct T)"},
    ForeignWord{"kvzalloc", "write kzalloc(struct T)"},
    ForeignWord{"vmalloc", "write kmalloc(struct T)"},
    ForeignWord{"kmem_cache_zalloc", "write kzalloc(struct T)"},
    ForeignWord{"kmem_cache_alloc*", "write kmalloc(struct T)"},
    ForeignWord{"kmem_cache_free", "write kfree(p)"},
    ForeignWord{"kvfree", "write kfree(p)"},
    ForeignWord{"vfree", "write kfree(p)"},
    ForeignWord{"memset", oneByOne},
    ForeignWord{"memcpy", oneByOne},
    ForeignWord{"memmove", oneByOne},
    ForeignWord{"IS_ERR*", noErrorPointers},
    ForeignWord{"PTR_ERR*", noErrorPointers},
    ForeignWord{"ERR_PTR", noErrorPointers},
    ForeignWord{"ERR_CAST", noErrorPointers},
    // checks and prints
    ForeignWord{"WARN", "write WARN_ON(condition)"},
    ForeignWord{"WARN_ONCE", "write WARN_ON(condition)"},
    ForeignWord{"VM_WARN_ON*", "write WARN_ON(condition)"},
    ForeignWord{"VM_BUG_ON*", "write BUG_ON(condition)"},
    ForeignWord{"panic", "write BUG()"},
    ForeignWord{"BUILD_BUG_ON*", "leave it out"},
    ForeignWord{"static_assert", "leave it out"},
    ForeignWord{"_Static_assert", "leave it out"},
    ForeignWord{"trace_*", "leave it out"},
    ForeignWord{"pr_*", printing},
    ForeignWord{"dev_err*", printing},
    ForeignWord{"dev_warn*", printing},
    ForeignWord{"dev_info*", printing},
    ForeignWord{"dev_dbg*", printing},
    ForeignWord{"printf", printing},
    // numbers
    ForeignWord{"max", "write a > b ? a : b"},
    ForeignWord{"max_t", "write a > b ? a : b"},
    ForeignWord{"min", "write a < b ? a : b"},
    ForeignWord{"min_t", "write a < b ? a : b"},
    ForeignWord{"swap", "write three assignments"},
    ForeignWord{"GENMASK*", "write the number, as 0xf0"},
    ForeignWord{"BIT_ULL", "integers have at most 32 bits: write BIT(n)"},
    ForeignWord{"ARRAY_SIZE", "write the number of elements"},
};

struct ForeignNumber {
    std::string_view name;
    std::uint32_t value;
};

/// include/uapi/asm-generic/errno-base.h and errno.h, include/linux/errno.h and irqreturn.h.
constexpr std::array numbers = {
    ForeignNumber{"EPERM", 1},         ForeignNumber{"ENOENT", 2},
    ForeignNumber{"EINTR", 4},         ForeignNumber{"EIO", 5},
    ForeignNumber{"ENXIO", 6},         ForeignNumber{"EBADF", 9},
    ForeignNumber{"EAGAIN", 11},       ForeignNumber{"EWOULDBLOCK", 11},
    ForeignNumber{"ENOMEM", 12},       ForeignNumber{"EACCES", 13},
    ForeignNumber{"EFAULT", 14},       ForeignNumber{"EBUSY", 16},
    ForeignNumber{"EEXIST", 17},       ForeignNumber{"ENODEV", 19},
    ForeignNumber{"ENOTDIR", 20},      ForeignNumber{"EISDIR", 21},
    ForeignNumber{"EINVAL", 22},       ForeignNumber{"EFBIG", 27},
    ForeignNumber{"ENOSPC", 28},       ForeignNumber{"EROFS", 30},
    ForeignNumber{"EPIPE", 32},        ForeignNumber{"ERANGE", 34},
    ForeignNumber{"EDEADLK", 35},      ForeignNumber{"ENOSYS", 38},
    ForeignNumber{"ENOTEMPTY", 39},    ForeignNumber{"ENODATA", 61},
    ForeignNumber{"EOVERFLOW", 75},    ForeignNumber{"EOPNOTSUPP", 95},
    ForeignNumber{"ESHUTDOWN", 108},   ForeignNumber{"ETIMEDOUT", 110},
    ForeignNumber{"EALREADY", 114},    ForeignNumber{"EINPROGRESS", 115},
    ForeignNumber{"ESTALE", 116},      ForeignNumber{"ECANCELED", 125},
    ForeignNumber{"ERESTARTSYS", 512}, ForeignNumber{"ENOTSUPP", 524},
    ForeignNumber{"IRQ_NONE", 0},      ForeignNumber{"IRQ_HANDLED", 1},
    ForeignNumber{"IRQ_WAKE_THREAD", 2},
};

constexpr std::array structs = {
    ForeignWord{"list_head", noLists},
    ForeignWord{"hlist_head", noLists},
    ForeignWord{"hlist_node", noLists},
    ForeignWord{"hlist_bl_head", noLists},
    ForeignWord{"hlist_bl_node", noLists},
    ForeignWord{"llist_head", noLists},
    ForeignWord{"llist_node", noLists},
    ForeignWord{"rb_node", noTrees},
    ForeignWord{"rb_root", noTrees},
    ForeignWord{"xarray", noTrees},
    ForeignWord{"idr", noTrees},
    ForeignWord{"work_struct", noWork},
    ForeignWord{"delayed_work", noWork},
    ForeignWord{"workqueue_struct", noWork},
    ForeignWord{"tasklet_struct", noWork},
    ForeignWord{"timer_list", noTimers},
    ForeignWord{"hrtimer", noTimers},
    ForeignWord{"rw_semaphore", noRwSemaphores},
    ForeignWord{"kref", "write refcount_t"},
    ForeignWord{"wait_queue_entry", ownEntry},
    ForeignWord{"wait_bit_queue_entry", ownEntry},
};

bool fits(const ForeignWord &row, std::string_view word)
{
    if (!row.name.ends_with('*'))
        return row.name == word;
    const std::string_view beginning = row.name.substr(0, row.name.size() - 1);
    return word.starts_with(beginning) && !(beginning.ends_with('_') && word == beginning);
}

} // namespace

std::string insteadOf(std::string_view word)
{
    const auto number = std::ranges::find(numbers, word, &ForeignNumber::name);
    if (number != numbers.end())
        return fmt::format("write #define {} {}", number->name, number->value);
    const auto found = std::ranges::find_if(
        words, [word](const ForeignWord &row) { return fits(row, word); });
    return found == words.end() ? std::string() : std::string(found->hint);
}

std::string_view insteadOfStruct(std::string_view tag)
{
    const auto found = std::ranges::find(structs, tag, &ForeignWord::name);
    return found == structs.end() ? std::string_view() : found->hint;
}

bool isLoopMacro(std::string_view word)
{
    return word.find("for_each") != std::string_view::npos;
}

} // namespace racewalk

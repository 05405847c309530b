// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/kernel_names.h"

#include "language/primitives.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace racewalk {

namespace {

struct KernelName {
    std::string_view name;
    std::string_view hint;
};

constexpr std::string_view handlers =
    "leave it out: an interrupt handler is a thread here, and a lock keeps it out";
constexpr std::string_view allOrders = "leave it out: every interleaving is looked at anyway";
constexpr std::string_view fieldByField = "assign the fields or elements one by one";
constexpr std::string_view ownThread = "declare what runs: thread NAME { ... }";
constexpr std::string_view ownAtomic = "write atomic { ... }, which gives its value to a variable";
constexpr std::string_view withMutex = "write struct mutex and mutex_lock()";

constexpr std::array names = {
    KernelName{"BUG", "write BUG_ON(true)"},
    KernelName{"ERR_PTR", "write NULL for an error"},
    KernelName{"INIT_LIST_HEAD", "link with pointers: struct T *next"},
    KernelName{"INIT_WORK", ownThread},
    KernelName{"IS_ERR", "write NULL for an error"},
    KernelName{"PTR_ERR", "write NULL for an error"},
    KernelName{"WARN", "write WARN_ON(condition)"},
    KernelName{"WARN_ON_ONCE", "write WARN_ON(condition)"},
    KernelName{"atomic_add_return", ownAtomic},
    KernelName{"atomic_add_unless",
               "write atomic_inc_not_zero(&v) or atomic_cmpxchg(&v, old, new)"},
    KernelName{"atomic_dec_return", "write atomic_dec_and_test(&v)"},
    KernelName{"atomic_sub_and_test", "write atomic_dec_and_test(&v)"},
    KernelName{"atomic_try_cmpxchg", "write atomic_cmpxchg(&v, old, new)"},
    KernelName{"atomic_xchg", ownAtomic},
    KernelName{"change_bit", ownAtomic},
    KernelName{"clear_and_wake_up_bit", "write clear_bit(), smp_mb() and wake_up_bit()"},
    KernelName{"clear_bit_unlock", "write clear_bit(bit, &word)"},
    KernelName{"container_of", "keep a pointer to the whole struct"},
    KernelName{"down_read", withMutex},
    KernelName{"down_write", withMutex},
    KernelName{"kmem_cache_alloc", "write kmalloc(struct T)"},
    KernelName{"kmem_cache_free", "write kfree(p)"},
    KernelName{"kref_get", "write atomic_inc(&v)"},
    KernelName{"kref_put", "write if (atomic_dec_and_test(&v)) kfree(p);"},
    KernelName{"kthread_create", ownThread},
    KernelName{"kthread_run", ownThread},
    KernelName{"kvfree", "write kfree(p)"},
    KernelName{"local_irq_disable", handlers},
    KernelName{"local_irq_enable", handlers},
    KernelName{"local_irq_restore", handlers},
    KernelName{"local_irq_save", handlers},
    KernelName{"memcpy", fieldByField},
    KernelName{"memset", fieldByField},
    KernelName{"mod_timer", "declare what runs later: thread NAME { ... }"},
    KernelName{"msleep", allOrders},
    KernelName{"ndelay", allOrders},
    KernelName{"panic", "write BUG_ON(true)"},
    KernelName{"preempt_disable", "leave it out: no two threads share a processor"},
    KernelName{"preempt_enable", "leave it out: no two threads share a processor"},
    KernelName{"queue_work", ownThread},
    KernelName{"rcu_access_pointer", "write rcu_dereference(p)"},
    KernelName{"rcu_dereference_protected", "write p"},
    KernelName{"read_seqcount_begin", "write read_seqbegin(&s)"},
    KernelName{"read_seqcount_retry", "write read_seqretry(&s, seq)"},
    KernelName{"schedule_timeout", "write schedule(): there are no timeouts"},
    KernelName{"schedule_work", ownThread},
    KernelName{"set_mb", "write set_current_state(state) or WRITE_ONCE() and smp_mb()"},
    KernelName{"smp_store_mb", "write WRITE_ONCE() and smp_mb()"},
    KernelName{"test_and_change_bit", ownAtomic},
    KernelName{"test_and_clear_bit", ownAtomic},
    KernelName{"try_cmpxchg", "write cmpxchg(&x, old, new)"},
    KernelName{"udelay", allOrders},
    KernelName{"up_read", withMutex},
    KernelName{"up_write", withMutex},
    KernelName{"usleep_range", allOrders},
    KernelName{"vfree", "write kfree(p)"},
    KernelName{"vmalloc", "write kmalloc(struct T)"},
    KernelName{"wake_up_interruptible_all", "write wake_up_all(&wq): there are no signals"},
    KernelName{"wake_up_nr", "write wake_up(&wq) or wake_up_all(&wq)"},
    KernelName{"wake_up_state", "write wake_up_process(task)"},
    KernelName{"write_seqcount_begin", "write write_seqlock(&s)"},
    KernelName{"write_seqcount_end", "write write_sequnlock(&s)"},
    KernelName{"yield", allOrders},
};

/// The beginning or end of a name, what to replace it with, and why the rest is enough.
struct Variation {
    std::string_view affix;
    std::string_view replacement;
    std::string_view reason;
};

constexpr std::string_view noInterrupts = ": there are no interrupts";
constexpr std::string_view noSignals = ": there are no signals";
constexpr std::string_view oneStrength = ": it has one strength";

constexpr std::array beginnings = {
    Variation{"raw_", "", ""},
    Variation{"arch_", "", ""},
    Variation{"__", "", ""},
    Variation{"refcount_", "atomic_", ""},
    Variation{"atomic_long_", "atomic_", ""},
    Variation{"atomic64_", "atomic_", ""},
};

constexpr std::array endings = {
    Variation{"_irqsave", "", noInterrupts},
    Variation{"_irqrestore", "", noInterrupts},
    Variation{"_irq", "", noInterrupts},
    Variation{"_bh", "", noInterrupts},
    Variation{"_interruptible", "", noSignals},
    Variation{"_killable", "", noSignals},
    Variation{"_timeout", "", ": there are no timeouts"},
    Variation{"_nested", "", ""},
    Variation{"_relaxed", "", oneStrength},
    Variation{"_acquire", "", oneStrength},
    Variation{"_release", "", oneStrength},
    Variation{"__before_atomic", "", ""},
    Variation{"__after_atomic", "", ""},
};

constexpr std::array<std::string_view, 7> printLevels = {"info", "warn",   "err", "debug",
                                                         "dbg",  "notice", "crit"};

std::string written(const Primitive &primitive, std::string_view reason)
{
    return fmt::format("write {}({}){}", primitive.name, primitive.usage, reason);
}

/// pr_info(), dev_err() ...
bool isPrinting(std::string_view name)
{
    return (name.starts_with("pr_") || name.starts_with("dev_")) &&
           std::ranges::find(printLevels, name.substr(name.find('_') + 1)) != printLevels.end();
}

} // namespace

std::string whatToWriteFor(std::string_view name)
{
    const auto known = std::ranges::find(names, name, &KernelName::name);
    if (known != names.end())
        return std::string(known->hint);
    if (name.starts_with("list_") || name.starts_with("hlist_"))
        return "link with pointers of your own: struct T *next";
    if (isPrinting(name))
        return written(*findPrimitive("printk"), {});
    for (const Variation &ending : endings) {
        if (!name.ends_with(ending.affix))
            continue;
        const auto *rest = findPrimitive(name.substr(0, name.size() - ending.affix.size()));
        if (rest != nullptr)
            return written(*rest, ending.reason);
    }
    for (const Variation &beginning : beginnings) {
        if (!name.starts_with(beginning.affix))
            continue;
        const std::string other =
            fmt::format("{}{}", beginning.replacement, name.substr(beginning.affix.size()));
        if (const auto *rest = findPrimitive(other))
            return written(*rest, beginning.reason);
    }
    return {};
}

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/words/word_help.h"

#include <algorithm>
#include <array>

namespace racewalk {

namespace {

struct Help {
    std::string_view name;
    std::string_view sentence;
};

/// In the order of the table of primitives.
constexpr auto table = std::to_array<Help>({
    {"READ_ONCE", "Reads x in one access that the compiler neither repeats nor leaves out."},
    {"WRITE_ONCE", "Writes x in one access that the compiler neither repeats nor leaves out."},
    {"smp_load_acquire", "Reads x; no later access of the thread comes before it."},
    {"smp_store_release", "Writes x after every earlier access of the thread."},
    {"rcu_dereference", "Reads a pointer that RCU protects."},
    {"rcu_assign_pointer", "Publishes a pointer to RCU readers: a release store."},
    {"smp_mb", "Full barrier: every earlier access comes before every later one."},
    {"smp_mb__before_atomic", "As smp_mb(): at least what the kernel promises, and free on x86."},
    {"smp_mb__after_atomic", "As smp_mb(): at least what the kernel promises, and free on x86."},
    {"smp_mb__after_spinlock", "As smp_mb(): at least what the kernel promises."},
    {"smp_rmb", "Read barrier: earlier reads come before later ones."},
    {"smp_wmb", "Write barrier: earlier writes become visible before later ones."},
    {"barrier", "Stops the compiler from moving accesses; the processor may still do it."},
    {"cmpxchg", "Writes new if x is old, in one step; gives what x was."},
    {"xchg", "Writes value in one step; gives what x was."},

    {"atomic_read", "Reads the counter."},
    {"atomic_set", "Writes the counter."},
    {"atomic_inc", "Adds 1 in one step, without ordering other accesses."},
    {"atomic_dec", "Subtracts 1 in one step, without ordering other accesses."},
    {"atomic_add", "Adds i in one step, without ordering other accesses."},
    {"atomic_sub", "Subtracts i in one step, without ordering other accesses."},
    {"atomic_fetch_inc", "Adds 1 in one step and gives the value before."},
    {"atomic_fetch_dec", "Subtracts 1 in one step and gives the value before."},
    {"atomic_fetch_add", "Adds i in one step and gives the value before."},
    {"atomic_fetch_sub", "Subtracts i in one step and gives the value before."},
    {"atomic_inc_return", "Adds 1 in one step and gives the new value."},
    {"atomic_dec_return", "Subtracts 1 in one step and gives the new value."},
    {"atomic_add_return", "Adds i in one step and gives the new value."},
    {"atomic_sub_return", "Subtracts i in one step and gives the new value."},
    {"atomic_inc_and_test", "Adds 1 in one step; true if the counter is 0 then."},
    {"atomic_dec_and_test", "Subtracts 1 in one step; true if the counter is 0 then."},
    {"atomic_sub_and_test", "Subtracts i in one step; true if the counter is 0 then."},
    {"atomic_inc_not_zero", "Adds 1 unless the counter is 0; true if it did."},
    {"atomic_cmpxchg", "Writes new if the counter is old, in one step; gives what it was."},
    {"refcount_read", "Reads the reference count."},
    {"refcount_set", "Writes the reference count."},
    {"refcount_inc", "Adds 1 in one step, as atomic_inc(); it neither warns nor saturates."},
    {"refcount_dec", "Subtracts 1 in one step, as atomic_dec(); it neither warns nor saturates."},
    {"refcount_dec_and_test", "Subtracts 1 in one step; true if the count is 0 then."},
    {"refcount_inc_not_zero", "Adds 1 unless the count is 0; true if it did."},
    {"test_and_set_bit", "Sets the bit in one step; true if it was set before."},
    {"test_and_clear_bit", "Clears the bit in one step; true if it was set before."},
    {"test_bit", "Tells whether the bit is set."},
    {"set_bit", "Sets the bit in one step, without ordering other accesses."},
    {"clear_bit", "Clears the bit in one step, without ordering other accesses."},

    {"spin_lock", "Takes the spinlock; spins while another thread holds it."},
    {"spin_unlock", "Releases the spinlock."},
    {"spin_lock_irq", "As spin_lock(): there are no interrupts."},
    {"spin_unlock_irq", "As spin_unlock(): there are no interrupts."},
    {"spin_lock_bh", "As spin_lock(): there are no interrupts."},
    {"spin_unlock_bh", "As spin_unlock(): there are no interrupts."},
    {"spin_lock_irqsave", "As spin_lock(): there are no interrupts, and the flags mean nothing."},
    {"spin_unlock_irqrestore", "As spin_unlock(): the flags mean nothing."},
    {"spin_trylock", "Takes the spinlock if it is free; false if it is not."},
    {"mutex_lock", "Takes the mutex; sleeps while another thread holds it."},
    {"mutex_unlock", "Releases the mutex, for one of those who wait for it."},
    {"mutex_trylock", "Takes the mutex if it is free; false if it is not."},
    {"read_lock", "Takes the lock for reading, with other readers; spins while a writer holds it."},
    {"read_unlock", "Releases the lock that was taken for reading."},
    {"write_lock", "Takes the lock for writing; spins while anybody else holds it."},
    {"write_unlock", "Releases the lock that was taken for writing."},
    {"read_seqbegin", "Begins a read that may have to be repeated; spins while somebody writes."},
    {"read_seqretry", "True if somebody wrote since read_seqbegin() gave seq: read again."},
    {"write_seqlock", "Takes the lock of the writers, then makes the count odd."},
    {"write_sequnlock", "Makes the count even again and releases the lock of the writers."},
    {"down", "Takes one of the semaphore; sleeps while none is left."},
    {"up", "Gives one back to the semaphore, or to who has waited longest."},
    {"lockdep_assert_held", "Warns if the thread does not hold the lock."},

    {"prepare_to_wait", "Queues the thread and sets its state; the sleep itself is schedule()."},
    {"prepare_to_wait_exclusive",
     "As prepare_to_wait(), but a wakeup takes only one of those who wait like this."},
    {"finish_wait", "Sets the thread running and takes it off the queue."},
    {"schedule", "Sleeps until somebody wakes the thread, unless its state is TASK_RUNNING."},
    {"set_current_state", "Sets the thread's own state; also a full barrier."},
    {"wake_up", "Wakes everybody on the queue who is not exclusive, and one who is."},
    {"wake_up_all", "Wakes everybody on the queue."},
    {"wake_up_interruptible", "As wake_up(), but only who sleeps as TASK_INTERRUPTIBLE."},
    {"wake_up_interruptible_all", "As wake_up_all(), but only who sleeps as TASK_INTERRUPTIBLE."},
    {"wake_up_process", "Wakes that thread; false if it was not asleep."},
    {"prepare_to_wait_bit", "Queues the thread for a bit of a word and sets its state."},
    {"finish_wait_bit", "Sets the thread running and takes it off the bit's queue."},
    {"wake_up_bit", "Looks without a lock whether anybody waits for the bit, then wakes them."},
    {"clear_and_wake_up_bit", "Clears the bit, then smp_mb(), then wake_up_bit()."},
    {"wait_event", "Sleeps on the queue until the condition holds; tests it after queueing."},
    {"wait_on_bit", "Sleeps until the bit is clear."},
    {"wait_var_event", "Sleeps until the condition holds; wake_up_var() of the same x wakes."},
    {"wake_up_var", "Looks without a lock whether anybody waits for x, then wakes them."},
    {"waitqueue_active", "Tells, without a lock, whether anybody is on the queue."},
    {"wait_for_completion", "Sleeps until complete() has been called, and uses that up."},
    {"complete", "Lets one thread through wait_for_completion()."},
    {"complete_all", "Lets every thread through wait_for_completion(), now and later."},

    {"rcu_read_lock", "Begins a section for whose end grace periods wait."},
    {"rcu_read_unlock", "Ends the section that rcu_read_lock() began."},
    {"synchronize_rcu", "Sleeps until every reader that is inside now has left."},
    {"call_rcu", "Frees the object once every reader that is inside now has left."},
    {"kfree_rcu", "Frees the object once every reader that is inside now has left."},

    {"kmalloc", "Takes a free object, zeroed, from the pool of its struct; NULL if none is left."},
    {"kzalloc", "As kmalloc(), whose objects are zeroed too."},
    {"kfree", "Gives the object back to its pool; any later use of it is a failure."},

    {"BUG", "Fails wherever a thread comes to it."},
    {"BUG_ON", "Fails if the condition holds."},
    {"WARN_ON", "Warns if the condition holds, and gives it."},
    {"WARN_ON_ONCE", "As WARN_ON()."},
    {"assert", "Fails if the condition does not hold."},
    {"printk", "Prints to the timeline; that is no step of its own."},
    {"pr_err", "As printk()."},
    {"pr_warn", "As printk()."},
    {"pr_info", "As printk()."},
    {"pr_debug", "As printk()."},
    {"choose", "Gives any value from low to high: every one of them is explored."},
});

} // namespace

std::string_view primitiveHelp(std::string_view name)
{
    const auto found = std::ranges::find(table, name, &Help::name);
    return found == table.end() ? std::string_view() : found->sentence;
}

} // namespace racewalk

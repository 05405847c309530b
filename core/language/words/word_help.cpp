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

constexpr std::string_view noMeaning = "Accepted for kernel code, and ignored.";
constexpr std::string_view allocationFlag = "For kmalloc(); ignored.";

constexpr auto table = std::to_array<Help>({
    {"if", "Runs a statement if the condition is not 0."},
    {"else", "Runs a statement if the condition of the if is 0."},
    {"while", "Repeats a statement while the condition is not 0."},
    {"do", "Repeats a statement while the condition after it is not 0."},
    {"for", "A loop with start, condition and step; in a tour, its variant."},
    {"switch", "Continues at the case with the value."},
    {"case", "Where a switch continues for this value."},
    {"default", "Where a switch continues if no case has the value."},
    {"break", "Leaves the loop or the switch."},
    {"continue", "Continues with the next iteration of the loop."},
    {"return", "Leaves the function, with its result if it has one."},
    {"goto", "Continues at a label of the function."},
    {"atomic", "Runs a block as one step; nothing inside may block."},

    {"scenario", "The title."},
    {"about", "What the scenario shows."},
    {"memory", "The memory model: sc, tso or pso."},
    {"variant", "One version of the code; the first is the default."},
    {"param", "A constant that can be changed with --param or in the window."},
    {"pool", "Objects for kmalloc() of this struct."},
    {"thread", "A thread; with a number in brackets, that many instances."},
    {"daemon", "Before thread: it may stay blocked forever."},
    {"invariant", "Must hold in every state."},
    {"final", "Must hold when every thread has finished."},
    {"expect", "The failures that a full exploration must find, or ok."},
    {"tour", "A schedule with narration."},
    {"end", "How the run of a tour ends."},
    {"in", "Before the lowest and the highest value of a param."},
    {"under", "Before the memory model of an expectation or a tour."},

    {"void", "No value."},
    {"bool", "false or true."},
    {"u8", "An unsigned integer of 8 bits."},
    {"u16", "An unsigned integer of 16 bits."},
    {"u32", "An unsigned integer of 32 bits."},
    {"s8", "A signed integer of 8 bits."},
    {"s16", "A signed integer of 16 bits."},
    {"s32", "A signed integer of 32 bits."},
    {"int", "A signed integer of 32 bits."},
    {"unsigned", "An unsigned integer of 32 bits."},
    {"signed", "A signed integer of 32 bits."},
    {"struct", "Fields, one after the other."},
    {"enum", "Names for numbers; if all are single bits, displayed as flags."},
    {"atomic_t", "A counter for the atomic_ primitives."},
    {"refcount_t", "A counter for the refcount_ primitives; equivalent to atomic_t."},
    {"spinlock_t", "A lock whose waiters spin."},
    {"rwlock_t", "A lock for one writer or any number of readers; waiters spin."},
    {"seqcount_t", "A count that tells readers to read again."},
    {"seqlock_t", "A count that tells readers to read again, with a lock for writers."},
    {"wait_queue_head_t", "A queue of threads that wait to be woken."},
    {"const", noMeaning},
    {"volatile", noMeaning},
    {"static", noMeaning},
    {"inline", noMeaning},
    {"extern", noMeaning},
    {"register", noMeaning},

    {"mutex", "A lock whose waiters sleep."},
    {"completion", "An event that threads wait for until another thread completes it."},
    {"semaphore", "A count of free places; a thread that finds none sleeps."},
    {"task_struct", "A thread, for wake_up_process()."},
    {"rcu_head", "A field for kfree_rcu(p, field); ignored."},
    {"wait_queue_head", "A queue of threads that wait to be woken."},

    {"DEFINE_SPINLOCK", "Declares a spinlock."},
    {"DEFINE_MUTEX", "Declares a mutex."},
    {"DEFINE_RWLOCK", "Declares a read-write lock."},
    {"DEFINE_SEQLOCK", "Declares a seqlock."},
    {"DEFINE_SEMAPHORE", "Declares a semaphore with that count."},
    {"DECLARE_WAIT_QUEUE_HEAD", "Declares a wait queue."},
    {"DECLARE_COMPLETION", "Declares a completion."},

    {"NULL", "The null pointer."},
    {"current", "The running thread, as a struct task_struct *."},
    {"self", "The number of the thread's instance, from 0."},
    {"true", "1."},
    {"false", "0."},
    {"TASK_RUNNING", "State of a thread that does not sleep in schedule()."},
    {"TASK_INTERRUPTIBLE", "State of a thread that schedule() puts to sleep."},
    {"TASK_UNINTERRUPTIBLE", "State of a thread that schedule() puts to sleep."},
    {"GFP_KERNEL", allocationFlag},
    {"GFP_ATOMIC", allocationFlag},
    {"GFP_NOFS", allocationFlag},
    {"GFP_NOWAIT", allocationFlag},
    {"GFP_NOIO", allocationFlag},
});

} // namespace

std::string_view wordHelp(std::string_view name)
{
    const auto found = std::ranges::find(table, name, &Help::name);
    return found == table.end() ? std::string_view() : found->sentence;
}

} // namespace racewalk

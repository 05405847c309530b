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

constexpr std::string_view noMeaning = "Accepted as kernel code has it; means nothing here.";
constexpr std::string_view allocationFlag = "For kmalloc(); means nothing here.";

constexpr auto table = std::to_array<Help>({
    {"if", "Runs a statement if the condition is not 0."},
    {"else", "Runs a statement if the condition of the if is 0."},
    {"while", "Repeats a statement while the condition is not 0."},
    {"do", "Repeats a statement while the condition behind it is not 0."},
    {"for", "A loop with start, condition and step; in a tour, its variant."},
    {"switch", "Goes on at the case that has the value."},
    {"case", "Where a switch goes on for this value."},
    {"default", "Where a switch goes on if no case has the value."},
    {"break", "Leaves the loop or the switch."},
    {"continue", "Goes on with the next round of the loop."},
    {"return", "Leaves the function, with its result if it has one."},
    {"goto", "Goes on at a label of the function."},
    {"atomic", "Runs a block as one step; nothing inside may block."},

    {"scenario", "The title."},
    {"about", "What the scenario teaches."},
    {"memory", "The memory model: sc, tso or pso."},
    {"variant", "One version of the code; the first is the default."},
    {"param", "A constant that can be changed from outside."},
    {"pool", "Objects for kmalloc() of this struct."},
    {"thread", "What runs; with a number in brackets, so many of them."},
    {"daemon", "Before thread: it may stay blocked for ever."},
    {"invariant", "Must hold in every state."},
    {"final", "Must hold when every thread has ended."},
    {"expect", "The failures that a full exploration must find, or ok."},
    {"tour", "A walk through one run, with words."},
    {"end", "How the run of a tour ends."},
    {"in", "Before the lowest and the highest value of a param."},
    {"under", "Before the memory model of an expectation or a tour."},

    {"void", "No value."},
    {"bool", "false or true."},
    {"u8", "An integer of 8 bits without a sign."},
    {"u16", "An integer of 16 bits without a sign."},
    {"u32", "An integer of 32 bits without a sign."},
    {"s8", "An integer of 8 bits with a sign."},
    {"s16", "An integer of 16 bits with a sign."},
    {"s32", "An integer of 32 bits with a sign."},
    {"int", "An integer of 32 bits with a sign."},
    {"unsigned", "An integer of 32 bits without a sign."},
    {"signed", "An integer of 32 bits with a sign."},
    {"struct", "Fields, one after the other."},
    {"enum", "Names for numbers; where they are single bits, shown as flags."},
    {"atomic_t", "A counter for the atomic_ primitives."},
    {"refcount_t", "A counter for the refcount_ primitives; the same as an atomic_t."},
    {"spinlock_t", "A lock whose waiters spin."},
    {"rwlock_t", "A lock for one writer or any number of readers; waiters spin."},
    {"seqcount_t", "A count by which readers see that they must read again."},
    {"seqlock_t",
     "A count by which readers see that they must read again, with a lock for writers."},
    {"wait_queue_head_t", "A queue of threads that wait to be woken."},
    {"const", noMeaning},
    {"volatile", noMeaning},
    {"static", noMeaning},
    {"inline", noMeaning},
    {"extern", noMeaning},
    {"register", noMeaning},

    {"mutex", "A lock whose waiters sleep."},
    {"completion", "Something that threads can wait for and others complete."},
    {"semaphore", "A number of places; who finds none left sleeps."},
    {"task_struct", "A thread, as wake_up_process() takes it."},
    {"rcu_head", "A field for kfree_rcu(p, field); takes no room here."},
    {"wait_queue_head", "A queue of threads that wait to be woken."},

    {"DEFINE_SPINLOCK", "Declares a spinlock."},
    {"DEFINE_MUTEX", "Declares a mutex."},
    {"DEFINE_RWLOCK", "Declares a read-write lock."},
    {"DEFINE_SEQLOCK", "Declares a seqlock."},
    {"DEFINE_SEMAPHORE", "Declares a semaphore with so many places."},
    {"DECLARE_WAIT_QUEUE_HEAD", "Declares a wait queue."},
    {"DECLARE_COMPLETION", "Declares a completion."},

    {"NULL", "The pointer to nothing."},
    {"current", "The thread that runs, as a struct task_struct *."},
    {"self", "The number of the thread among those of its declaration, from 0."},
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

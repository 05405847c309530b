// SPDX-License-Identifier: GPL-3.0-or-later
// Whole programs as somebody writes them who has kernel code at hand and has read no manual.
#include "compiling.h"

namespace racewalk {

using test::faultsOf;
using test::programOfText;
using test::stepsOf;

TEST(Strangers, CountReferencesWithRefcountAndSizeof)
{
    EXPECT_EQ(faultsOf(R"(
struct obj {
        refcount_t ref;
        struct rcu_head rcu;
        int data;
};
pool struct obj objs[1];
static struct obj *global;
static refcount_t users = REFCOUNT_INIT(1);

static void put_obj(struct obj *o)
{
        if (refcount_dec_and_test(&o->ref))
                kfree_rcu(o, rcu);
}
thread setup {
        struct obj *o = kmalloc(sizeof(*o), GFP_KERNEL);

        if (!o)
                return;
        refcount_set(&o->ref, 1);
        global = o;
        put_obj(o);
}
thread user {
        struct obj *o = global;

        if (o && refcount_inc_not_zero(&o->ref)) {
                o->data = refcount_read(&users);
                put_obj(o);
        }
        refcount_inc(&users);
}
)"),
              "");
}

TEST(Strangers, LockAgainstInterruptsThatDoNotCome)
{
    const std::string text = R"(
static spinlock_t lock;
static int shared;
thread a {
        unsigned long flags;

        spin_lock_irqsave(&lock, flags);
        shared++;
        spin_unlock_irqrestore(&lock, flags);
        spin_lock_irq(&lock);
        spin_unlock_irq(&lock);
        spin_lock_bh(&lock);
        spin_unlock_bh(&lock);
}
)";
    EXPECT_EQ(stepsOf(text), "Lock: spin_lock_irqsave(&lock, flags)\n"
                             "Read: shared\n"
                             "Write: shared++\n"
                             "Unlock: spin_unlock_irqrestore(&lock, flags)\n"
                             "Lock: spin_lock_irq(&lock)\n"
                             "Unlock: spin_unlock_irq(&lock)\n"
                             "Lock: spin_lock_bh(&lock)\n"
                             "Unlock: spin_unlock_bh(&lock)\n");
}

TEST(Strangers, UseALongForFlagsAlone)
{
    EXPECT_EQ(faultsOf("spinlock_t lock; int x;\n"
                       "thread a {\n"
                       "        unsigned long flags, n;\n"
                       "        spin_lock_irqsave(&lock, flags);\n"
                       "        n = 3;\n"
                       "        spin_lock_irqsave(&lock, x);\n"
                       "        spin_lock_irqsave(&lock);\n"
                       "}"),
              "3:30 'long' is not part of the language\n"
              "  integers have at most 32 bits: write int or u32\n"
              "6:9 spin_lock_irqsave() takes a lock and a local variable\n"
              "  write spin_lock(&lock), without the flags: there are no interrupts\n"
              "7:9 spin_lock_irqsave() takes a lock and a local variable\n"
              "  write spin_lock(&lock), without the flags: there are no interrupts\n");
}

TEST(Strangers, SleepWithAWaitEntryOfTheirOwn)
{
    const std::string declared = "wait_queue_head_t wq, other;\nint cond;\n";
    EXPECT_EQ(stepsOf(declared + "thread a {\n"
                                 "        DEFINE_WAIT(wait);\n"
                                 "        for (;;) {\n"
                                 "                prepare_to_wait(&wq, &wait, TASK_INTERRUPTIBLE);\n"
                                 "                if (cond)\n"
                                 "                        break;\n"
                                 "                schedule();\n"
                                 "        }\n"
                                 "        finish_wait(&wq, &wait);\n"
                                 "}\n"
                                 "thread b { cond = 1; wake_up_interruptible(&wq); }\n"),
              "Wait: prepare_to_wait(&wq, &wait, TASK_INTERRUPTIBLE)\n"
              "Test: cond\n"
              "Sleep: schedule()\n"
              "Wait: finish_wait(&wq, &wait)\n");
    EXPECT_EQ(faultsOf(declared + "thread a {\n"
                                  " DEFINE_WAIT(wait);\n"
                                  " prepare_to_wait(&wq, &wait, TASK_INTERRUPTIBLE);\n"
                                  " prepare_to_wait(&other, &wait, TASK_INTERRUPTIBLE);\n"
                                  " finish_wait(&wq, &cond);\n"
                                  " cond = wait;\n"
                                  "}\n"),
              "6:26 the wait entry 'wait' is already for &wq\n"
              "  declare another one with DEFINE_WAIT(name)\n"
              "7:19 finish_wait() takes the address of a local wait entry second\n"
              "  declare it with DEFINE_WAIT(name), or write finish_wait(&wq)\n"
              "8:9 the wait entry 'wait' is only for prepare_to_wait() and finish_wait()\n");
}

TEST(Strangers, CountAndMarkInEveryWay)
{
    EXPECT_EQ(faultsOf(R"(
#define FLAG_BUSY BIT(0)
#define FLAG_DEAD (BIT(3) | BIT(31))
struct thing { u32 flags; atomic_t n; };
static struct thing t = { .flags = BIT(2), .n = ATOMIC_INIT(1) };
thread a {
        t.flags |= FLAG_BUSY;
        smp_mb__before_atomic();
        if (atomic_fetch_add(2, &t.n) == 1 && atomic_dec_return(&t.n) > 0)
                pr_info("n is %d\n", atomic_fetch_inc(&t.n));
        smp_mb__after_atomic();
        if (atomic_sub_and_test(1, &t.n) || atomic_inc_and_test(&t.n))
                BUG();
        if (test_and_clear_bit(0, &t.flags))
                clear_and_wake_up_bit(1, &t.flags);
        WARN_ON_ONCE(t.flags & FLAG_DEAD);
        switch (t.flags) {
        case 1:
                atomic_fetch_sub(1, &t.n);
                fallthrough;
        default:
                atomic_add_return(-1, &t.n);
        }
}
)"),
              "");
}

TEST(Strangers, GetTheOldOrTheNewValueOfAnAtomic)
{
    EXPECT_EQ(test::listing(programOfText("atomic_t v; int x; thread t { int a = "
                                          "atomic_fetch_sub(2, &v); x = a; }")
                                ->bodies[0]),
              "0 r1 = FetchAdd 1 -2 ; Write atomic_fetch_sub(2, &v)\n"
              "1 a = Subtract r1 -2\n"
              "2 Store 2 a ; Write x = a\n"
              "3 End\n");
    EXPECT_EQ(test::listing(programOfText("atomic_t v; int x; thread t { x = "
                                          "atomic_sub_return(2, &v); }")
                                ->bodies[0]),
              "0 r0 = FetchAdd 1 -2 ; Write atomic_sub_return(2, &v)\n"
              "1 Store 2 r0 ; Write x = atomic_sub_return(2, &v)\n"
              "2 End\n");
}

/// The last step is the wakeup, which is not taken if nobody waits.
TEST(Strangers, ClearOrderLookAndWakeInOneCall)
{
    EXPECT_EQ(stepsOf("u32 w; thread a { clear_and_wake_up_bit(0, &w); } "
                      "thread b { wait_on_bit(&w, 0, TASK_UNINTERRUPTIBLE); }"),
              "Write: clear_and_wake_up_bit(0, &w)\n"
              "Fence: clear_and_wake_up_bit(0, &w)\n"
              "Wake: clear_and_wake_up_bit(0, &w)\n"
              "Wake: clear_and_wake_up_bit(0, &w)\n");
}

TEST(Strangers, KeepObjectsInLists)
{
    EXPECT_EQ(faultsOf("struct item {\n"
                       "        struct list_head list;\n"
                       "        int key;\n"
                       "};\n"
                       "thread a { int n = 0; n++; }\n"),
              "2:16 unknown type 'struct list_head'\n"
              "  link with pointers of your own: struct T *next\n");
    EXPECT_EQ(faultsOf("static LIST_HEAD(items);\n"
                       "static int count(void)\n"
                       "{\n"
                       "        int n = 0;\n"
                       "        list_for_each_entry(it, &items, list)\n"
                       "                n++;\n"
                       "        hlist_for_each_entry_rcu(it, &items, list) {\n"
                       "                n++;\n"
                       "        }\n"
                       "        return n\n"
                       "}\n"),
              "1:8 'LIST_HEAD' is not part of the language\n"
              "  link with pointers of your own: struct T *next\n"
              "5:9 'list_for_each_entry' is not part of the language\n"
              "  link with pointers of your own: struct T *next\n"
              "7:9 'hlist_for_each_entry_rcu' is not part of the language\n"
              "  link with pointers of your own: struct T *next\n"
              "10:17 expected ';' after 'n'\n");
}

TEST(Strangers, NameTypesOfTheirOwn)
{
    EXPECT_EQ(faultsOf("typedef struct {\n"
                       "        int head;\n"
                       "} ring_t;\n"
                       "static ring_t ring;\n"
                       "static int push(ring_t *r, int v) { r->head = v; return 0; }\n"
                       "static irqreturn_t handler(int irq) { return 1; }\n"
                       "static cookie_t cookie;\n"
                       "static cookie_t other;\n"
                       "thread a { push(&ring, 1) }\n"),
              "1:1 'typedef' is not part of the language\n"
              "  use the type's own name\n"
              "6:8 'irqreturn_t' is not part of the language\n"
              "  write int\n"
              "7:8 unknown type 'cookie_t'\n"
              "  did you mean 'struct cookie_t'?\n"
              "9:26 expected ';' after ')'\n");
}

TEST(Strangers, WaitForSignalsAndTime)
{
    EXPECT_EQ(faultsOf("DEFINE_MUTEX(lock); DECLARE_WAIT_QUEUE_HEAD(wq); bool ready;\n"
                       "static int consume(void)\n"
                       "{\n"
                       "        if (mutex_lock_interruptible(&lock))\n"
                       "                return -ERESTARTSYS;\n"
                       "        wait_event_interruptible(wq, ready);\n"
                       "        wait_event_timeout(wq, ready, 5 * HZ);\n"
                       "        msleep(unknown);\n"
                       "        schedule_timeout(HZ);\n"
                       "        return -EINVAL;\n"
                       "}\n"
                       "thread t { consume(); }\n"),
              "4:13 'mutex_lock_interruptible' is not part of the language\n"
              "  write mutex_lock(&lock): there are no signals\n"
              "5:25 unknown name 'ERESTARTSYS'\n"
              "  write #define ERESTARTSYS 512\n"
              "6:9 'wait_event_interruptible' is not part of the language\n"
              "  write wait_event(wq, condition): there are no signals\n"
              "7:9 'wait_event_timeout' is not part of the language\n"
              "  write wait_event(wq, condition): there are no timeouts\n"
              "8:9 'msleep' is not part of the language\n"
              "  leave it out: time does not pass here, and every interleaving is explored\n"
              "9:9 'schedule_timeout' is not part of the language\n"
              "  time does not pass here: leave it out, or write schedule() and a wakeup\n"
              "10:17 unknown name 'EINVAL'\n"
              "  write #define EINVAL 22\n");
}

TEST(Strangers, QueueWorkAndStopThreads)
{
    EXPECT_EQ(faultsOf("struct dev { struct work_struct work; bool dead; };\n"
                       "struct dev d;\n"
                       "thread a {\n"
                       "        INIT_WORK(&d.work, dev_work);\n"
                       "        schedule_work(&d.work);\n"
                       "        while (!kthread_should_stop())\n"
                       "                d.dead = container_of(x, struct dev, work);\n"
                       "}\n"),
              "1:21 unknown type 'struct work_struct'\n"
              "  work is not queued here: write it as a thread that waits for a flag or a "
              "completion\n"
              "4:9 'INIT_WORK' is not part of the language\n"
              "  work is not queued here: write it as a thread that waits for a flag or a "
              "completion\n"
              "5:9 'schedule_work' is not part of the language\n"
              "  work is not queued here: write it as a thread that waits for a flag or a "
              "completion\n"
              "6:17 'kthread_should_stop' is not part of the language\n"
              "  write READ_ONCE(stop), a bool that another thread sets\n"
              "7:26 'container_of' is not part of the language\n"
              "  keep a pointer to the whole struct\n");
}

TEST(Strangers, LockWithGuards)
{
    EXPECT_EQ(faultsOf("struct mutex lock; int a;\n"
                       "static DEFINE_PER_CPU(int, counter);\n"
                       "static_assert(1);\n"
                       "thread two {\n"
                       "        guard(mutex)(&lock);\n"
                       "        scoped_guard(mutex, &lock) {\n"
                       "                a = a ?: 3;\n"
                       "        }\n"
                       "        a = sizeof(int);\n"
                       "}\n"),
              "2:8 'DEFINE_PER_CPU' is not part of the language\n"
              "  declare an array with an element for each thread\n"
              "3:1 'static_assert' is not part of the language\n"
              "  leave it out\n"
              "5:9 'guard' is not part of the language\n"
              "  write the locking and the unlocking, as mutex_lock(&lock) and "
              "mutex_unlock(&lock)\n"
              "6:9 'scoped_guard' is not part of the language\n"
              "  write the locking and the unlocking, as mutex_lock(&lock) and "
              "mutex_unlock(&lock)\n"
              "7:23 '?:' needs a value in its middle\n"
              "  write x ? x : y, with x in a variable if it is shared\n"
              "9:13 'sizeof' is not part of the language\n"
              "  write the number\n");
}

TEST(Strangers, WriteMacrosThatAreNoneHere)
{
    EXPECT_EQ(faultsOf("#define MASK GENMASK(7, 4)\n"
                       "struct obj { struct rcu_head rcu; int x; };\n"
                       "pool struct obj objs[1];\n"
                       "atomic_t v; int a;\n"
                       "thread t {\n"
                       "        struct obj *o = kzalloc(sizeof(struct obj), GFP_KERNEL);\n"
                       "        a = max(a, 2);\n"
                       "        atomic_inc_return_relaxed(&v);\n"
                       "        atomic_try_cmpxchg(&v, &old, 1);\n"
                       "        call_rcu(&o->rcu, obj_free);\n"
                       "}\n"),
              "1:14 'MASK' must be a constant\n"
              "  write the number, as 0xf0\n"
              "7:13 'max' is not part of the language\n"
              "  write a > b ? a : b\n"
              "8:9 'atomic_inc_return_relaxed' is not part of the language\n"
              "  write atomic_inc_return(&v): it has one strength\n"
              "9:9 'atomic_try_cmpxchg' is not part of the language\n"
              "  write atomic_cmpxchg(&v, old, new) == old\n"
              "10:9 call_rcu() would not run a function\n"
              "  write call_rcu(p), which frees p, or synchronize_rcu() and the function\n");
}

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/random_program.h"

#include "support/primitive_themes.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <initializer_list>
#include <random>
#include <sstream>
#include <string_view>

namespace racewalk::test {

namespace {

constexpr std::string_view declarations = R"(scenario "made up";
struct item { int v; spinlock_t lock; u8 tag; };
pool struct item items[2] = { { .v = 1 } };
struct item *shared = &items[0];
int x;
u8 narrow;
s8 tiny;
bool flag;
unsigned word;
atomic_t count;
int table[2];
spinlock_t p, q;
struct mutex m;
wait_queue_head_t wq;
struct completion done;
struct task_struct *sleeper;
rwlock_t rw;
seqlock_t seq;
struct semaphore sem = { .count = 1 };
static void calm(void) { again: if (x == 1) { x = 0; goto again; } }
static int twice(int a) { if (a > 1) return 2; return a + READ_ONCE(x); }
)";

class Author {
public:
    explicit Author(std::uint32_t seed, bool isOfLikeThreads = false)
        : m_random(seed), m_isOfLikeThreads(isOfLikeThreads)
    {}

    std::string write()
    {
        m_theme = static_cast<Theme>(pick(static_cast<std::uint32_t>(Theme::Count)));
        for (const Primitive &primitive : primitives())
            if (isOf(m_theme, primitive))
                m_rows.push_back(&primitive);
        std::string text(declarations);
        const std::uint32_t threads = (m_isOfLikeThreads ? 1 : 2) + pick(2);
        for (std::uint32_t i = 0; i < threads; ++i) {
            const bool isPair = threads == 2 && i == 1 && pick(4) == 0;
            const std::string count = m_isOfLikeThreads && i == 0 ? (pick(3) == 0 ? "[3]" : "[2]")
                                      : isPair                    ? "[2]"
                                                                  : "";
            text += fmt::format("{}thread t{}{} {{\n    int v = {};\n    int i = 0;\n    struct "
                                "item *it;\n{}}}\n",
                                pick(8) == 0 ? "daemon " : "", i, count, pick(3),
                                statements(2 + pick(threads == 2 ? 3 : 2), 1));
        }
        if (pick(4) == 0)
            text += any({"invariant x < 2;\n", "invariant table[0] >= 0 && word != 3;\n",
                         "invariant !(flag && x == 1);\n", "invariant shared->v < 3;\n"});
        if (pick(4) == 0)
            text += any({"final x != 1;\n", "final !flag || narrow < 200;\n"});
        return text;
    }

private:
    /// Below `limit`. Not a distribution of the library: those differ from one to the other.
    std::uint32_t pick(std::uint32_t limit)
    {
        return static_cast<std::uint32_t>(m_random() >> 8U) % limit;
    }

    std::string any(std::initializer_list<const char *> texts)
    {
        return texts.begin()[pick(static_cast<std::uint32_t>(texts.size()))];
    }

    std::string statements(std::uint32_t count, std::size_t depth)
    {
        std::string text;
        for (std::uint32_t i = 0; i < count; ++i)
            text += std::string(4 * depth, ' ') + statement(depth) + "\n";
        return text;
    }

    std::string block(std::size_t depth)
    {
        return "{\n" + statements(1 + pick(2), depth + 1) + std::string(4 * depth, ' ') + "}";
    }

    std::string statement(std::size_t depth)
    {
        const std::uint32_t kind = pick(10);
        if (kind == 0 && depth < 3)
            return fmt::format("if ({}) {}{}", condition(), block(depth),
                               pick(2) == 0 ? " else " + block(depth) : "");
        if (kind == 1)
            return local(depth);
        if (kind <= 3)
            return access();
        if (kind <= 5)
            return fromTable(depth);
        return themed(depth);
    }

    std::string condition()
    {
        return any({"READ_ONCE(x)", "flag", "v > 1", "v == 0 || READ_ONCE(flag)", "x != v",
                    "tiny < 0", "narrow", "self", "atomic_read(&count) > 0", "choose(0, 1)",
                    "!flag && x", "word & 2"});
    }

    /// A primitive that the theme is about; what takes something mostly gives it back.
    std::string fromTable(std::size_t depth)
    {
        const Primitive &primitive = *m_rows[pick(static_cast<std::uint32_t>(m_rows.size()))];
        const std::string given = argumentsFor(primitive);
        const std::string call = fmt::format("{}({})", primitive.name, given);
        const bool gives = primitive.details.result != PrimitiveResult::None;
        const Role role = primitive.details.role;
        if ((role == Role::Lock || role == Role::RcuEnter) && depth < 3 && pick(6) != 0)
            return fmt::format("{} {} {}({}); {}", gives ? "if (" + call + ") {" : call + ";",
                               block(depth), releaseOf(primitive), given, gives ? "}" : "");
        if (!gives)
            return call + ";";
        const bool isPointer =
            primitive.arguments.find(argument::type) != std::string_view::npos ||
            primitive.arguments.find(argument::pointer) != std::string_view::npos;
        return isPointer      ? "it = " + call + ";"
               : pick(3) == 0 ? "if (" + call + ") v++;"
                              : "v = " + call + ";";
    }

    std::string argumentsFor(const Primitive &primitive)
    {
        std::vector<std::string> given;
        std::istringstream names{std::string(primitive.usage)};
        bool isOfPointers = false;
        for (const char letter : primitive.arguments) {
            if (letter == argument::optional && pick(2) == 0)
                break;
            if (letter == argument::optional)
                continue;
            isOfPointers = isOfPointers || letter == argument::pointer;
            std::string name;
            std::getline(names >> std::ws, name, ',');
            given.push_back(isOfPointers && letter == argument::written
                                ? any({"it", "NULL", "&items[1]"})
                                : argumentFor(letter, name));
        }
        if (primitive.details.ignored == IgnoredArgument::IrqFlags)
            given.emplace_back("i");
        return fmt::format("{}", fmt::join(given, ", "));
    }

    /// Something that fits the letter of a primitive's row, and the name that its usage gives it.
    std::string argumentFor(char letter, std::string_view name)
    {
        switch (letter) {
        case argument::lvalue:
            return any({"x", "x", "flag", "narrow", "table[v & 1]"});
        case argument::pointer:
            return "shared";
        case argument::word:
            return name == "&word" ? "&word" : any({"&x", "&x", "&table[0]"});
        case argument::address:
            return "&x";
        case argument::atomic:
            return "&count";
        case argument::spinLock:
            return any({"&p", "&q", "&items[0].lock"});
        case argument::mutex:
            return "&m";
        case argument::rwLock:
            return "&rw";
        case argument::seqLock:
            return "&seq";
        case argument::anyLock:
            return any({"&p", "&m", "&rw"});
        case argument::queue:
        case argument::queueItself:
            return "&wq";
        case argument::completion:
            return "&done";
        case argument::semaphore:
            return "&sem";
        case argument::task:
            return any({"sleeper", "sleeper", "current"});
        case argument::object:
            return any({"it", "shared", "&items[1]"});
        case argument::type:
            return "struct item";
        case argument::condition:
            return condition();
        case argument::constant:
            return name == "low" ? "0" : any({"1", "2"});
        case argument::anything:
            return "\"made up\", v";
        case argument::value:
        case argument::written:
            break;
        }
        EXPECT_TRUE(letter == argument::value || letter == argument::written)
            << "no argument is made up for the letter " << letter;
        return name == "bit"     ? any({"0", "1"})
               : name == "seq"   ? "i"
               : name == "state" ? any({"TASK_INTERRUPTIBLE", "TASK_UNINTERRUPTIBLE"})
               : name.empty()    ? "TASK_UNINTERRUPTIBLE" // wait_on_bit(), and kmalloc()'s flags
                                 : any({"v", "1", "2", "0"});
    }

    /// What nobody else notices.
    std::string local(std::size_t depth)
    {
        if (pick(20) == 0)
            return "while (v >= 0) v++;";
        if (pick(3) == 0 && depth < 3)
            return any({"for (i = 0; i < 3; i++) v += i;", "while (v < 4) v++;",
                        "do { v -= 2; if (v == 1) break; } while (v > 0);",
                        "switch (v) { case 0: v = 7; break; case 1: v = 3; default: v++; }"});
        return any({"v = (v * 3 - 5) / 2;",
                    "v = v % 3;",
                    "v = -v;",
                    "v = ~v & 3;",
                    "v = v << 1;",
                    "v = v >> 1;",
                    "v = (unsigned)v / 3;",
                    "v = (v > 2) - (v < 1);",
                    "v ^= 5;",
                    "BUG_ON(v == 9);",
                    "WARN_ON(v);",
                    "assert(v != 12);",
                    "v = 6 / v;",
                    "printk(\"at\", v);",
                    "v = v / (unsigned)(v - 3);",
                    "v = (unsigned)v >> 3;",
                    "v = v > 2 ? v - 7 : 1 << v;",
                    "for (i = 0; i < 3; i++) { if (i == v) continue; v += 2; }",
                    "v = (u8)(v - 1);",
                    "v = (s8)(v + 127);",
                    "{ int a[2]; a[v & 1] = 3; v = a[0] + a[1]; }"});
    }

    std::string access()
    {
        return any({"x = v;",
                    "WRITE_ONCE(x, 1);",
                    "x++;",
                    "v = READ_ONCE(x);",
                    "flag = true;",
                    "flag = !flag;",
                    "narrow--;",
                    "tiny = tiny - 3;",
                    "v = twice(v);",
                    "v = choose(0, 2);",
                    "table[v & 1] = x;",
                    "v = table[1];",
                    "v = table[v];",
                    "v = cmpxchg(&x, 0, 2);",
                    "v = xchg(&x, v);",
                    "atomic_inc(&count);",
                    "if (atomic_dec_and_test(&count)) v = 5;",
                    "if (atomic_inc_not_zero(&count)) v = 4;",
                    "v = atomic_inc_return(&count);",
                    "word |= 2;",
                    "set_bit(1, &word);",
                    "v = test_bit(1, &word);",
                    "smp_mb();",
                    "atomic { x = x + 1; flag = x > 1; }",
                    "atomic { for (i = 0; i < 2; i++) table[i] += v; }",
                    "BUG_ON(x > 1);",
                    "while (!READ_ONCE(flag)) ;",
                    "while (READ_ONCE(x) < 2) x++;",
                    "assert(x != 1 || flag);",
                    "calm();",
                    "atomic { v = x; if (v) narrow = 3; }"});
    }

    std::string themed(std::size_t depth)
    {
        switch (m_theme) {
        case Theme::Values:
            return access();
        case Theme::Locks:
            return locks(depth);
        case Theme::Queue:
            return any({"wait_event(wq, READ_ONCE(x));", "wake_up(&wq);", "wake_up_all(&wq);",
                        "prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE); if (!flag) schedule(); "
                        "finish_wait(&wq);",
                        "prepare_to_wait_exclusive(&wq, TASK_INTERRUPTIBLE); schedule(); "
                        "finish_wait(&wq);",
                        "x = 1; wake_up(&wq);", "flag = true; wake_up_all(&wq);",
                        "if (waitqueue_active(&wq)) wake_up(&wq);", "finish_wait(&wq);",
                        "schedule();"});
        case Theme::Bits:
            return any({"wait_on_bit(&word, 0, TASK_UNINTERRUPTIBLE);", "set_bit(0, &word);",
                        "clear_bit(0, &word); wake_up_bit(&word, 0);",
                        "if (test_and_set_bit(0, &word)) v = 2;", "wake_up_bit(&word, 0);",
                        "wait_var_event(&x, READ_ONCE(x));", "x = 1; wake_up_var(&x);",
                        "prepare_to_wait_bit(&word, 0, TASK_UNINTERRUPTIBLE); if (test_bit(0, "
                        "&word)) schedule(); finish_wait_bit(&word, 0);",
                        "finish_wait_bit(&word, 1);",
                        "prepare_to_wait_bit(&items[0].v, 1, TASK_UNINTERRUPTIBLE);",
                        "kfree(&items[0]);", "wake_up_bit(&items[0].v, 1);"});
        case Theme::Completion:
            return any({"wait_for_completion(&done);", "complete(&done);", "complete_all(&done);",
                        "x = 1; complete(&done);", "complete(&done); complete(&done);"});
        case Theme::Rcu:
            return rcu();
        case Theme::Readers:
            return readers(depth);
        case Theme::Semaphore:
            if (depth < 3 && pick(2) == 0)
                return fmt::format("down(&sem); {} up(&sem);", block(depth));
            return any({"up(&sem);", "down(&sem);", "sleeper = current;",
                        "if (sleeper) v = wake_up_process(sleeper);",
                        "sleeper = current; down(&sem); x++;", "rcu_read_lock();"});
        case Theme::Tasks:
        case Theme::Count:
            break;
        }
        return any({"sleeper = current; set_current_state(TASK_UNINTERRUPTIBLE); if "
                    "(!READ_ONCE(x)) schedule();",
                    "x = 1; if (sleeper) wake_up_process(sleeper);",
                    "set_current_state(TASK_INTERRUPTIBLE);", "schedule();",
                    "v = wake_up_process(sleeper);", "set_current_state(TASK_RUNNING);",
                    "sleeper = current;"});
    }

    std::string locks(std::size_t depth)
    {
        if (depth < 3 && pick(3) != 0) {
            const std::string lock = any({"spin_lock(&p)", "spin_lock(&q)", "mutex_lock(&m)"});
            std::string unlock = lock;
            unlock.insert(lock.find("lock(&"), "un");
            return fmt::format("{}; {} {};", lock, block(depth), unlock);
        }
        return any({"if (spin_trylock(&p)) { x++; spin_unlock(&p); }",
                    "if (mutex_trylock(&m)) { flag = true; mutex_unlock(&m); }",
                    "lockdep_assert_held(&p);", "spin_unlock(&q);", "mutex_lock(&m);",
                    "spin_lock(&items[0].lock); items[0].v++; spin_unlock(&items[0].lock);",
                    "it = shared; spin_lock(&it->lock); v = it->v; spin_unlock(&it->lock);",
                    "schedule();", "x++;"});
    }

    std::string readers(std::size_t depth)
    {
        if (depth < 3 && pick(2) == 0) {
            const char *kind = pick(2) == 0 ? "read" : "write";
            return fmt::format("{0}_lock(&rw); {1} {0}_unlock(&rw);", kind, block(depth));
        }
        return any({"do { i = read_seqbegin(&seq); v = READ_ONCE(x); } while "
                    "(read_seqretry(&seq, i));",
                    "i = read_seqbegin(&seq);",
                    "write_seqlock(&seq); WRITE_ONCE(x, v); write_sequnlock(&seq);",
                    "write_seqlock(&seq);", "read_lock(&rw);", "write_unlock(&rw);",
                    "read_unlock(&rw);", "schedule();", "lockdep_assert_held(&rw);", "x++;"});
    }

    std::string rcu()
    {
        return any(
            {"rcu_read_lock(); it = rcu_dereference(shared); if (it) v = READ_ONCE(it->v); "
             "rcu_read_unlock();",
             "it = shared; rcu_assign_pointer(shared, NULL); synchronize_rcu(); kfree(it);",
             "it = shared; shared = NULL; kfree_rcu(it);",
             "it = xchg(&shared, NULL); if (it) call_rcu(it);",
             "it = kmalloc(struct item); if (it) { it->v = v; rcu_assign_pointer(shared, it); }",
             "rcu_read_lock(); v = x; rcu_read_unlock();", "rcu_read_lock();", "synchronize_rcu();",
             "it = shared; kfree(it);", "it = shared; if (it) it->tag = it->tag + 250;",
             "it = shared; spin_lock(&it->lock); it->v = 3; spin_unlock(&it->lock);",
             "it = &items[v & 1]; it->v = 2;", "it = &items[v]; v = it->tag;"});
    }

    std::mt19937 m_random;
    const bool m_isOfLikeThreads;
    Theme m_theme = Theme::Values;
    std::vector<const Primitive *> m_rows; ///< of the table of primitives, for the theme
};

} // namespace

std::string randomProgram(std::uint32_t seed)
{
    return Author(seed).write();
}

std::string programOfLikeThreads(std::uint32_t seed)
{
    return Author(seed, true).write();
}

} // namespace racewalk::test

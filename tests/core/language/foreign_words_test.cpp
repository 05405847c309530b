// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiling.h"

#include "language/lowering/primitives/primitives.h"
#include "language/words/foreign_words.h"
#include "language/words/vocabulary.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk::test {

namespace {

/// The code in a row's advice: what stands between backquotes.
std::vector<std::string> codeIn(std::string_view advice)
{
    std::vector<std::string> result;
    for (std::size_t begin = advice.find('`'); begin != std::string_view::npos;) {
        const std::size_t end = advice.find('`', begin + 1);
        result.emplace_back(advice.substr(begin + 1, end - begin - 1));
        begin = advice.find('`', end + 1);
    }
    return result;
}

/// Whether the code is a statement or expression, the type of a variable, or a declaration, with
/// something behind every name that advice uses.
bool isPartOfTheLanguage(std::string code)
{
    if (const std::size_t dots = code.find("..."); dots != std::string::npos)
        code.erase(dots, 3);
    const std::string names = "#define bit 0\n#define state TASK_UNINTERRUPTIBLE\n"
                              "#define condition 1\n"
                              "struct T { struct T *next; };\npool struct T pool_of_T[1];\n"
                              "seqlock_t s;\nwait_queue_head_t wq;\nstruct completion done;\n"
                              "atomic_t v;\nrefcount_t r;\nu32 word;\nint x;\nbool stop;\n"
                              "struct task_struct *task;\nstruct T *p;\n";
    const std::string locals = " int a, b, i, n, old, new, seq, values; ";
    const auto compiles = [](const std::string &text) {
        return compiledText(text).program != nullptr;
    };
    for (const std::string lock : {"spinlock_t lock;\n", "struct mutex lock;\n"})
        for (const std::string value : {"int value;", "struct T *value = NULL;"})
            if (compiles(names + lock + "thread t { " + value + locals + code + "; }\n"))
                return true;
    return compiles(names + code + " declared;\nthread t { }\n") ||
           compiles(names + code + "\nthread t { }\n");
}

} // namespace

TEST(ForeignWords, HaveAdviceWhoseCodeCompiles)
{
    std::size_t count = 0;
    for (const ForeignWord &row : foreignWords())
        for (const std::string &code : codeIn(row.advice)) {
            if (code.find("{}") != std::string::npos)
                continue; // a primitive
            EXPECT_TRUE(isPartOfTheLanguage(code)) << row.words << ": " << code;
            ++count;
        }
    EXPECT_GT(count, 100U);
    EXPECT_FALSE(isPartOfTheLanguage("wake_up(&lock, 1)"));
    EXPECT_FALSE(isPartOfTheLanguage("rwlock"));
}

TEST(ForeignWords, AreNoWordsOfTheLanguageAndEachIsThereOnce)
{
    std::set<std::string_view> seen;
    for (const ForeignWord &row : foreignWords()) {
        EXPECT_EQ(std::ranges::count(row.advice, '`') % 2, 0) << row.advice;
        for (const std::string_view pattern : patternsOf(row)) {
            EXPECT_EQ(findWord(pattern), nullptr) << pattern;
            EXPECT_TRUE(seen.insert(pattern).second) << pattern;
        }
    }
    for (const Primitive &primitive : primitives())
        EXPECT_EQ(whatToWriteFor(primitive.name), "");
}

TEST(ForeignWords, LeadToThePrimitiveThatStandsForThem)
{
    EXPECT_EQ(whatToWriteFor("write_lock_irqsave"),
              "write write_lock(&lock): there are no interrupts");
    EXPECT_EQ(whatToWriteFor("write_unlock_bh"),
              "write write_unlock(&lock): there are no interrupts");
    EXPECT_EQ(whatToWriteFor("wait_event_killable"),
              "write wait_event(wq, condition): there are no signals");
    EXPECT_EQ(whatToWriteFor("wait_for_completion_timeout"),
              "write wait_for_completion(&done): there are no timeouts");
    EXPECT_EQ(whatToWriteFor("atomic64_add_return"), "write atomic_add_return(i, &v)");
    EXPECT_EQ(whatToWriteFor("raw_spin_trylock"), "write spin_trylock(&lock)");
    EXPECT_EQ(whatToWriteFor("atomic_inc_return_acquire"),
              "write atomic_inc_return(&v): it has one strength");
    EXPECT_EQ(whatToWriteFor("atomic_read_acquire"), "");
    EXPECT_EQ(whatToWriteFor("__set_current_state"),
              "write set_current_state(state), which is a full barrier: that a barrier is missing "
              "there will not show");
    EXPECT_EQ(whatToWriteFor("pr_emerg"), "write printk(\"text\", values...)");
    EXPECT_EQ(whatToWriteFor("container_of"), "keep a pointer to the whole struct");
    EXPECT_EQ(whatToWriteFor("list_add_tail"), "link with pointers of your own: struct T *next");
    EXPECT_EQ(whatToWriteFor("EINVAL"), "write #define EINVAL 22");
    EXPECT_EQ(whatToWriteFor("spin_lock_init"), "leave it out: a global starts initialized");
    EXPECT_EQ(whatToWriteForStruct("kref"), "write refcount_t");
    EXPECT_EQ(whatToWriteForStruct("kref_get"), "");
}

TEST(ForeignWords, AreFoundByTheRowThatSpellsOutMost)
{
    EXPECT_EQ(whatToWriteFor("kthread_stop"), "write WRITE_ONCE(stop, true) and a wakeup");
    EXPECT_EQ(whatToWriteFor("kthread_run"), "write 'thread NAME { ... }'");
    EXPECT_EQ(whatToWriteFor("list_entry"), "keep a pointer to the whole struct");
}

TEST(ForeignWords, AreNothingThatAPersonMadeUp)
{
    for (const char *name :
         {"", "_", "__", "pr_", "spin_lok", "my_lock_irq", "refcount_", "_irqsave"})
        EXPECT_EQ(whatToWriteFor(name), "") << name;
}

TEST(ForeignWords, AreReportedWithWhatToWriteInstead)
{
    EXPECT_EQ(faultsIn("struct mutex lock;", "mutex_lock_killable(&lock);"),
              "2:12 'mutex_lock_killable' is not part of the language\n"
              "  write mutex_lock(&lock): there are no signals\n");
    EXPECT_EQ(faultsIn("int x;", "list_for_each_entry(x, x, x) { x = 1; }"),
              "2:12 'list_for_each_entry' is not part of the language\n  link with pointers of "
              "your own: struct T *next\n");
}

TEST(ForeignWords, OfFunctionsOfTheScenarioAreItsOwn)
{
    EXPECT_EQ(faultsOf("void msleep(int n) { }\nthread t { msleep(3); }"), "");
}

} // namespace racewalk::test

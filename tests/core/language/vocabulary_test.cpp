// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/language/compiling.h"
#include "language/lowering/primitives/primitive_parts.h"
#include "language/words/foreign_words.h"
#include "language/words/vocabulary.h"
#include "language/words/word_help.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <functional>
#include <map>
#include <string>

namespace racewalk::test {

namespace {

/// What stands for a primitive's lock in its usage: the name "lock" may be any of these.
std::string lockTypeOf(const Primitive &primitive)
{
    if (primitive.arguments.find(argument::mutex) != std::string_view::npos)
        return "struct mutex";
    if (primitive.arguments.find(argument::rwLock) != std::string_view::npos)
        return "rwlock_t";
    return "spinlock_t";
}

/// A thread that uses the primitive as its usage says, with something behind every name in there.
std::string programWith(const VocabularyWord &word)
{
    std::string call = word.usage;
    if (const std::size_t dots = call.find("..."); dots != std::string::npos)
        call.erase(dots, 3);
    const std::string names = "struct T { int f; };\npool struct T pool_of_T[1];\n" +
                              lockTypeOf(*word.primitive) + " lock;\n" +
                              "seqlock_t s;\nwait_queue_head_t wq;\nstruct completion done;\n"
                              "struct semaphore sem = { .count = 1 };\natomic_t v;\n"
                              "refcount_t r;\nu32 word;\nint x;\nstruct T *p;\n";
    const bool isPointer = call.find("p, value") != std::string::npos;
    const std::string locals = std::string(isPointer ? "struct T *value = NULL;" : "int value;") +
                               " int i; int old; int new; int seq; int values; int n; int flags;\n"
                               "struct task_struct *task = current;\n";
    return "#define low 0\n#define high 1\n#define bit 0\n#define state TASK_UNINTERRUPTIBLE\n"
           "#define condition 1\n" +
           names + "thread t {\n" + locals + call + ";\n}\n";
}

/// For each other word a scenario that needs it.
const std::map<std::string_view, std::string> &examples()
{
    const auto inThread = [](const std::string &statements) {
        return "int x; thread t { " + statements + " }";
    };
    const auto global = [](const std::string &declaration) {
        return declaration + "\nthread t { }";
    };
    const std::string tour =
        "variant a; thread t { } tour \"T\" for a under sc { t! \"x\"; end ok; }";
    static const std::map<std::string_view, std::string> result = {
        {"if", inThread("if (x) x = 1;")},
        {"else", inThread("if (x) x = 1; else x = 2;")},
        {"while", inThread("while (x) x--;")},
        {"do", inThread("do x--; while (x);")},
        {"for", inThread("for (;;) break;")},
        {"switch", inThread("switch (x) { }")},
        {"case", inThread("switch (x) { case 1: break; }")},
        {"default", inThread("switch (x) { default: break; }")},
        {"break", inThread("while (x) break;")},
        {"continue", inThread("while (x) continue;")},
        {"return", inThread("return;")},
        {"goto", inThread("goto out; out: return;")},
        {"atomic", inThread("atomic { x++; }")},
        {"scenario", global("scenario \"S\";")},
        {"about", global("about \"S\";")},
        {"memory", global("memory tso;")},
        {"variant", global("variant a;")},
        {"param", global("param n = 1 in 1..2;")},
        {"in", global("param n = 1 in 1..2;")},
        {"pool", global("struct s { int f; }; pool struct s p[1];")},
        {"thread", "thread t { }"},
        {"daemon", global("daemon thread u { }")},
        {"invariant", global("int y; invariant y == 0;")},
        {"final", global("int y; final y == 0;")},
        {"expect", global("expect ok;")},
        {"under", global("variant a; expect a under tso: ok;")},
        {"tour", tour},
        {"end", tour},
        {"void", global("void f(void) { }")},
        {"bool", global("bool y;")},
        {"u8", global("u8 y;")},
        {"u16", global("u16 y;")},
        {"u32", global("u32 y;")},
        {"s8", global("s8 y;")},
        {"s16", global("s16 y;")},
        {"s32", global("s32 y;")},
        {"int", global("int y;")},
        {"unsigned", global("unsigned y;")},
        {"signed", global("signed y;")},
        {"struct", global("struct s { int f; };")},
        {"enum", global("enum e { A };")},
        {"atomic_t", global("atomic_t y;")},
        {"refcount_t", global("refcount_t y;")},
        {"spinlock_t", global("spinlock_t y;")},
        {"rwlock_t", global("rwlock_t y;")},
        {"seqcount_t", global("seqcount_t y;")},
        {"seqlock_t", global("seqlock_t y;")},
        {"wait_queue_head_t", global("wait_queue_head_t y;")},
        {"const", global("const int y;")},
        {"volatile", global("volatile int y;")},
        {"static", global("static int y;")},
        {"inline", global("static inline int f(void) { return 1; }")},
        {"extern", global("extern int y;")},
        {"register", inThread("register int y; y = x;")},
        {"mutex", global("struct mutex y;")},
        {"completion", global("struct completion y;")},
        {"semaphore", global("struct semaphore y = { .count = 1 };")},
        {"task_struct", global("struct task_struct *y;")},
        {"rcu_head", global("struct s { struct rcu_head y; int f; };")},
        {"wait_queue_head", global("struct wait_queue_head y;")},
        {"NULL", inThread("struct task_struct *y = NULL;")},
        {"current", inThread("struct task_struct *y = current;")},
        {"self", inThread("x = self;")},
        {"true", inThread("x = true;")},
        {"false", inThread("x = false;")},
    };
    return result;
}

bool hasWord(const std::string &text, std::string_view word)
{
    const auto isPart = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
    };
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        const bool isWhole = (at == 0 || !isPart(text[at - 1])) &&
                             (at + word.size() == text.size() || !isPart(text[at + word.size()]));
        if (isWhole)
            return true;
    }
    return false;
}

std::string exampleOf(const VocabularyWord &word)
{
    switch (word.kind) {
    case WordKind::Primitive:
        return programWith(word);
    case WordKind::Constant:
        return "int x = " + word.usage + ";\nthread t { }";
    case WordKind::Macro: {
        std::string declaration = word.usage;
        if (const std::size_t count = declaration.find("count"); count != std::string::npos)
            declaration.replace(count, 5, "1");
        return declaration + "\nthread t { }";
    }
    case WordKind::Statement:
    case WordKind::Declaration:
    case WordKind::Type:
    case WordKind::Tag:
    case WordKind::Value:
        break;
    }
    const auto found = examples().find(word.name);
    return found == examples().end() ? "" : found->second;
}

TEST(Vocabulary, HoldsNoWordThatTheLanguageDoesNotTake)
{
    for (const VocabularyWord &word : vocabulary()) {
        const std::string text = exampleOf(word);
        ASSERT_TRUE(hasWord(text, word.name)) << word.name << " has no example in this test";
        EXPECT_TRUE(compiledText(text).program != nullptr) << text << "\n" << faultsOf(text);
    }
}

TEST(Vocabulary, HoldsTheWordsOfStatementsWhichCannotBeNames)
{
    for (const VocabularyWord &word : vocabulary()) {
        const std::string text = "thread t { int " + std::string(word.name) + " = 1; }";
        const bool isReserved = word.kind == WordKind::Statement && word.name != "atomic";
        EXPECT_TRUE(!isReserved || compiledText(text).program == nullptr) << text;
    }
}

TEST(Vocabulary, IsSortedAndHasEachWordOnce)
{
    const auto words = vocabulary();
    EXPECT_EQ(std::ranges::adjacent_find(words, std::greater_equal<>(), &VocabularyWord::name),
              words.end());
}

TEST(Vocabulary, HasEveryPrimitiveAndConstant)
{
    for (const Primitive &primitive : primitives()) {
        const VocabularyWord *const word = findWord(primitive.name);
        ASSERT_NE(word, nullptr) << primitive.name;
        EXPECT_EQ(word->primitive, &primitive);
        EXPECT_FALSE(familyName(primitive.family).empty());
    }
    for (const KnownConstant &constant : knownConstants())
        EXPECT_NE(findWord(constant.name), nullptr) << constant.name;
}

TEST(Primitives, NameTheOperationThatTheirLoweringEmits)
{
    for (const Primitive &primitive : primitives()) {
        const bool isNeeded = &primitive.lower == &lowering::operation ||
                              &primitive.lower == &lowering::exchange ||
                              &primitive.lower == &lowering::writeAddress;
        EXPECT_TRUE(!isNeeded || primitive.details.op != Op::Move) << primitive.name;
    }
}

TEST(Vocabulary, SuggestsEveryPrimitiveForANameNearIt)
{
    for (const Primitive &primitive : primitives()) {
        const std::string wrong = std::string(primitive.name) + "q";
        if (whatToWriteFor(wrong).empty()) {
            EXPECT_EQ(faultsIn("", wrong + "();"),
                      fmt::format("2:12 unknown function or primitive '{0}q'\n"
                                  "  did you mean '{0}'?\n",
                                  primitive.name));
        }
    }
}

TEST(AtomicBlocks, RefuseExactlyThePrimitivesThatCanBlock)
{
    std::string refused;
    for (const Primitive &primitive : primitives()) {
        std::string text = programWith(*findWord(primitive.name));
        const std::size_t begin =
            text.find(std::string(primitive.name) + "(", text.find("thread t {"));
        const std::size_t end = text.find(";\n}", begin);
        text = text.substr(0, begin) + "atomic { " + text.substr(begin, end - begin) + "; }" +
               text.substr(end);
        if (!compiledText(text).program)
            refused += std::string(primitive.name) + " ";
    }
    EXPECT_EQ(refused,
              "spin_lock spin_lock_irq spin_lock_bh spin_lock_irqsave mutex_lock read_lock "
              "write_lock read_seqbegin write_seqlock down schedule wait_event "
              "wait_on_bit wait_var_event wait_for_completion synchronize_rcu choose ");
}

TEST(Vocabulary, SaysOfEveryWordWhatItIsInOneSentence)
{
    for (const VocabularyWord &word : vocabulary()) {
        EXPECT_TRUE(word.explanation.ends_with('.')) << word.name << ": " << word.explanation;
        EXPECT_EQ(word.explanation.find(". "), std::string_view::npos) << word.name;
        EXPECT_LE(word.explanation.size(), 90U) << word.name;
        EXPECT_TRUE(word.usage.find(word.name) != std::string::npos) << word.name;
    }
}

TEST(Vocabulary, SaysWhichMemoryModelsThereAre)
{
    for (const MemoryModelRow &model : memoryModels)
        EXPECT_NE(wordHelp("memory").find(model.name), std::string_view::npos) << model.name;
}

TEST(Vocabulary, CompletesAPrefix)
{
    const auto namesOf = [](std::string_view prefix) {
        std::string names;
        for (const VocabularyWord &word : completions(prefix))
            names += std::string(word.name) + " ";
        return names;
    };
    EXPECT_EQ(namesOf("spin_t"), "spin_trylock ");
    EXPECT_EQ(namesOf("wake_up_"), "wake_up_all wake_up_bit wake_up_interruptible "
                                   "wake_up_interruptible_all wake_up_process wake_up_var ");
    EXPECT_EQ(namesOf("s3"), "s32 ");
    EXPECT_EQ(namesOf("nothing"), "");
    EXPECT_EQ(namesOf("~"), "");
    EXPECT_EQ(completions("").size(), vocabulary().size());
    const VocabularyWord &lock = completions("spin_lock").front();
    EXPECT_EQ(lock.usage, "spin_lock(&lock)");
    EXPECT_EQ(lock.explanation, "Takes the spinlock; spins while another thread holds it.");
    EXPECT_EQ(findWord("struct")->kind, WordKind::Type);
    EXPECT_EQ(findWord("mutex")->usage, "struct mutex");
    EXPECT_EQ(findWord("inode"), nullptr);
}

} // namespace

} // namespace racewalk::test

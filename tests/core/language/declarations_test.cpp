// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/language/parsing.h"
#include "core/language/tree_text.h"

#include <string>
#include <vector>

namespace racewalk::test {

namespace {

syntax::SyntaxTree withThread(const std::string &text)
{
    return treeOf(text + "\nthread a { }");
}

std::vector<std::string> globalsOf(const std::string &text)
{
    std::vector<std::string> result;
    for (const auto &global : withThread(text).globals)
        result.push_back((global.isPool ? "pool " : "") + toText(global.variable));
    return result;
}

using Texts = std::vector<std::string>;

TEST(Declarations, KnowEveryType)
{
    EXPECT_EQ(
        globalsOf("bool a; u8 b; u16 c; u32 d; s8 e; s16 f; s32 g; int h; unsigned i;"),
        (Texts{"bool a", "u8 b", "u16 c", "u32 d", "s8 e", "s16 f", "s32 g", "s32 h", "u32 i"}));
    EXPECT_EQ(globalsOf("atomic_t a; spinlock_t b; struct mutex c; rwlock_t d; seqcount_t e;"),
              (Texts{"atomic_t a", "spinlock_t b", "mutex c", "rwlock_t d", "seqcount_t e"}));
    EXPECT_EQ(globalsOf("wait_queue_head_t a; struct completion b; struct semaphore c;"
                        "struct task_struct *d; enum color e; struct inode *f;"),
              (Texts{"wait_queue_head_t a", "completion b", "semaphore c", "task* d",
                     "enum color e", "struct inode* f"}));
}

TEST(Declarations, IgnoreWhatMeansNothingHere)
{
    EXPECT_EQ(globalsOf("static const int volatile a = 1; static struct inode *const __rcu p;"
                        "int b __read_mostly = 2;"),
              (Texts{"s32 a = 1", "struct inode* p", "s32 b = 2"}));
}

TEST(Declarations, DeclareSeveralNamesAtOnce)
{
    EXPECT_EQ(globalsOf("int a = 1, *b = &a, c[2][3];"),
              (Texts{"s32 a = 1", "s32* b = (&a)", "s32 c[2][3]"}));
}

TEST(Declarations, ReadInitializersOfEveryForm)
{
    EXPECT_EQ(globalsOf("struct inode i = { .i_state = I_NEW, .a[1] = { 2, 3 }, };"),
              (Texts{"struct inode i = {.i_state = I_NEW, .a[1] = {2, 3}}"}));
    EXPECT_EQ(globalsOf("int a[] = { 1, [3] = 4, };"), (Texts{"s32 a[] = {1, [3] = 4}"}));
    EXPECT_EQ(globalsOf("atomic_t a = ATOMIC_INIT(1); int b[2] = {};"),
              (Texts{"atomic_t a = ATOMIC_INIT(1)", "s32 b[2] = {}"}));
}

TEST(Declarations, KnowPoolsWithAndWithoutInitialObjects)
{
    EXPECT_EQ(globalsOf("pool struct inode inodes[N + 1]; pool struct a b[2] = { { .x = 1 } };"),
              (Texts{"pool struct inode inodes[(N + 1)]", "pool struct a b[2] = {{.x = 1}}"}));
}

TEST(Declarations, TakeTheKernelsDefiningMacros)
{
    EXPECT_EQ(globalsOf("static DEFINE_SPINLOCK(l); DEFINE_MUTEX(m); DECLARE_WAIT_QUEUE_HEAD(q);"),
              (Texts{"spinlock_t l", "mutex m", "wait_queue_head_t q"}));
}

TEST(Declarations, ReadStructsAndTheirObjects)
{
    const auto tree =
        withThread("struct inode { unsigned i_state, n; spinlock_t lock; int a[4]; };\n"
                   "struct { int x; } one, *two;\n"
                   "struct inode;");
    ASSERT_EQ(tree.structs.size(), 2U);
    EXPECT_EQ(tree.structs[0].tag.name, "inode");
    ASSERT_EQ(tree.structs[0].fields.size(), 4U);
    EXPECT_EQ(toText(tree.structs[0].fields[1]), "u32 n");
    EXPECT_EQ(toText(tree.structs[0].fields[3]), "s32 a[4]");
    EXPECT_EQ(tree.structs[1].tag.name, "struct on line 2");
    ASSERT_EQ(tree.globals.size(), 2U);
    EXPECT_EQ(toText(tree.globals[1].variable), "struct struct on line 2* two");
}

TEST(Declarations, ReadEnums)
{
    const auto tree = withThread("enum flags { A = 1 << 3, B, };\nenum { C };");
    ASSERT_EQ(tree.enums.size(), 2U);
    EXPECT_EQ(tree.enums[0].tag.name, "flags");
    ASSERT_EQ(tree.enums[0].enumerators.size(), 2U);
    EXPECT_EQ(toText(*tree.enums[0].enumerators[0].value), "(1 << 3)");
    EXPECT_EQ(tree.enums[0].enumerators[1].value, nullptr);
    EXPECT_EQ(tree.enums[1].enumerators[0].name.name, "C");
}

TEST(Declarations, ReadFunctionsAndPrototypes)
{
    const auto tree = withThread("static inline struct inode *find(struct inode **head, int)\n"
                                 "        __must_hold(lock) __attribute__((cold));\n"
                                 "int f(void) __releases(lock) { return 1; }\n"
                                 "void g() { }");
    ASSERT_EQ(tree.functions.size(), 3U);
    const auto &find = tree.functions[0];
    EXPECT_EQ(find.name.name, "find");
    EXPECT_EQ(toText(find.result), "struct inode*");
    ASSERT_EQ(find.parameters.size(), 2U);
    EXPECT_EQ(toText(find.parameters[0]), "struct inode** head");
    EXPECT_EQ(find.parameters[1].name.name, "");
    EXPECT_FALSE(find.body);
    EXPECT_EQ(toText(tree.functions[1].body.value()), "{ return 1; }");
    EXPECT_TRUE(tree.functions[1].parameters.empty());
    EXPECT_TRUE(tree.functions[2].parameters.empty());
}

TEST(Declarations, SpanTheirWholeText)
{
    const SourceText source = sourceOf("static int a = 1, b;\nthread t { }");
    const auto result = parse(source);
    ASSERT_TRUE(result.tree);
    EXPECT_EQ(source.slice(result.tree->globals.at(0).span), "static int a = 1");
    EXPECT_EQ(source.slice(result.tree->globals.at(1).span), "b");
    EXPECT_EQ(source.slice(result.tree->threads.at(0).span), "thread t { }");
}

} // namespace

} // namespace racewalk::test

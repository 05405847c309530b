// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/language/parsing.h"
#include "core/language/tree_text.h"

#include <string>

namespace racewalk::test {

namespace {

std::string body(const std::string &text)
{
    return toText(treeOf("thread a { " + text + " }").threads.at(0).body);
}

TEST(Statements, GiveAnElseToTheNearestIf)
{
    EXPECT_EQ(body("if (a) if (b) x(); else y();"), "{ if a if b x(); else y(); }");
    EXPECT_EQ(body("if (a) { if (b) x(); } else y();"), "{ if a { if b x(); } else y(); }");
    EXPECT_EQ(body("if (a) x(); else if (b) y(); else z();"),
              "{ if a x(); else if b y(); else z(); }");
}

TEST(Statements, KnowEveryLoop)
{
    EXPECT_EQ(body("while (a) x();"), "{ while a x(); }");
    EXPECT_EQ(body("do { x(); } while (a);"), "{ do { x(); } while a; }");
    EXPECT_EQ(body("for (i = 0, j = 1; i < 3; i++, j--) x();"),
              "{ for ((i = 0), (j = 1); (i < 3); (i++), (j--)) x(); }");
    EXPECT_EQ(body("for (int i = 0; i < 3; ++i) { break; continue; }"),
              "{ for (s32 i = 0; (i < 3); (++i)) { break; continue; } }");
    EXPECT_EQ(body("for (;;) ;"), "{ for (; ; ) ; }");
}

TEST(Statements, KeepCasesInTheOrderOfTheText)
{
    EXPECT_EQ(body("switch (x) { case 1: case A + 1: f(); break; default: g(); }"),
              "{ switch x { case 1: case (A + 1): f(); break; default: g(); } }");
}

TEST(Statements, KnowGotoAndLabels)
{
    EXPECT_EQ(body("repeat: x(); goto repeat; out: return;"),
              "{ repeat: x(); goto repeat; out: return; }");
    EXPECT_EQ(body("if (a) again: x();"), "{ if a { again: x(); } }");
}

TEST(Statements, DeclareVariables)
{
    EXPECT_EQ(body("struct inode *inode = NULL, *next; const u8 a[2] = { 1, 2 };"),
              "{ struct inode* inode = NULL, struct inode* next; u8 a[2] = {1, 2}; }");
    EXPECT_EQ(body("unsigned int x; signed y; struct task_struct *t;"),
              "{ u32 x; s32 y; task* t; }");
}

TEST(Statements, ReturnWithAndWithoutAValue)
{
    EXPECT_EQ(body("return; return a ? b : c;"), "{ return; return (a ? b : c); }");
}

TEST(Statements, TellAnAtomicBlockFromTheNameAtomic)
{
    EXPECT_EQ(body("atomic { x(); } atomic = 1;"), "{ atomic { x(); } (atomic = 1); }");
}

TEST(Statements, NestBlocks)
{
    EXPECT_EQ(body("{ { ; } int x; }"), "{ { { ; } s32 x; } }");
}

TEST(Statements, SpanTheirWholeText)
{
    const std::string text =
        "thread a {\n  if (x)\n    y();\n  else {\n  }\n  goto out;\nout: ;\n}";
    const SourceText source = sourceOf(text);
    const auto result = parse(source);
    ASSERT_TRUE(result.tree);
    const auto &block = result.tree->threads[0].body;
    EXPECT_EQ(source.slice(block.span), text.substr(9));
    EXPECT_EQ(source.slice(block.statements.at(0).span), "if (x)\n    y();\n  else {\n  }");
    EXPECT_EQ(source.slice(block.statements.at(1).span), "goto out;");
    EXPECT_EQ(source.slice(block.statements.at(2).span), "out:");
    EXPECT_EQ(block.statements.at(1).span.line, 6U);
    EXPECT_EQ(block.statements.at(1).span.column, 3U);
}

} // namespace

} // namespace racewalk::test

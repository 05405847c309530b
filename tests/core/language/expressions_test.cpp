// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/language/parsing.h"
#include "core/language/tree_text.h"

#include <string>

namespace racewalk::test {

namespace {

/// `text` as the only statement of a thread, with its structure shown.
std::string grouped(const std::string &text)
{
    const auto tree = treeOf("thread a { " + text + "; }");
    const auto &statements = tree.threads.at(0).body.statements;
    const std::string result =
        statements.size() == 1 ? toText(statements[0]) : "several statements";
    return result.ends_with(';') ? result.substr(0, result.size() - 1) : result;
}

TEST(Expressions, BindAsTightlyAsInC)
{
    EXPECT_EQ(grouped("a + b * c"), "(a + (b * c))");
    EXPECT_EQ(grouped("a << b + c"), "(a << (b + c))");
    EXPECT_EQ(grouped("a & b == c"), "(a & (b == c))");
    EXPECT_EQ(grouped("a | b ^ c & d"), "(a | (b ^ (c & d)))");
    EXPECT_EQ(grouped("a || b && c | d"), "(a || (b && (c | d)))");
    EXPECT_EQ(grouped("a < b == c > d"), "((a < b) == (c > d))");
    EXPECT_EQ(grouped("a != b >= c << d - e % f"), "(a != (b >= (c << (d - (e % f)))))");
}

TEST(Expressions, GroupFromTheLeft)
{
    EXPECT_EQ(grouped("a - b - c"), "((a - b) - c)");
    EXPECT_EQ(grouped("a / b * c"), "((a / b) * c)");
    EXPECT_EQ(grouped("a && b && c"), "((a && b) && c)");
}

TEST(Expressions, GroupAssignmentsAndConditionsFromTheRight)
{
    EXPECT_EQ(grouped("a = b = c"), "(a = (b = c))");
    EXPECT_EQ(grouped("a ? b : c ? d : e"), "(a ? b : (c ? d : e))");
    EXPECT_EQ(grouped("a = b ? c : d"), "(a = (b ? c : d))");
    EXPECT_EQ(grouped("a || b ? c : d"), "((a || b) ? c : d)");
}

TEST(Expressions, KnowEveryCompoundAssignment)
{
    for (const std::string op : {"*", "/", "%", "+", "-", "<<", ">>", "&", "^", "|"})
        EXPECT_EQ(grouped("a " + op + "= b"), "(a " + op + "= b)");
}

TEST(Expressions, ApplyPrefixesInsideOut)
{
    EXPECT_EQ(grouped("!*p"), "(!(*p))");
    EXPECT_EQ(grouped("-a->b.c[1]"), "(-a->b.c[1])");
    EXPECT_EQ(grouped("&p->x[i + 1]"), "(&p->x[(i + 1)])");
    EXPECT_EQ(grouped("~a & +b"), "((~a) & (+b))");
    EXPECT_EQ(grouped("a - -b"), "(a - (-b))");
    EXPECT_EQ(grouped("a && &b"), "(a && (&b))");
}

TEST(Expressions, TellIncrementsBeforeFromAfter)
{
    EXPECT_EQ(grouped("x++"), "(x++)");
    EXPECT_EQ(grouped("--p->x"), "(--p->x)");
    EXPECT_EQ(grouped("*p++"), "(*(p++))");
}

TEST(Expressions, TellCastsFromParentheses)
{
    EXPECT_EQ(grouped("(u32)x + 1"), "(((u32)x) + 1)");
    EXPECT_EQ(grouped("(struct inode *)p->q"), "((struct inode*)p->q)");
    EXPECT_EQ(grouped("(u8)(u16)x"), "((u8)((u16)x))");
    EXPECT_EQ(grouped("(const unsigned int)x"), "((u32)x)");
    EXPECT_EQ(grouped("(x) + 1"), "(x + 1)");
    EXPECT_EQ(grouped("(*p).x"), "(*p).x");
}

TEST(Expressions, ReadNumbersOfEveryBase)
{
    EXPECT_EQ(grouped("f(0, 12, 0x1F, 017, 0b101)"), "f(0, 12, 31, 15, 5)");
    EXPECT_EQ(grouped("f(1U, 2UL, 3L, 0xFFu)"), "f(1u, 2u, 3, 255u)");
    EXPECT_EQ(grouped("f(2147483647, 2147483648, 0xFFFFFFFF)"),
              "f(2147483647, 2147483648u, 4294967295u)");
}

TEST(Expressions, ReadCharacters)
{
    EXPECT_EQ(grouped("f('a', '\\n', '\\0', '\\'', '\\x41', '\\101')"), "f(97, 10, 0, 39, 65, 65)");
}

TEST(Expressions, JoinStringsAndResolveEscapes)
{
    EXPECT_EQ(grouped(R"(printk("a\tb" "\"c\"" "\x21"))"), "printk(\"a\tb\"c\"!\")");
    EXPECT_EQ(grouped(R"(printk(KERN_INFO "x"))"), "printk(\"x\")");
}

TEST(Expressions, TakeATypeAsAnArgument)
{
    EXPECT_EQ(grouped("p = kmalloc(struct inode)"), "(p = kmalloc(struct inode))");
    EXPECT_EQ(grouped("f(struct inode *, 1)"), "f(struct inode*, 1)");
}

TEST(Expressions, SeeThroughBranchHints)
{
    EXPECT_EQ(grouped("x = unlikely(a) && likely(b | c)"), "(x = (a && (b | c)))");
}

TEST(Expressions, SpanTheirTextWithTheParentheses)
{
    const SourceText source = sourceOf("thread a { x = (a + b) * f(c , 1); }");
    const auto result = parse(source);
    ASSERT_TRUE(result.tree);
    const auto &statement = result.tree->threads[0].body.statements[0];
    EXPECT_EQ(source.slice(statement.span), "x = (a + b) * f(c , 1);");
    const auto &expression = *std::get<syntax::ExpressionStatement>(statement.node).expression;
    EXPECT_EQ(source.slice(expression.span), "x = (a + b) * f(c , 1)");
    EXPECT_EQ(expression.span.column, 12U);
    const auto &product = *std::get<syntax::AssignmentExpression>(expression.node).value;
    EXPECT_EQ(source.slice(product.span), "(a + b) * f(c , 1)");
    const auto &binary = std::get<syntax::BinaryExpression>(product.node);
    EXPECT_EQ(source.slice(binary.left->span), "(a + b)");
    EXPECT_EQ(source.slice(binary.right->span), "f(c , 1)");
    EXPECT_EQ(product.height, 3U);
}

} // namespace

} // namespace racewalk::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/syntax/code_shape.h"

#include "language/syntax/code_text.h"
#include "language/syntax/parse.h"

#include <gtest/gtest.h>

namespace racewalk {

namespace {

/// Of a statement that is an expression: its brief text, and its arguments behind it if there are
/// any: "x = 1 <x> <1>".
std::string shaped(const std::string &expression)
{
    const SourceText source("a.race", "thread t {" + expression + ";}");
    const ParseResult parsed = parse(source);
    if (!parsed.tree)
        return "no expression";
    const auto &statement = parsed.tree->threads.front().body.statements.front();
    const auto &node = std::get<syntax::ExpressionStatement>(statement.node);
    const CodeShape shape = shapeOf(source, *node.expression);
    const std::string text = codeText(source, node.expression->span);
    std::string result = shape.brief;
    for (const TextRange &argument : shape.arguments)
        result += " <" + text.substr(argument.begin, argument.end - argument.begin) + ">";
    return result;
}

std::string brief(const std::string &expression)
{
    const std::string all = shaped(expression);
    return all.substr(0, all.find(" <"));
}

} // namespace

TEST(CodeShape, LeavesOutAddressOfAndTheOnlyPointer)
{
    EXPECT_EQ(brief("spin_lock(&inode->i_lock)"), "spin_lock(i_lock)");
    EXPECT_EQ(brief("inode->i_state & (I_FREEING | I_WILL_FREE)"),
              "i_state & (I_FREEING | I_WILL_FREE)");
    EXPECT_EQ(brief("a->b->c = 1"), "c = 1");
    EXPECT_EQ(brief("node->next = node->prev"), "next = prev");
    EXPECT_EQ(brief("!inode->hashed"), "!hashed");
    EXPECT_EQ(brief("a->b.c->d = 1"), "b.c->d = 1");
}

TEST(CodeShape, KeepsWhatTellsThingsApart)
{
    EXPECT_EQ(brief("new->next = old->next"), "new->next = old->next");
    EXPECT_EQ(brief("list[i]->next = p->next"), "list[i]->next = next");
    EXPECT_EQ(brief("(a->b)->c = 1"), "(b)->c = 1");
    EXPECT_EQ(brief("x && y & z"), "x && y & z");
    EXPECT_EQ(brief("p = &x"), "p = &x");
    EXPECT_EQ(brief("f()"), "f()");
}

TEST(CodeShape, ShowsMarkedAccessesAsPlainOnesAndWaitsByTheirFirstArgument)
{
    EXPECT_EQ(brief("rcu_assign_pointer(bucket, NULL)"), "bucket = NULL");
    EXPECT_EQ(brief("inode = rcu_dereference(head->first)"), "inode = first");
    EXPECT_EQ(brief("smp_store_release(&ready, f(a, b))"), "ready = f(a, b)");
    EXPECT_EQ(brief("READ_ONCE(inodes[0].hashed)"), "inodes[0].hashed");
    EXPECT_EQ(brief("!READ_ONCE(p->a) && READ_ONCE(p->b) == 2"), "!a && b == 2");
    EXPECT_EQ(brief("prepare_to_wait_bit(&inode->i_state, __I_NEW, TASK_UNINTERRUPTIBLE)"),
              "prepare_to_wait_bit(i_state)");
}

TEST(CodeShape, IsOfTheTextOnOneLineWithoutComments)
{
    EXPECT_EQ(shaped("wake_up_bit( /* , */ &inode ->i_state,\n\t\t__I_NEW /* ) */ )"),
              "wake_up_bit( i_state ) <&inode ->i_state> <__I_NEW>");
}

TEST(CodeShape, IsNotMisledByParenthesesInComments)
{
    EXPECT_EQ(brief("a = READ_ONCE(x /* ) */ )"), "a = x");
    EXPECT_EQ(brief("wait_event(wq /* ) */ , READ_ONCE(x) /* ) */ )"),
              "wait_event(wq , x )");
}

TEST(CodeShape, HasTheArgumentsOfTheFirstCallThatHasAny)
{
    EXPECT_EQ(shaped("x = f() + g(h(1, 2), a[3, 4]) + i(5)"), "no expression");
    EXPECT_EQ(shaped("x = f() + g(h(1, 2), a[3]) + i(5)"),
              "x = f() + g(h(1, 2), a[3]) + i(5) <h(1, 2)> <a[3]>");
    EXPECT_EQ(shaped("x = y"), "x = y");
}

TEST(CodeText, IsShownWithoutBracketsAroundAllOfIt)
{
    EXPECT_EQ(withoutBrackets("(v = READ_ONCE(y))"), "v = READ_ONCE(y)");
    EXPECT_EQ(withoutBrackets("( (x) )"), "x");
    EXPECT_EQ(withoutBrackets("(a) + (b)"), "(a) + (b)");
    EXPECT_EQ(withoutBrackets("(c == '(') + f(')')"), "(c == '(') + f(')')");
    EXPECT_EQ(withoutBrackets("()"), "");
    EXPECT_EQ(withoutBrackets("f(x)"), "f(x)");
}

TEST(CodeShape, OfAMadeCallHasItsArguments)
{
    const std::array parts{CallPart{"&wq", "wq"}, CallPart{"STATE", "STATE"}};
    const MadeCall wait = madeCall("prepare_to_wait", parts);
    EXPECT_EQ(wait.text, "prepare_to_wait(&wq, STATE)");
    EXPECT_EQ(wait.shape.brief, "prepare_to_wait(wq)");
    EXPECT_EQ(wait.shape.arguments, (std::vector<TextRange>{{16, 19}, {21, 26}}));
    EXPECT_EQ(madeCall("test_bit", parts).shape.brief, "test_bit(wq, STATE)");
}

} // namespace racewalk

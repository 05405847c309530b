// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiling.h"
#include "machine/machine.h"

namespace racewalk::test {

namespace {

/// Whether every assert() of a lone thread's statements holds.
bool holds(const std::string &declarations, const std::string &statements)
{
    const std::string text = declarations + "\nthread t { " + statements + " }\n";
    const Machine machine(programOfText(text));
    State state = machine.initialState();
    while (!machine.enabledSteps(state).empty())
        machine.apply(state, machine.enabledSteps(state).front());
    const FindingKind fault = machine.layout().fault(state);
    EXPECT_TRUE(fault == FindingKind::None || fault == FindingKind::Bug) << text;
    EXPECT_TRUE(fault != FindingKind::None || machine.standing(state) == Standing::Ended) << text;
    return fault == FindingKind::None;
}

} // namespace

TEST(Evaluation, AnAssertThatDoesNotHoldIsSeen)
{
    EXPECT_FALSE(holds("", "int x = 1; assert(x == 2);"));
    EXPECT_FALSE(holds("int g;", "g = 1; assert(g == 2);"));
}

TEST(Evaluation, AnAssignmentHasTheValueThatItAssigns)
{
    EXPECT_TRUE(holds("", "int x; int y; y = (x = 3); assert(x == 3); assert(y == 3);"));
    EXPECT_TRUE(holds("", "u8 x; int y = (x = 300); assert(y == 44);"));
    EXPECT_TRUE(holds("int g;", "int y = (g = 3); assert(y == 3); assert(g == 3);"));
}

TEST(Evaluation, ACompoundAssignmentHasTheNewValue)
{
    EXPECT_TRUE(
        holds("", "int x = 1; int y; y = (x += 1); assert(x == 2); assert(y == 2); x = 9;"));
    EXPECT_TRUE(holds("", "int x = 3; int n = 0; while (x -= 1) n += 1; assert(n == 2);"));
    EXPECT_TRUE(holds("", "int x = 0; bool hit; if ((x |= 4) == 4) hit = true; assert(hit);"));
    EXPECT_TRUE(holds("", "u8 x = 255; int y = 7; y = (x += 2); assert(x == 1); assert(y == 1);"));
    EXPECT_TRUE(holds("", "bool b; int y = (b |= 2); assert(b == 1); assert(y == 1);"));
    EXPECT_TRUE(holds("int g = 4;", "int y = (g <<= 1); assert(y == 8); assert(g == 8);"));
}

TEST(Evaluation, ACompoundAssignmentToAnElementHasTheNewValue)
{
    EXPECT_TRUE(holds("", "int a[2] = { 1, 5 }; int y = (a[1] += 2); assert(y == 7);"
                          "assert(a[1] == 7); assert(a[0] == 1);"));
    EXPECT_TRUE(holds("", "int a[2] = { 1, 5 }; int i = 1; int y = (a[i] += 2); assert(y == 7);"
                          "assert(a[1] == 7);"));
    EXPECT_TRUE(holds("struct s { int f; };",
                      "struct s v; int y = (v.f += 2) + (v.f += 3); assert(y == 7);"));
}

TEST(Evaluation, AFunctionCanReturnACompoundAssignment)
{
    EXPECT_TRUE(holds("int next(int x) { return x += 1; }", "int y = next(4); assert(y == 5);"));
}

TEST(Evaluation, AnOperandKeepsItsValueWhileALaterOneAssigns)
{
    EXPECT_TRUE(holds("", "int s = 1; int r = s + (s = 7); assert(r == 8); assert(s == 7);"));
    EXPECT_TRUE(holds("", "int s = 1; int r = (s += 1) * 10 + (s += 1); assert(r == 23);"));
    EXPECT_TRUE(holds("", "int s = 1; int r = (s += 1) - (s += 1); assert(r == -1);"));
    EXPECT_TRUE(holds("", "int s = 1; assert(s < (s = 2)); assert(!(s > (s = 1) + 1));"));
    EXPECT_TRUE(holds("struct s { int f; } a, b;",
                      "struct s *p = &a; assert(p != (p = &b)); assert(p == &b);"));
}

TEST(Evaluation, AnOperandKeepsItsValueHoweverDeepTheAssignmentIs)
{
    EXPECT_TRUE(holds("int sub(int a, int b) { return a - b; }",
                      "int s = 9; int r = s - sub(1, -(s = 2)); assert(r == 6);"));
    EXPECT_TRUE(holds("", "int s = 1; int r = s + (s ? (s = 5) : 0); assert(r == 6);"));
    EXPECT_TRUE(holds("", "int s = 1; int r = s + (s == 1 && (s = 5)); assert(r == 2);"
                          "assert(s == 5);"));
    EXPECT_TRUE(holds("", "int a[3] = { 0, 10, 20 }; int i = 1; int r = i + a[i = 2];"
                          "assert(r == 21);"));
}

TEST(Evaluation, AnArgumentKeepsItsValueWhileALaterOneAssigns)
{
    const std::string sub = "int sub(int a, int b) { return a - b; }";
    EXPECT_TRUE(holds(sub, "int s = 1; int r = sub(s, s = 7); assert(r == -6);"));
    EXPECT_TRUE(holds(sub, "int s = 1; int r = sub(s = 7, s); assert(r == 0);"));
    EXPECT_TRUE(holds(sub, "int s = 3; int r = sub(s, sub(s, s = 1)); assert(r == 1);"));
    EXPECT_TRUE(holds("int g = 1;", "int s = 1; int r = cmpxchg(&g, s, s = 5); assert(r == 1);"
                                    "assert(g == 5);"));
}

TEST(Evaluation, TheTargetOfAnAssignmentIsFoundBeforeItsValue)
{
    EXPECT_TRUE(holds("", "int a[3]; int i = 1; a[i] = (i = 2); assert(a[1] == 2);"
                          "assert(a[2] == 0);"));
    EXPECT_TRUE(holds("", "int a[3]; int i = 1; a[i] += (i = 2); assert(a[1] == 2);"));
    EXPECT_TRUE(holds("", "int x = 1; x += (x = 5); assert(x == 6);"));
    EXPECT_TRUE(holds("int a[3];", "int i = 1; a[i] = (i = 2); assert(a[1] == 2);"));
    EXPECT_TRUE(holds("int a[3];", "int i = 1; WRITE_ONCE(a[i], i = 2); assert(a[1] == 2);"));
    EXPECT_TRUE(holds("struct s { int f; struct s *next; } one, two;",
                      "struct s *p = &one; p->next = (p = &two);"
                      "assert(one.next == &two); assert(two.next == NULL);"));
}

TEST(Evaluation, AnElementOfAnElementIsFoundBeforeItsIndexAssigns)
{
    EXPECT_TRUE(holds("", "int a[2][1] = { { 3 }, { 4 } }; int i = 1; int r = a[i][i = 0];"
                          "assert(r == 4);"));
}

TEST(Evaluation, WithoutAnAssignmentNothingIsCopied)
{
    EXPECT_EQ(listing(programOfText("thread t { int s; int r; r = s + s; }")->bodies[0]),
              "0 s = Move 0\n1 r = Move 0\n2 r = Add s s\n3 End\n");
}

} // namespace racewalk::test

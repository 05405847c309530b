// SPDX-License-Identifier: GPL-3.0-or-later
#include "walker.h"

using namespace racewalk;
using racewalk::test::Walker;

TEST(OneStep, IsOneVisibleOperationAndTheLocalWorkBehindIt)
{
    Walker walker("scenario \"t\"; int x; int y;\n"
                  "thread a { int i = 2; x = 1; i = i * 3; y = i; }");
    EXPECT_EQ(walker.next("a"), "x = 1");
    walker.step("a");
    EXPECT_EQ(walker.next("a"), "y = i");
    walker.step("a");
    EXPECT_EQ(walker.cell("y"), "6");
    EXPECT_TRUE(walker.hasEnded("a"));
}

TEST(OneStep, OfACompoundAssignmentIsTheReadOrTheWrite)
{
    Walker walker("scenario \"t\"; int x = 4;\n"
                  "thread a { x |= 1; } thread b { x = 8; }");
    walker.step("a");
    EXPECT_EQ(walker.cell("x"), "4");
    walker.step("b");
    walker.step("a");
    EXPECT_EQ(walker.cell("x"), "5")
        << "the write of b is lost between the read and the write of a";
}

TEST(OneStep, ReadsMemoryThatNobodyWritesForFree)
{
    Walker walker("scenario \"t\"; int limit = 3; int x;\n"
                  "thread a { x = limit; }");
    EXPECT_EQ(walker.run("a"), 1);
    EXPECT_EQ(walker.cell("x"), "3");
}

TEST(OneStep, OfAnAtomicBlockIsAllOfIt)
{
    Walker walker("scenario \"t\"; int x; int y;\n"
                  "thread a { atomic { x = 1; y = x + 1; } x = 5; }");
    walker.step("a");
    EXPECT_EQ(walker.cell("x"), "1");
    EXPECT_EQ(walker.cell("y"), "2");
    EXPECT_EQ(walker.run("a"), 1);
}

TEST(OneStep, OfChooseTakesTheChosenValue)
{
    Walker walker("scenario \"t\"; int x; thread a { x = choose(5, 7); }");
    EXPECT_EQ(walker.machine().enabledSteps(walker.state()).size(), 3U);
    walker.step("a", 2);
    walker.step("a");
    EXPECT_EQ(walker.cell("x"), "7");
}

TEST(OneStep, EvaluatesFromLeftToRightAndStopsShort)
{
    Walker walker("scenario \"t\"; int x; int y; int z;\n"
                  "thread w { x = 0; y = 0; }\n"
                  "thread a { if (x && y) z = 1; else z = 2; }");
    EXPECT_EQ(walker.run("a"), 2) << "y is not read once x is known to be 0";
    EXPECT_EQ(walker.cell("z"), "2");
}

TEST(Arithmetic, WrapsAtTheDeclaredWidth)
{
    Walker walker(
        "scenario \"t\"; u8 small = 255; s8 sign; u32 big = 4294967295; bool flag; int shift;\n"
        "thread a { small++; sign = 200; big = big + 2; flag = 256; shift = -8 >> 1; }");
    walker.run("a");
    EXPECT_EQ(walker.cell("small"), "0");
    EXPECT_EQ(walker.cell("sign"), "-56");
    EXPECT_EQ(walker.cell("big"), "1");
    EXPECT_EQ(walker.cell("flag"), "true");
    EXPECT_EQ(walker.cell("shift"), "-4");
}

TEST(Arithmetic, ComparesUnsignedWhereCDoes)
{
    Walker walker("scenario \"t\"; u32 big = 3000000000; int r; int s;\n"
                  "thread w { big = 3000000000; } thread a { r = big > 1; s = -1 < 0; }");
    walker.run("a");
    EXPECT_EQ(walker.cell("r"), "1");
    EXPECT_EQ(walker.cell("s"), "1");
}

TEST(Failure, EndsTheRunWhereItStands)
{
    Walker walker(
        "scenario \"t\"; int x; thread a { x = 1; BUG_ON(x == 1); x = 2; } thread b { x = 1; }");
    walker.step("a");
    const StepRecord record = walker.step("a");
    EXPECT_EQ(walker.fault(), FindingKind::Bug);
    ASSERT_TRUE(record.failure);
    EXPECT_EQ(record.failure->message, "a: BUG_ON(x == 1) fails");
    EXPECT_EQ(walker.standing(), Standing::Fault);
    EXPECT_TRUE(walker.machine().enabledSteps(walker.state()).empty());
}

TEST(Failure, OfLocalWork)
{
    const auto faultOf = [](std::string_view text) {
        Walker walker(text);
        walker.run("a");
        return walker.fault();
    };
    EXPECT_EQ(faultOf("scenario \"t\"; int x; thread a { x = 0; x = 1 / x; }"),
              FindingKind::DivideByZero);
    EXPECT_EQ(faultOf("scenario \"t\"; int x; int v[2]; thread a { x = 2; v[x] = 1; }"),
              FindingKind::OutOfBounds);
    EXPECT_EQ(faultOf("scenario \"t\"; int x; thread a { int i = 0; x = 1; while (1) i = i + 1; }"),
              FindingKind::Diverges);
    EXPECT_EQ(faultOf("scenario \"t\"; struct s { int f; }; struct s *p; struct s o;\n"
                      "thread w { p = &o; } thread a { p->f = 1; }"),
              FindingKind::NullDereference);
}

TEST(Property, OfEveryStateAndOfTheEnd)
{
    Walker broken("scenario \"t\"; int x; invariant x < 2; thread a { x = 1; x = 2; x = 3; }");
    broken.step("a");
    EXPECT_EQ(broken.fault(), FindingKind::None);
    broken.step("a");
    EXPECT_EQ(broken.fault(), FindingKind::Invariant);

    Walker last(
        "scenario \"t\"; int x; final x == 2; thread a { x = 1; x = 2; } thread b { x = 1; }");
    last.run("b");
    EXPECT_EQ(last.fault(), FindingKind::None) << "a has not ended";
    last.run("a");
    EXPECT_EQ(last.fault(), FindingKind::None);

    Walker other("scenario \"t\"; int x; final x == 2; thread a { x = 2; } thread b { x = 1; }");
    other.run("a");
    other.run("b");
    EXPECT_EQ(other.fault(), FindingKind::Final);
}

TEST(Property, ThatCannotBeEvaluatedIsAFailureOfItsKind)
{
    Walker freed("scenario \"t\"; struct o { int v; }; pool struct o objects[1] = { { .v = 1 } };\n"
                 "thread a { kfree(&objects[0]); } invariant objects[0].v == 1;");
    const StepRecord record = freed.step("a");
    EXPECT_EQ(freed.fault(), FindingKind::UseAfterFree);
    ASSERT_TRUE(record.failure);
    EXPECT_TRUE(record.failure->isInProperty);
    EXPECT_EQ(record.failure->span.line, 2U);
    EXPECT_EQ(record.failure->message,
              "after a step of a, objects[0].v == 1 looks at objects[0].v, which was freed");

    Walker zero("scenario \"t\"; int x = 1; thread a { x = 0; } final 4 / x == 4;");
    EXPECT_EQ(zero.step("a").failure.value().kind, FindingKind::DivideByZero);
}

TEST(DataRace, NeedsAWriteAndAPlainAccessOfOneScalar)
{
    const auto races = [](std::string_view text) {
        Walker walker(text);
        std::vector<Machine::Race> found;
        walker.machine().appendDataRaces(walker.state(), found);
        return found.size();
    };
    EXPECT_EQ(
        races("scenario \"t\"; int x; int r; thread a { x = 1; } thread b { r = READ_ONCE(x); }"),
        1U);
    EXPECT_EQ(races("scenario \"t\"; int x; int r; thread a { WRITE_ONCE(x, 1); } thread b { r = "
                    "READ_ONCE(x); }"),
              0U);
    EXPECT_EQ(races("scenario \"t\"; int x; int y; thread a { x = 1; } thread b { y = 1; }"), 0U);
    EXPECT_EQ(races("scenario \"t\"; int x; int p; int q; thread a { p = x; } thread b { q = x; } "
                    "thread c { p = 1; x = 1; }"),
              0U);
}

TEST(State, ForgetsValuesThatNobodyCanReadAgain)
{
    Walker left("scenario \"t\"; int x; static void f(int v) { x = v; x = 0; x = 1; } thread a { "
                "f(choose(1, 2)); }");
    Walker right = left;
    left.step("a", 0);
    right.step("a", 1);
    EXPECT_FALSE(left.state() == right.state());
    left.steps("a", 2);
    right.steps("a", 2);
    EXPECT_TRUE(left.state() == right.state());
}

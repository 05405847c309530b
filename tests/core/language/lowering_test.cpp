// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiling.h"

namespace racewalk::test {

namespace {

std::string listingOf(std::string_view text)
{
    return listing(programOfText(text)->bodies.front());
}

std::int32_t initialOf(const Program &program, std::string_view path)
{
    for (const Cell &cell : program.storage.cells)
        if (cell.path == path)
            return cell.initial;
    throw std::runtime_error("no cell " + std::string(path));
}

} // namespace

TEST(Lowering, ACallIsInlinedBetweenEnterAndLeave)
{
    const auto program = programOfText("int x; int next(int by) { return x + by; }\n"
                                       "thread t { x = next(2); }");
    const Body &body = program->bodies[0];
    EXPECT_EQ(listing(body), "0 EnterCall\n"
                             "1 by = Move 2\n"
                             "2 r2 = Load 1 ; Read x\n"
                             "3 r0 = Add r2 by\n"
                             "4 LeaveCall r0\n"
                             "5 Store 1 r0 ; Write x = next(2)\n"
                             "6 End\n");
    ASSERT_EQ(body.calls.size(), 2U);
    EXPECT_EQ(body.origins[0].call, CallId{0});
    EXPECT_EQ(body.origins[1].call, CallId{1});
    EXPECT_EQ(body.origins[4].call, CallId{1});
    EXPECT_EQ(body.origins[5].call, CallId{0});
    EXPECT_EQ(program->textOf(body.calls[1].site), "next(2)");
    EXPECT_EQ(program->functions[indexOf(body.calls[1].function)].signature, "next(by)");
    EXPECT_EQ(program->functions[indexOf(body.functions[0])].name, "t");
}

TEST(Lowering, EveryCallHasAnEntryOfItsOwn)
{
    const auto program = programOfText("int x; void g(void) { x = 1; } void f(void) { g(); }\n"
                                       "thread t { f(); g(); }");
    const Body &body = program->bodies[0];
    ASSERT_EQ(body.calls.size(), 4U);
    EXPECT_EQ(body.calls[2].parent, CallId{1});
    EXPECT_EQ(body.calls[3].parent, CallId{0});
    EXPECT_EQ(body.functions.size(), 3U);
}

TEST(Lowering, ConstantsAreFolded)
{
    EXPECT_EQ(listingOf("#define BIT 5\nenum { A = 1 << BIT, B }; param n = 3 in 1..9;\n"
                        "int x; thread t { x = (A | B) + n * 2 - -1; }"),
              "0 Store 1 40 ; Write x = (A | B) + n * 2 - -1\n1 End\n");
    EXPECT_EQ(listingOf("int x; thread t { x = 7 / 2 + (-7) / 2 + -7 % 3; }"),
              "0 Store 1 -1 ; Write x = 7 / 2 + (-7) / 2 + -7 % 3\n1 End\n");
}

TEST(Lowering, AnUnsignedOperandMakesTheOperationUnsigned)
{
    EXPECT_EQ(
        listingOf("int x; thread t { u32 a = 3; int b = -1; x = a < b; x = b >> 1; x = a >> 1; }"),
        "0 a = Move 3\n"
        "1 b = Move -1\n"
        "2 r2 = LessUnsigned a b\n"
        "3 Store 1 r2 ; Write x = a < b\n"
        "4 r3 = ShiftRightSigned b 1\n"
        "5 Store 1 r3 ; Write x = b >> 1\n"
        "6 r4 = ShiftRightUnsigned a 1\n"
        "7 Store 1 r4 ; Write x = a >> 1\n"
        "8 End\n");
}

TEST(Lowering, ANarrowerTypeWraps)
{
    const auto program = programOfText("u8 small = 300; bool flag = 7; s8 low = 200;\n"
                                       "thread t { small += 1; flag = small; }");
    EXPECT_EQ(initialOf(*program, "small"), 44);
    EXPECT_EQ(initialOf(*program, "flag"), 1);
    EXPECT_EQ(initialOf(*program, "low"), -56);
    EXPECT_EQ(listing(program->bodies[0]), "0 r0 = Load 1 ; Read small\n"
                                           "1 r1 = Add r0 1\n"
                                           "2 r2 = Wrap r1 2\n"
                                           "3 Store 1 r2 ; Write small += 1\n"
                                           "4 r0 = Load 1 ; Read small\n"
                                           "5 r3 = NotEqual r0 0\n"
                                           "6 Store 2 r3 ; Write flag = small\n"
                                           "7 End\n");
}

TEST(Lowering, AndOrAndChoiceShortCircuit)
{
    EXPECT_EQ(listingOf("int x, y; thread t { int a = x && y; x = y = a; }"),
              "0 r1 = Load 1 ; Read x\n"
              "1 r2 = NotEqual r1 0\n"
              "2 BranchIfZero r2 > 5\n"
              "3 r3 = Load 2 ; Read y\n"
              "4 r2 = NotEqual r3 0\n"
              "5 a = Move r2\n"
              "6 Store 2 a ; Write y = a\n"
              "7 Store 1 a ; Write x = y = a\n"
              "8 End\n");
}

TEST(Lowering, LoopsAndGotosLeadWhereTheySay)
{
    EXPECT_EQ(
        listingOf("thread t { int i;\nagain:\n for (i = 0; i < 3; i++) { if (i == 1) continue;\n"
                  " if (i == 2) break; } goto again; }"),
        "0 i = Move 0\n"
        "1 Label\n"
        "2 i = Move 0\n"
        "3 r1 = LessSigned i 3\n"
        "4 Decide r1\n"
        "5 BranchIfZero r1 > 16\n"
        "6 r1 = Equal i 1\n"
        "7 Decide r1\n"
        "8 BranchIfZero r1 > 10\n"
        "9 Jump > 14\n"
        "10 r1 = Equal i 2\n"
        "11 Decide r1\n"
        "12 BranchIfZero r1 > 14\n"
        "13 Jump > 16\n"
        "14 i = Add i 1\n"
        "15 Jump > 3\n"
        "16 Jump > 1\n"
        "17 End\n");
}

TEST(Lowering, ASwitchTakesItsCasesInOrderAndFallsThrough)
{
    EXPECT_EQ(listingOf("int x; thread t { switch (x) { case 1: x = 5; default: x = 6; break;\n"
                        " case 2: x = 7; } }"),
              "0 r0 = Load 1 ; Test x\n"
              "1 r1 = Equal r0 1\n"
              "2 BranchIfNotZero r1 > 6\n"
              "3 r2 = Equal r0 2\n"
              "4 BranchIfNotZero r2 > 9\n"
              "5 Jump > 7\n"
              "6 Store 1 5 ; Write x = 5\n"
              "7 Store 1 6 ; Write x = 6\n"
              "8 Jump > 10\n"
              "9 Store 1 7 ; Write x = 7\n"
              "10 End\n");
}

TEST(Lowering, LocalArraysAreRegistersInARow)
{
    const auto program =
        programOfText("int x; thread t { int a[3] = { 1, [2] = 3 }; a[x] = a[1] + a[x]; }\n"
                      "thread u { x = 1; }");
    const Body &body = program->bodies[0];
    EXPECT_EQ(body.registers[2].name, "a[2]");
    EXPECT_TRUE(body.registers[2].isResult);
    EXPECT_EQ(listing(body), "0 a[0] = Move 0\n"
                             "1 a[1] = Move 0\n"
                             "2 a[2] = Move 0\n"
                             "3 a[0] = Move 1\n"
                             "4 a[2] = Move 3\n"
                             "5 r3 = Load 1 ; Read x\n"
                             "6 CheckIndex r3 3\n"
                             "7 r4 = Load 1 ; Read x\n"
                             "8 CheckIndex r4 3\n"
                             "9 r5 = ReadLocal r4 0 > 3\n"
                             "10 r6 = Add a[1] r5\n"
                             "11 WriteLocal r3 0 r6 > 3\n"
                             "12 End\n");
}

TEST(Lowering, AWrongConstantIndexIsFoundWhenItIsUsed)
{
    EXPECT_EQ(listingOf("thread t { int a[2]; a[7] = 1; }"), "0 a[0] = Move 0\n"
                                                             "1 a[1] = Move 0\n"
                                                             "2 CheckIndex 7 2\n"
                                                             "3 a[0] = Move 1\n"
                                                             "4 End\n");
    EXPECT_EQ(listingOf("int a[2]; thread t { a[2] = 1; }"),
              "0 r0 = ElementOf 1 2 2 > 1\n1 Store r0 1 ; Write a[2] = 1\n2 End\n");
}

TEST(Lowering, PointersAreCellsAndFieldsAreOffsets)
{
    const auto program = programOfText(
        "struct part { u8 a; u16 b; }; struct whole { int head; struct part parts[2]; };\n"
        "struct whole w = { .parts[1] = { .b = 9 }, }; struct whole *p = &w;\n"
        "u16 *q = &w.parts[1].b;\n"
        "thread t { p->parts[w.head].b = *q; w.head = 1; p = NULL; }");
    EXPECT_EQ(initialOf(*program, "w.parts[1].b"), 9);
    EXPECT_EQ(initialOf(*program, "p"), 1);
    EXPECT_EQ(initialOf(*program, "q"), 5);
    EXPECT_EQ(listing(program->bodies[0]), "0 r0 = Load 6 ; Find p\n"
                                           "1 r1 = FieldOf r0 1\n"
                                           "2 r2 = Load 1 ; Read w.head\n"
                                           "3 r3 = ElementOf r1 r2 2 > 2\n"
                                           "4 r4 = FieldOf r3 1\n"
                                           "5 r5 = Peek 7\n"
                                           "6 r6 = Load r5 ; Read *q\n"
                                           "7 Store r4 r6 ; Write p->parts[w.head].b = *q\n"
                                           "8 Store 1 1 ; Write w.head = 1\n"
                                           "9 Store 6 0 ; Unlink p = NULL\n"
                                           "10 End\n");
}

TEST(Lowering, ThreadsWithACountShareABodyAndHaveASelf)
{
    const auto program = programOfText("param n = 2 in 1..3; int x[3]; thread one { }\n"
                                       "thread t[n] { x[self] = current != NULL; }");
    ASSERT_EQ(program->threads.size(), 3U);
    EXPECT_EQ(program->threads[1].name, "t[0]");
    EXPECT_EQ(program->threads[2].name, "t[1]");
    EXPECT_EQ(program->threads[2].group, "t");
    EXPECT_EQ(program->threads[2].self, 1);
    EXPECT_EQ(program->threads[1].body, program->threads[2].body);
    EXPECT_EQ(listing(program->bodies[1]), "0 r0 = ElementOf 1 self 3 > 1\n"
                                           "1 r1 = Add self 2\n"
                                           "2 r2 = NotEqual r1 0\n"
                                           "3 Store r0 r2 ; Write x[self] = current != NULL\n"
                                           "4 End\n");
    CompileOptions single;
    single.parameters = {{"n", 1}};
    const auto other = programOfText("param n = 2 in 1..3; thread t[n] { }", single);
    ASSERT_EQ(other->threads.size(), 1U);
    EXPECT_EQ(other->threads[0].name, "t");
    EXPECT_EQ(other->parameters[0].value, 1);
    EXPECT_EQ(other->scenario.parameters[0].value, 2);
}

TEST(Lowering, CallbacksGetALaneOfTheirOwn)
{
    const std::string pool = "struct s { int a; }; pool struct s all[2] = { { 1 } };\n";
    const auto with = programOfText(pool + "thread t { kfree_rcu(&all[0]); }");
    ASSERT_EQ(with->threads.size(), 2U);
    EXPECT_EQ(with->threads[1].name, "rcu");
    EXPECT_TRUE(with->threads[1].isSystem);
    EXPECT_TRUE(with->storage.objects[0].initiallyLive);
    EXPECT_FALSE(with->storage.objects[1].initiallyLive);
    EXPECT_EQ(programOfText(pool + "thread t { kfree(&all[0]); }")->threads.size(), 1U);
}

TEST(Lowering, APropertyReadsWithoutStepsIntoItsFirstRegister)
{
    const auto program = programOfText("int x, y; invariant x == 0 || y; final x > 0;\n"
                                       "thread t { x = 1; y = 1; }");
    ASSERT_EQ(program->invariants.size(), 1U);
    EXPECT_EQ(program->invariants[0].text, "x == 0 || y");
    EXPECT_EQ(listing(program->invariants[0].body), "0 r1 = Peek 1\n"
                                                    "1 r2 = Equal r1 0\n"
                                                    "2 r3 = Move r2\n"
                                                    "3 BranchIfNotZero r3 > 6\n"
                                                    "4 r4 = Peek 2\n"
                                                    "5 r3 = NotEqual r4 0\n"
                                                    "6 r0 = NotEqual r3 0\n"
                                                    "7 End\n");
    EXPECT_EQ(program->finals[0].text, "x > 0");
}

TEST(Lowering, AddedLinesAreThoseOfThisVariantAlone)
{
    const std::string text = "variant a \"A\";\nvariant b \"B\";\nint x;\nthread t {\n"
                             "#ifdef b\n\tx = 1;\n#else\n\tx = 2;\n#endif\n\tx = 3;\n}\n";
    EXPECT_EQ(programOfText(text)->addedLines, std::vector<std::uint32_t>{});
    CompileOptions second;
    second.variant = "b";
    const auto program = programOfText(text, second);
    EXPECT_EQ(program->addedLines, std::vector<std::uint32_t>{6});
    EXPECT_EQ(program->functions[0].lines, (std::vector<std::uint32_t>{6, 10}));
}

TEST(Lowering, RegistersOfEarlierCallsAreUsedAgain)
{
    const std::string text = "int x; void f(int a) { int b = a + x; x = b; }\n";
    const std::size_t one = programOfText(text + "thread t { f(1); }")->bodies[0].registers.size();
    const std::size_t many =
        programOfText(text + "thread t { f(1); f(2); f(3); f(4); }")->bodies[0].registers.size();
    EXPECT_EQ(one, many);
}

TEST(Lowering, TheValueOfAnAtomicOperationIsWhatTheKernelGives)
{
    EXPECT_EQ(listingOf("atomic_t v = ATOMIC_INIT(2); int x; thread t {\n"
                        " if (atomic_dec_and_test(&v)) x = atomic_inc_return(&v); }"),
              "0 r0 = FetchAdd 1 -1 ; Write atomic_dec_and_test(&v)\n"
              "1 r1 = Not r0\n"
              "2 Decide r1\n" // of the operation
              "3 Decide r1\n" // of the if
              "4 BranchIfZero r1 > 7\n"
              "5 r0 = FetchAdd 1 1 ; Write atomic_inc_return(&v)\n"
              "6 Store 2 r0 ; Write x = atomic_inc_return(&v)\n"
              "7 End\n");
}

} // namespace racewalk::test

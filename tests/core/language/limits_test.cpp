// SPDX-License-Identifier: GPL-3.0-or-later
#include "compiling.h"

namespace racewalk::test {

namespace {

std::string repeated(const std::string &text, std::size_t count)
{
    std::string result;
    for (std::size_t i = 0; i < count; ++i)
        result += text;
    return result;
}

/// f0 does one thing, and each further function calls the one before it twice.
std::string doublingFunctions(std::size_t count, const std::string &first)
{
    std::string text = "int x; void f0(void) { " + first + " }\n";
    for (std::size_t i = 1; i < count; ++i) {
        const std::string before = "f" + std::to_string(i - 1) + "();";
        text += "void f" + std::to_string(i) + "(void) { " + before + before + " }\n";
    }
    return text;
}

} // namespace

TEST(Limits, HugeArraysAreRefusedWithoutMakingThem)
{
    EXPECT_EQ(faultsOf("int a[1000000000];\nthread t { }"),
              "1:7 an array of 1000000000 elements is too big: a scenario has at most 60000 shared "
              "scalars\n");
    EXPECT_EQ(faultsOf("int a[60000][60000][60000];\nthread t { }"),
              "1:14 an array of 60000 elements is too big: a scenario has at most 60000 shared "
              "scalars\n");
    EXPECT_EQ(faultsOf("int a[0];\nint b[-1];\nthread t { }"),
              "1:7 an array has at least one element, not 0\n"
              "2:7 an array has at least one element, not -1\n");
}

TEST(Limits, StructsThatDoubleAndArraysThatAddUpAreRefused)
{
    std::string text = "struct s0 { int a; };\n";
    for (int i = 1; i < 40; ++i)
        text +=
            "struct s" + std::to_string(i) + " { struct s" + std::to_string(i - 1) + " a, b; };\n";
    EXPECT_EQ(faultsOf(text + "struct s39 x; thread t { }"),
              "17:28 struct s16 is too big: a scenario has at most 60000 shared scalars\n"
              "33:28 struct s32 is too big: a scenario has at most 60000 shared scalars\n");
    EXPECT_EQ(faultsOf("int a[40000];\nint b[40000];\nthread t { }"),
              "2:1 with 'b' the scenario has more than 60000 shared scalars, the limit\n");
    EXPECT_EQ(faultsOf("struct s { struct s inner; };\nthread t { }"),
              "1:12 struct s contains itself\n  a pointer to it may stand here\n");
}

TEST(Limits, ThreadsAreAtMostSixtyThree)
{
    EXPECT_EQ(faultsOf("thread t[64] { }"), "1:10 a scenario has at most 63 threads\n");
    EXPECT_EQ(faultsOf("thread t[1000000000] { }"), "1:10 a scenario has at most 63 threads\n");
    EXPECT_EQ(faultsOf("thread t[60] { }\nthread u[4] { }"),
              "2:8 a scenario has at most 63 threads\n");
    EXPECT_EQ(programOfText("thread t[63] { }")->threads.size(), 63U);
}

TEST(Limits, CallsThatDoubleEndAtTheLimit)
{
    EXPECT_EQ(faultsOf(doublingFunctions(40, "x = 1;") + "thread t { f39(); }"),
              "41:8 thread 't' is too big with all its calls: the limit is 20000 instructions\n");
    EXPECT_EQ(faultsOf(doublingFunctions(30, repeated(";", 50'000)) + "thread t { f29(); }"),
              "31:8 thread 't' is too big with all its calls: the limit is 20000 instructions\n");
}

TEST(Limits, DeepCallsAreRefused)
{
    std::string text = "void f0(void) { }\n";
    for (int i = 1; i < 5000; ++i)
        text += "void f" + std::to_string(i) + "(void) { f" + std::to_string(i - 1) + "(); }\n";
    EXPECT_TRUE(faultsOf(text + "thread t { f4999(); }").find("calls nest deeper than 64") !=
                std::string::npos);
}

TEST(Limits, DeepNestingInDeepCallsIsRefused)
{
    std::string text = "int x; void f0(void) { x = 1; }\n";
    for (int i = 1; i < 60; ++i)
        text += "void f" + std::to_string(i) + "(void) { " + repeated("{", 150) + "f" +
                std::to_string(i - 1) + "();" + repeated("}", 150) + " }\n";
    EXPECT_TRUE(faultsOf(text + "thread t { f59(); }").find("nest too deep here") !=
                std::string::npos);
}

TEST(Limits, LongChainsOfDefinesAreRefused)
{
    std::string text = "#define D0 1\n";
    for (int i = 1; i < 3000; ++i)
        text += "#define D" + std::to_string(i) + " D" + std::to_string(i - 1) + "\n";
    EXPECT_EQ(compiledText("int a[D2999];\nthread t { }\n" + text).program, nullptr);
    EXPECT_EQ(faultsOf("#define A B\n#define B A\nthread t { }"),
              "1:9 the value of 'A' depends on itself\n");
}

TEST(Limits, LocalVariablesAreAtMostAsManyAsRegisters)
{
    EXPECT_EQ(faultsOf("thread t { int a[5000]; }"),
              "1:8 thread 't' has more than 4096 local variables and intermediate values with all "
              "its calls, the limit\n");
}

} // namespace racewalk::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/promela/promela.h"

#include "export/promela/promela_names.h"
#include "support/program_from_text.h"
#include "support/random_program.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <set>

namespace {

using namespace racewalk;
using namespace racewalk::test;
using testing::HasSubstr;
using testing::Not;

std::string promelaFor(std::string_view text)
{
    const auto promela = toPromela(*machineFor(text));
    EXPECT_TRUE(promela.has_value()) << promela.error().sentence;
    return promela.value_or("");
}

std::string refusalFor(std::string_view text, std::optional<MemoryModel> memory = {})
{
    const auto promela = toPromela(*machineFor(text, {}, {}, memory));
    return promela ? "" : promela.error().sentence;
}

std::size_t count(std::string_view text, std::string_view part)
{
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
        ++found;
    return found;
}

/// All words outside of comments.
std::set<std::string> wordsOf(std::string_view text)
{
    std::set<std::string> words;
    std::string word;
    bool isComment = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view here = text.substr(i, 2);
        isComment = here == "/*" || (isComment && here != "*/");
        const auto c = static_cast<unsigned char>(text[i]);
        if (!isComment && (std::isalnum(c) != 0 || c == '_')) {
            word += text[i];
        } else if (!word.empty()) {
            if (std::isdigit(static_cast<unsigned char>(word.front())) == 0)
                words.insert(word);
            word.clear();
        }
    }
    return words;
}

} // namespace

TEST(Promela, KeepsTheNamesOfTheScenarioAndItsLines)
{
    const std::string promela = promelaFor(R"(scenario "Names";
struct inode { unsigned i_state; spinlock_t i_lock; };
struct inode node;
bool done;
thread reader[2] { bool seen = READ_ONCE(done); }
thread writer {
        spin_lock(&node.i_lock);
        WRITE_ONCE(done, true);
        spin_unlock(&node.i_lock);
}
)");
    EXPECT_THAT(promela, HasSubstr("#define node_i_lock mem[2]\n"));
    EXPECT_THAT(promela, HasSubstr("#define done mem[3]\n"));
    EXPECT_THAT(promela, HasSubstr("active [2] proctype reader() {\n"));
    EXPECT_THAT(promela, HasSubstr("byte reader_seen[2];"));
    EXPECT_THAT(promela, HasSubstr("reader_seen[_pid] = done;"));
    EXPECT_THAT(promela, HasSubstr("/* line 8: WRITE_ONCE(done, true) */"));
    EXPECT_THAT(promela, HasSubstr("done = 1;"));
}

TEST(Promela, HasAnOptionForEachStepAndEachChoice)
{
    const std::string promela = promelaFor(R"(scenario "Choice"; int x;
thread t { int v = choose(-1, 2); x = v; }
)");
    EXPECT_EQ(count(promela, ":: d_step { stands("), 5U) << promela;
    EXPECT_THAT(promela, HasSubstr("t_v = (-1);"));
}

TEST(Promela, NestsBranchesAndMakesBlocksOnlyWhereTheyMeet)
{
    const std::string nested = promelaFor(R"(scenario "Nested"; int x;
thread t { if (READ_ONCE(x)) x = 1; else x = 2; }
)");
    EXPECT_THAT(nested, Not(HasSubstr("next_block =")));
    const std::string meeting = promelaFor(R"(scenario "Meeting"; int x;
thread t { int v = READ_ONCE(x); if (v) v = 3; else v = 4; x = v + 1; }
)");
    EXPECT_THAT(meeting, HasSubstr("next_block ="));
    EXPECT_THAT(meeting, Not(HasSubstr("work_done ==")));
    const std::string loop = promelaFor(R"(scenario "Loop"; int x;
thread t { int v = READ_ONCE(x); while (v < 3) v++; x = v; }
)");
    EXPECT_THAT(loop, HasSubstr("work_done == 100000"));
}

TEST(Promela, ForgetsWhatNobodyCanReadAnyMore)
{
    const std::string promela = promelaFor(R"(scenario "Dead"; int x, y;
static void copy(void) { int v = READ_ONCE(x); y = v; }
thread t { copy(); x = 1; }
)");
    EXPECT_THAT(promela, HasSubstr("y = t_v;"));
    EXPECT_THAT(promela, HasSubstr("t_v = 0;"));
}

TEST(Promela, StartsWithTheScenariosValues)
{
    const std::string promela = promelaFor(R"(scenario "Values"; int x = -5, y = 7;
thread t { x = y; y = x; }
)");
    // Spin reads no minus in an initializer.
    EXPECT_THAT(promela, HasSubstr("int mem[3] = {0, 4294967291, 7};"));
}

TEST(Promela, EscapesNamesThatMeanSomethingInPromelaOrC)
{
    const std::string promela = promelaFor(R"(scenario "Words";
int init, byte, skip, mem, fault, linux, inline_, pc;
thread run { byte = 1; skip = init; fault = mem; linux = inline_; pc = linux; }
thread proctype { init = byte; mem = 2; inline_ = 3; byte = pc + fault + skip; }
)");
    for (const char *name : {"init", "byte", "skip", "mem", "fault", "linux", "pc"})
        EXPECT_THAT(promela, HasSubstr(fmt::format("#define {}_2 mem[", name)));
    EXPECT_THAT(promela, HasSubstr("active proctype run_2() {"));
    EXPECT_THAT(promela, HasSubstr("active proctype proctype_2() {"));
}

TEST(Promela, KeepsApartWhatBecomesOneName)
{
    const std::string promela = promelaFor(R"(scenario "Clash";
struct s { int b; };
struct s a; int a_b;
thread t { a.b = 1; a_b = 2; }
)");
    EXPECT_THAT(promela, HasSubstr("#define a_b mem[1]\n"));
    EXPECT_THAT(promela, HasSubstr("#define a_b_2 mem[2]\n"));
}

TEST(Promela, UsesNoWordOfItsOwnThatAScenariosNameCouldBe)
{
    for (std::uint32_t seed = 1; seed < 40; ++seed) {
        // Its own names are those of its declarations, and what is made of them.
        for (const std::string &word : wordsOf(promelaFor(randomProgram(seed)))) {
            PromelaNames names;
            const bool isOfScenario =
                word.starts_with("t0") || word.starts_with("t1") || word.starts_with("t2") ||
                word.starts_with("tmp_") || word.starts_with("items_") ||
                word.starts_with("property_") || word.starts_with("table_") ||
                word.starts_with("seq_") ||
                std::set<std::string>{"shared",  "x",  "narrow", "tiny", "flag", "word",
                                      "count",   "p",  "q",      "m",    "wq",   "done",
                                      "sleeper", "rw", "sem",    "_pid"}
                    .contains(word);
            if (!isOfScenario) {
                EXPECT_NE(names.unique(word), word) << "seed " << seed;
            }
        }
    }
}

TEST(Promela, EndsNoCommentEarly)
{
    const std::string promela = promelaFor("scenario \"a */ b /* c \\\\\"; int x;\n"
                                           "thread t { x = 1; /* why */ x = 2; }\n");
    EXPECT_EQ(promela.substr(0, promela.find('\n')).find("*/"), std::string::npos) << promela;
    EXPECT_EQ(count(promela, "/*"), count(promela, "*/"));
}

TEST(Promela, TellsOfFailuresByName)
{
    const std::string promela = promelaFor(R"(scenario "Fails"; int x;
thread t { BUG_ON(READ_ONCE(x)); }
thread u { x = 1; }
)");
    EXPECT_THAT(promela, HasSubstr("fault == bug -> no_bug = 0; assert(no_bug);"));
    EXPECT_THAT(promela, Not(HasSubstr("use_after_free")));
}

TEST(Promela, TellsOfAFailureBeforeTheFirstStep)
{
    const std::string promela = promelaFor(R"(scenario "At once"; int x;
thread t { BUG_ON(1); x = 1; }
)");
    EXPECT_THAT(promela, HasSubstr("mtype fault = bug;"));
    EXPECT_THAT(promela, HasSubstr("assert(no_bug)"));
}

TEST(Promela, IsTheSameEachTime)
{
    EXPECT_EQ(promelaFor(randomProgram(11)), promelaFor(randomProgram(11)));
}

TEST(Promela, RefusesAModelThatWouldBeTooLong)
{
    std::string text = "scenario \"t\"; int x;\nthread t { int v = 0;\nagain:\n";
    for (int i = 0; i < 1'500; ++i)
        text += "v ^= 1;\n";
    for (int i = 0; i < 1'200; ++i)
        text += "if (READ_ONCE(x)) goto again;\n";
    EXPECT_EQ(refusalFor(text + "x = v;\n}\n"), "the Promela model would be longer than 32 MiB");
}

TEST(Promela, RefusesWhatItDoesNotKnow)
{
    constexpr std::string_view plain = "scenario \"t\"; int x;\nthread t { x = 1; }\n";
    EXPECT_EQ(refusalFor(plain, MemoryModel::Tso),
              "the Promela export knows only the memory model sc, not tso");
    EXPECT_EQ(refusalFor(plain, MemoryModel::Pso),
              "the Promela export knows only the memory model sc, not pso");
    EXPECT_EQ(refusalFor("scenario \"t\"; int x;\nthread t[32] { x = 1; }\n"),
              "the Promela export knows at most 31 threads; these are 32");
    EXPECT_EQ(refusalFor("scenario \"t\"; int x;\nthread t { x = choose(0, 256); }\n"),
              "test.race:2: the Promela export knows at most 256 values of choose()");
    EXPECT_EQ(refusalFor("scenario \"t\"; int x;\nthread t { x = choose(0, 255); }\n"), "");
}

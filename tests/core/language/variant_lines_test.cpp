// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/changes/variant_lines.h"

#include "support/program_from_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace racewalk;
using namespace racewalk::test;
using testing::ElementsAre;

namespace {

constexpr std::string_view text = R"(scenario "s";
variant old;
variant new;
int x;
#ifdef new
#define LIMIT 2
#else
#define LIMIT 1
#endif
static void f(void)
{
        x = 1;
#ifdef old
        x = 2;
        x = LIMIT;
#else
        x = LIMIT;
        x = 3;
        x = 4;
#endif
        x = 5;
}
thread t { f(); }
)";

std::vector<std::string> patchOf(std::string_view source, const char *left, const char *right)
{
    const auto leftProgram = programFor(source, left), rightProgram = programFor(source, right);
    return patchText(patchBetween(*leftProgram->source, left, right), *leftProgram, *rightProgram);
}

TEST(VariantLines, AreThoseOfTheVariantWithItsDefines)
{
    const SourceText source("s.race", std::string(text));
    EXPECT_THAT(variantLines(source, "old"),
                ElementsAre(1, 2, 3, 4, 8, 10, 11, 12, 14, 15, 21, 22, 23));
    EXPECT_THAT(variantLines(source, "new"),
                ElementsAre(1, 2, 3, 4, 6, 10, 11, 12, 17, 18, 19, 21, 22, 23));
}

TEST(VariantPatch, KeepsALineThatBothVariantsHaveInTheirOwnBranches)
{
    EXPECT_THAT(patchOf(text, "old", "new"),
                ElementsAre("@@", " int x;", "-#define LIMIT 1", "+#define LIMIT 2",
                            " static void f(void)", "@@ f()", "         x = 1;", "-        x = 2;",
                            "         x = LIMIT;", "+        x = 3;", "+        x = 4;",
                            "         x = 5;"));
}

TEST(VariantPatch, SaysWhichLinesOnlyOneHasAndWhereTheOthersAre)
{
    const SourceText source("s.race", std::string(text));
    const Patch patch = patchBetween(source, "old", "new");
    EXPECT_THAT(patch.removed(), ElementsAre(8, 14));
    EXPECT_THAT(patch.added(), ElementsAre(6, 18, 19));
    const auto begin = static_cast<std::uint32_t>(source.lineStart(17));
    const SourceSpan right = source.span(begin + 8, begin + 17);
    ASSERT_EQ(source.slice(right), "x = LIMIT");
    const SourceSpan left = patch.asLeft(right, source);
    EXPECT_EQ(left.line, 15U);
    EXPECT_EQ(left.column, right.column);
    EXPECT_EQ(source.slice(left), "x = LIMIT");
    const SourceSpan added = source.span(source.lineStart(18), source.lineStart(18) + 9);
    EXPECT_EQ(patch.asLeft(added, source), added);
}

TEST(VariantPatch, IsEmptyForTheSameVariantAndForTheSameText)
{
    EXPECT_THAT(patchOf(text, "old", "old"), ElementsAre());
    EXPECT_THAT(patchOf(R"(scenario "s";
variant a;
variant b;
int x;
#ifdef a
thread t { x = 1; }
#else
thread t { x = 1; }
#endif
)",
                        "a", "b"),
                ElementsAre());
}

TEST(VariantPatch, OfTheInodeRaceIsTheFix)
{
    const auto program = programOf("scenarios/inode/inode-teardown.race", "rcu_lookup");
    const auto fixed = programOf("scenarios/inode/inode-teardown.race", "rcu_recheck");
    EXPECT_THAT(
        patchText(patchBetween(*program->source, "rcu_lookup", "rcu_recheck"), *program, *fixed),
        ElementsAre("@@ __wait_on_freeing_inode(inode)", " {", "+        if (!inode->hashed) {",
                    "+                spin_unlock(&inode->i_lock);", "+                return;",
                    "+        }",
                    "         prepare_to_wait_bit(&inode->i_state, __I_NEW, "
                    "TASK_UNINTERRUPTIBLE);"));
}

} // namespace

// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/differences/result_difference.h"

#include "explore/explore.h"
#include "language/changes/variant_lines.h"
#include "support/program_from_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace racewalk;
using namespace racewalk::test;
using testing::ElementsAre;

namespace {

ResultDifference differenceOf(std::string_view text, const char *left, const char *right,
                              std::uint64_t leftStates = 0)
{
    const auto before = machineFor(text, left), after = machineFor(text, right);
    const Patch patch = patchBetween(*before->program().source, left, right);
    const auto asLeft = [&](SourceSpan place) {
        return patch.asLeft(place, *after->program().source);
    };
    return resultDifference(
        resultSetOf(*before, explore(*before, {.maxStates = leftStates}).verdict),
        resultSetOf(*after, explore(*after, {}).verdict, asLeft));
}

std::vector<std::string> textsOf(const std::vector<Difference> &differences)
{
    std::vector<std::string> texts;
    for (const Difference &each : differences)
        texts.push_back(each.text);
    return texts;
}

/// Both variants have the same code, on different lines; `other` also never sleeps.
constexpr std::string_view sleeper = R"(scenario "s";
variant a;
variant same;
variant other;
wait_queue_head_t wq;
int x;
thread t {
#ifdef a
        prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE);
        schedule();
        finish_wait(&wq);
#elif same
        prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE);
        schedule();
        finish_wait(&wq);
#else
        x = 1;
#endif
}
)";

TEST(ResultDifference, TakesTheSameLineInAnotherBranchForTheSamePlace)
{
    EXPECT_TRUE(differenceOf(sleeper, "a", "same").isNone());
}

TEST(ResultDifference, SaysWhatVanishesAndAppears)
{
    const ResultDifference difference = differenceOf(sleeper, "a", "other");
    EXPECT_THAT(textsOf(difference.vanishes), ElementsAre("t asleep on wq in line 10; x = 0"));
    EXPECT_THAT(textsOf(difference.appears), ElementsAre("t ended; x = 1"));
    EXPECT_THAT(difference.lostKinds, ElementsAre(FindingKind::Hang));
    EXPECT_THAT(difference.newKinds, ElementsAre());
}

TEST(ResultDifference, SaysNothingOfWhatMayBeInThePartThatWasNotSeen)
{
    const ResultDifference difference = differenceOf(sleeper, "a", "other", 1);
    EXPECT_TRUE(difference.appears.empty());
    EXPECT_TRUE(difference.newKinds.empty());
}

} // namespace

// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/fate_words.h"

#include <gtest/gtest.h>

using namespace racewalk;

namespace {

TEST(FateWords, NameAHangOnlyIfNothingElseCanFail)
{
    EXPECT_EQ(fateText(Fate::Open, FindingKind::Hang), "May hang");
    EXPECT_EQ(fateText(Fate::Doomed, FindingKind::Hang), "Hang inevitable");
    for (const FindingKindRow &row : findingKinds) {
        if (row.kind == FindingKind::Hang)
            continue;
        EXPECT_EQ(fateText(Fate::Open, row.kind), "May fail") << row.name;
        EXPECT_EQ(fateText(Fate::Doomed, row.kind).find("ang"), std::string::npos) << row.name;
    }
    EXPECT_EQ(fateText(Fate::Open, std::nullopt), "May fail");
    EXPECT_EQ(fateText(Fate::Doomed, std::nullopt), "Failure inevitable");
}

TEST(FateWords, NameTheOnlyFailureThatIsInevitable)
{
    EXPECT_EQ(fateText(Fate::Doomed, FindingKind::UseAfterFree), "Use after free inevitable");
    EXPECT_EQ(fateText(Fate::Doomed, FindingKind::Bug), "BUG_ON inevitable");
    EXPECT_EQ(fateText(Fate::Doomed, FindingKind::Livelock), "Livelock inevitable");
    EXPECT_EQ(fateText(Fate::Doomed, FindingKind::Final), "Final condition failure inevitable");
    EXPECT_EQ(fateText(Fate::Doomed, FindingKind::Invariant), "Invariant failure inevitable");
}

TEST(FateWords, TellWhatAStepDecides)
{
    EXPECT_EQ(stepFateText(Fate::Open, Fate::Safe, FindingKind::Hang),
              "Safe: no hang reachable any more");
    EXPECT_EQ(stepFateText(Fate::Open, Fate::Safe, FindingKind::Bug),
              "Safe: no failure reachable any more");
    EXPECT_EQ(stepFateText(Fate::Safe, Fate::Safe, FindingKind::None), "Safe");
    EXPECT_EQ(stepFateText(Fate::Open, Fate::Open, FindingKind::Hang), "May hang: still undecided");
    EXPECT_EQ(stepFateText(Fate::Open, Fate::Open, std::nullopt), "May fail: still undecided");
    EXPECT_EQ(stepFateText(Fate::Open, Fate::Doomed, FindingKind::NullDereference),
              "Point of no return: NULL dereference inevitable");
    EXPECT_EQ(stepFateText(Fate::Doomed, Fate::Doomed, FindingKind::Hang), "Hang inevitable");
    EXPECT_EQ(stepFateText(Fate::Open, Fate::Unknown, FindingKind::Hang), "Not known");
}

TEST(FateWords, CallAStepDecisiveOnlyAfterAnOpenState)
{
    EXPECT_EQ(stepFateText(Fate::Unknown, Fate::Doomed, FindingKind::Hang), "Hang inevitable");
    EXPECT_EQ(stepFateText(Fate::Unknown, Fate::Safe, FindingKind::Hang), "Safe");
}

} // namespace

// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/results/verdict_words.h"

#include "explore/base/number_words.h"
#include "explore/explore.h"
#include "explore/results/ending_words.h"
#include "support/program_from_text.h"

#include <gtest/gtest.h>

using namespace racewalk;

namespace {

Verdict verdictWith(std::vector<FindingKind> kinds, Limit limit = Limit::None, double value = 0)
{
    Verdict verdict;
    verdict.states = 1824;
    verdict.limit = limit;
    verdict.limitValue = value;
    for (const FindingKind kind : kinds)
        verdict.findings.emplace_back().kind = kind;
    return verdict;
}

} // namespace

TEST(Verdict, ListsEachFailureOnceAndNoWarnings)
{
    const Verdict verdict = verdictWith(
        {FindingKind::Hang, FindingKind::Hang, FindingKind::Bug, FindingKind::DataRace});
    EXPECT_EQ(verdict.failureKinds(), (std::vector{FindingKind::Hang, FindingKind::Bug}));
    EXPECT_TRUE(verdict.hasFailure());
    EXPECT_FALSE(verdictWith({FindingKind::DataRace, FindingKind::Warn}).hasFailure());
    EXPECT_EQ(verdict.first(FindingKind::Bug), &verdict.findings[2]);
    EXPECT_EQ(verdict.first(FindingKind::Final), nullptr);
}

TEST(Verdict, IsAsExpectedOnlyIfTheKindsAreTheSame)
{
    const Verdict found = verdictWith({FindingKind::Hang, FindingKind::Warn});
    EXPECT_EQ(isAsExpected(found, {FindingKind::Hang}), true);
    EXPECT_EQ(isAsExpected(found, {}), false);
    EXPECT_EQ(isAsExpected(found, {FindingKind::Hang, FindingKind::Bug}), false);
    EXPECT_EQ(isAsExpected(verdictWith({}), {}), true);
    EXPECT_EQ(isAsExpected(verdictWith({}), {FindingKind::Hang}), false);
}

TEST(Verdict, ThatIsIncompleteContradictsOnlyByWhatItFound)
{
    EXPECT_EQ(isAsExpected(verdictWith({}, Limit::States, 10), {}), std::nullopt);
    EXPECT_EQ(
        isAsExpected(verdictWith({FindingKind::Hang}, Limit::States, 10), {FindingKind::Hang}),
        std::nullopt);
    EXPECT_EQ(isAsExpected(verdictWith({FindingKind::Hang}, Limit::States, 10), {}), false);
}

TEST(Verdict, SaysHowCompleteItIs)
{
    EXPECT_EQ(verdictSentence(verdictWith({})), "proved: no failure in 1,824 states");
    EXPECT_EQ(verdictSentence(verdictWith({FindingKind::DataRace})),
              "proved: no failure in 1,824 states");
    EXPECT_EQ(verdictSentence(verdictWith({FindingKind::Hang, FindingKind::Bug})),
              "found: hang, bug in 1,824 states");
    EXPECT_EQ(verdictSentence(verdictWith({}, Limit::States, 1000000)),
              "incomplete: 1,824 states seen, limit of 1,000,000 states hit");
    EXPECT_EQ(verdictSentence(verdictWith({}, Limit::Memory, 2048)),
              "incomplete: 1,824 states seen, limit of 2,048 MiB hit");
    EXPECT_EQ(verdictSentence(verdictWith({}, Limit::Time, 1)),
              "incomplete: 1,824 states seen, limit of 1 second hit");
    EXPECT_EQ(verdictSentence(verdictWith({}, Limit::Time, 0.0001)),
              "incomplete: 1,824 states seen, limit of 0.0001 seconds hit");
    EXPECT_EQ(verdictSentence(verdictWith({FindingKind::Hang}, Limit::Cancelled)),
              "found: hang; incomplete: 1,824 states seen, cancelled");
    Verdict longer = verdictWith({FindingKind::Hang});
    longer.areRunsShortest = false;
    EXPECT_EQ(verdictSentence(longer), "found: hang in 1,824 states; runs may not be the shortest");
}

std::vector<std::string> wordsOf(const char *text)
{
    std::vector<std::string> list;
    for (const Outcome &outcome : explore(*test::machineFor(text), {}).verdict.outcomes)
        list.push_back(outcome.words.name + " | " + outcome.words.brief + " | " +
                       outcome.words.detail);
    return list;
}

TEST(EndingWords, NameAGoodEndAfterItsValues)
{
    EXPECT_EQ(wordsOf(R"(scenario "t"; int x; int y;
thread a { WRITE_ONCE(x, choose(0, 1)); WRITE_ONCE(y, 7); }
)"),
              (std::vector<std::string>{"x = 0 | x = 0 | a ended", "x = 1 | x = 1 | a ended"}));
    EXPECT_EQ(wordsOf("scenario \"t\"; int x; thread a { x = 1; }"),
              (std::vector<std::string>{"Finished | Finished | a ended"}));
}

TEST(EndingWords, NameAFailureAfterItsMessageOrItsLine)
{
    EXPECT_EQ(wordsOf(R"(scenario "t"; wait_queue_head_t q; int x;
thread a { wait_event(q, READ_ONCE(x)); }
)"),
              (std::vector<std::string>{"Hang: a sleeps forever | Hang | a asleep"}));
    EXPECT_EQ(wordsOf(R"(scenario "t"; int x;
thread a { while (!READ_ONCE(x)) {} }
thread b { }
)"),
              (std::vector<std::string>{
                  "Livelock: a runs forever | Livelock | a running forever; b ended"}));
    EXPECT_EQ(wordsOf(R"(scenario "t"; int x;
thread a { BUG_ON(READ_ONCE(x) == 0); }
)"),
              (std::vector<std::string>{"BUG_ON failed, line 2 | BUG_ON failed | "
                                        "a: BUG_ON(READ_ONCE(x) == 0) fails"}));
}

TEST(NumberWords, RoundWhatIsLong)
{
    EXPECT_EQ(roundedText(0), "0");
    EXPECT_EQ(roundedText(399'245), "399,245");
    EXPECT_EQ(roundedText(999'999), "999,999");
    EXPECT_EQ(roundedText(1e6), "1.0 million");
    EXPECT_EQ(roundedText(2'440'000), "2.4 million");
    EXPECT_EQ(roundedText(999'949'999), "999.9 million");
    EXPECT_EQ(roundedText(1.2e9), "1.2 x 10^9");
}

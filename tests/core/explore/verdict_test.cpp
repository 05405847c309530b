// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/results/verdict_words.h"

#include "explore/base/number_words.h"
#include "explore/explore.h"
#include "explore/results/ending_words.h"
#include "support/program_from_text.h"

#include <gtest/gtest.h>

#include <array>
#include <set>

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

std::set<std::string> failuresOf(const char *text)
{
    std::set<std::string> list;
    for (const Outcome &outcome : explore(*test::machineFor(text), {}).verdict.outcomes)
        if (outcome.kind != FindingKind::None)
            list.insert(outcome.words.name + ": " + outcome.words.detail);
    return list;
}

TEST(EndingWords, TellTheTwoStepsOfAnUpdateOfFreedMemoryApart)
{
    EXPECT_EQ(failuresOf(R"(scenario "t";
struct device { int packets; };
pool struct device devices[1] = { { .packets = 0 } };
struct device *device = &devices[0];
thread interrupt { struct device *d = READ_ONCE(device); d->packets++; }
thread remove { kfree(READ_ONCE(device)); }
)"),
              (std::set<std::string>{
                  "Use after free, line 5: interrupt reads devices[0].packets after it was freed",
                  "Use after free, line 5: interrupt writes devices[0].packets after it was "
                  "freed"}));
}

TEST(EndingWords, TellFailuresOfOneLineApartByTheirColumns)
{
    EXPECT_EQ(failuresOf("scenario \"t\"; int x;\n"
                         "thread a { int c = choose(0, 1);\n"
                         "if (c) BUG_ON(true); else BUG_ON(true); }\n"),
              (std::set<std::string>{"BUG_ON failed, line 3: a: BUG_ON(true) fails; column 8",
                                     "BUG_ON failed, line 3: a: BUG_ON(true) fails; column 27"}));
}

TEST(EndingWords, TellThreadsThatSleepAtSeveralPlacesApart)
{
    EXPECT_EQ(failuresOf(R"(scenario "t"; wait_queue_head_t p, q; bool done;
thread a {
        if (choose(0, 1))
                wait_event(p, READ_ONCE(done));
        else
                wait_event(q, READ_ONCE(done));
}
)"),
              (std::set<std::string>{"Hang: a sleeps forever: a asleep; a on p at line 4",
                                     "Hang: a sleeps forever: a asleep; a on q at line 6"}));
}

TEST(EndingWords, NumberEndingsThatNothingElseTellsApart)
{
    EndingWords first{"Hang", "Hang", "a asleep"}, second = first, third{"Hang", "Hang", "ended"};
    const std::array<PlacedEnding, 3> endings{
        {{&first, "line 1"}, {&second, "line 1"}, {&third, ""}}};
    tellApart(endings);
    EXPECT_EQ(first.detail, "a asleep; number 1 of 2 alike");
    EXPECT_EQ(second.detail, "a asleep; number 2 of 2 alike");
    EXPECT_EQ(third.detail, "ended");
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

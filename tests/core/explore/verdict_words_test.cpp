// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/results/verdict_words.h"

#include "explore/explore.h"
#include "support/program_from_text.h"

#include <gtest/gtest.h>

using namespace racewalk;

namespace {

Verdict verdictOf(const std::string &text, const Limits &limits = {})
{
    return explore(*test::machineFor("scenario \"Test\";\n" + text), limits).verdict;
}

/// "PILL; OPEN, DOOMED": the words that the window shows for a verdict.
std::string wordsFor(const Verdict &verdict)
{
    const OnlyFailure only = onlyFailure(verdict);
    return shortVerdict(verdict) + "; " + fateText(Fate::Open, only) + ", " +
           fateText(Fate::Doomed, only);
}

constexpr const char *twoLocks = "spinlock_t a, b; int x;\n"
                                 "thread t { spin_lock(&a); spin_lock(&b); spin_unlock(&b); "
                                 "spin_unlock(&a); }\n"
                                 "thread u { spin_lock(&b); spin_lock(&a); ";

TEST(VerdictWords, SpeakOfAHangIfHangsAreTheOnlyFailure)
{
    EXPECT_EQ(wordsFor(verdictOf(std::string(twoLocks) + "spin_unlock(&a); spin_unlock(&b); }")),
              "Hang reachable - 1 context switch; May hang, Hang inevitable");
}

TEST(VerdictWords, NameTheOnlyKindOfFailure)
{
    EXPECT_EQ(wordsFor(verdictOf("struct T { int f; };\npool struct T things[1];\n"
                                 "struct T *p;\n"
                                 "thread t { p = kmalloc(struct T); kfree(p); p->f = 1; }")),
              "Use after free reachable - 0 context switches; May fail, Use after free inevitable");
    EXPECT_EQ(wordsFor(verdictOf("int x; thread t { WRITE_ONCE(x, 1); } "
                                 "thread u { BUG_ON(READ_ONCE(x)); }")),
              "BUG_ON can fail - 1 context switch; May fail, BUG_ON inevitable");
}

TEST(VerdictWords, NameNoKindIfSeveralArePossible)
{
    EXPECT_EQ(wordsFor(verdictOf(std::string(twoLocks) +
                                 "BUG_ON(1); spin_unlock(&a); spin_unlock(&b); }")),
              "Hang reachable - 1 context switch; May fail, Failure inevitable");
}

TEST(VerdictWords, CountNoWarningAsAFailure)
{
    const Verdict warned = verdictOf("int x; thread t { x = 1; } thread u { WARN_ON(x); }");
    EXPECT_NE(warned.first(FindingKind::DataRace), nullptr);
    EXPECT_NE(warned.first(FindingKind::Warn), nullptr);
    EXPECT_EQ(shortVerdict(warned), "No failure in any interleaving");
    EXPECT_EQ(onlyFailure(warned), FindingKind::None);
}

TEST(VerdictWords, SayWhereARunMayNotHaveTheFewestSwitches)
{
    Verdict verdict = verdictOf("int x; thread t { WRITE_ONCE(x, 1); } "
                                "thread u { BUG_ON(READ_ONCE(x)); }");
    EXPECT_TRUE(hasFewestSwitches(verdict, 1));
    verdict.areRunsShortest = false;
    EXPECT_EQ(shortVerdict(verdict), "BUG_ON can fail - at most 1 context switch");
    EXPECT_TRUE(hasFewestSwitches(verdict, 0));
    verdict.areRunsShortest = true;
    verdict.limit = Limit::Enough;
    EXPECT_EQ(shortVerdict(verdict), "BUG_ON can fail - at most 1 context switch");
}

TEST(VerdictWords, ClaimNothingBeyondAnIncompleteSearch)
{
    Limits limits;
    limits.maxStates = 3;
    const Verdict cut =
        verdictOf("int x; thread t { WRITE_ONCE(x, 1); WRITE_ONCE(x, 2); WRITE_ONCE(x, 3); } "
                  "thread u { WRITE_ONCE(x, 4); WRITE_ONCE(x, 5); }",
                  limits);
    EXPECT_EQ(wordsFor(cut),
              "No failure found, search stopped early; May fail, Failure inevitable");
    Verdict hangSoFar = cut;
    hangSoFar.findings.emplace_back().kind = FindingKind::Hang;
    EXPECT_EQ(onlyFailure(hangSoFar), std::nullopt);
    EXPECT_EQ(coverageText(cut), "3 states explored, search stopped early (limit of 3 states hit)");
}

} // namespace

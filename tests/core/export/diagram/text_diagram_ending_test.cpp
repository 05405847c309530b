// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/diagram/diagrams.h"
#include "explore/explore.h"

#include <gtest/gtest.h>

// What the diagram of a finding says at its end.

namespace {

using namespace racewalk;
using namespace racewalk::test;

/// The diagram of the first finding of a kind.
std::string diagramOfFinding(std::string_view program, FindingKind kind)
{
    const auto machine = machineFor(program);
    const Verdict verdict = explore(*machine, {}).verdict;
    const Finding *finding = verdict.first(kind);
    if (finding == nullptr)
        return "there is none";
    Run run(machine);
    run.replace(finding->steps);
    run.jump(run.length());
    return textDiagram(run, {}, diagramEndingFor(run, *finding));
}

TEST(TextDiagram, OfAPropertyThatCannotBeEvaluatedAtTheStartShowsNoOperation)
{
    EXPECT_EQ(diagramOf(R"(scenario "Unset";
struct thing { int size; };
struct thing *p;
invariant p->size == 0;
thread a { WRITE_ONCE(p, NULL); }
)",
                        ""),
              "  CPU0 (a)\n"
              "  --------\n"
              "  [ at the start, p->size == 0 follows a NULL pointer ]\n");
}

TEST(TextDiagram, OfALivelockSaysWhoRunsForever)
{
    EXPECT_EQ(diagramOfFinding(R"(scenario "Live";
int x;
thread reader { while (!READ_ONCE(x)) ; }
thread writer { if (READ_ONCE(x)) WRITE_ONCE(x, 1); }
)",
                               FindingKind::Livelock),
              "  CPU0 (reader)                       CPU1 (writer)\n"
              "  -------------                       -------------\n"
              "                                      if (READ_ONCE(x))  [ false ]\n"
              "  while (!READ_ONCE(x))\n"
              "  [ reader runs forever ]\n");
}

TEST(TextDiagram, OfADataRaceShowsBothAccessesAndThatTheyRace)
{
    EXPECT_EQ(diagramOfFinding(R"(scenario "Race";
int n;
thread a { n = n + 1; }
thread b { if (READ_ONCE(n)) WRITE_ONCE(n, 3); }
)",
                               FindingKind::DataRace),
              "  CPU0 (a)                            CPU1 (b)\n"
              "  --------                            --------\n"
              "  n = n + 1  [ reads 0 ]\n"
              "    [ about to write ]\n"
              "                                      if (READ_ONCE(n))\n"
              "  [ a's plain write of n races with b's read ]\n");
}

TEST(TextDiagram, OfAFailureBeforeTheFirstStepShowsWhatFails)
{
    EXPECT_EQ(diagramOfFinding(R"(scenario "At once";
int n;
static void start(void) { int k = 3; BUG_ON(k == 3); WRITE_ONCE(n, 1); }
thread a { start(); }
thread b { WRITE_ONCE(n, 2); }
)",
                               FindingKind::Bug),
              "  CPU0 (a)                            CPU1 (b)\n"
              "  --------                            --------\n"
              "  start()\n"
              "    BUG_ON(k == 3)\n"
              "      [ fails ]\n");
}

TEST(TextDiagram, OfAFailureAfterAReadShowsTheValueRead)
{
    EXPECT_EQ(diagramOfFinding(R"(scenario "Read";
int x;
thread w { WRITE_ONCE(x, 0); }
thread t { atomic { int r = READ_ONCE(x); BUG_ON(r == 0); } }
)",
                               FindingKind::Bug),
              "  CPU0 (w)                            CPU1 (t)\n"
              "  --------                            --------\n"
              "                                      r = READ_ONCE(x)  [ -> 0 ]\n"
              "                                        [ BUG_ON(r == 0) fails ]\n");
}

TEST(TextDiagram, OfAHangLeavesItToWhatTheRunShows)
{
    const std::string diagram = diagramOfFinding(lostWakeup, FindingKind::Hang);
    EXPECT_TRUE(diagram.ends_with("  schedule()\n    [ nobody left to wake us ]\n")) << diagram;
}

} // namespace

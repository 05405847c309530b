// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cluster/by_ranks.h"
#include "explore/explore.h"
#include "support/program_from_text.h"
#include "support/tiny_programs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

using namespace racewalk;
using namespace racewalk::test;

namespace {

constexpr Evaluation bothWays[] = {Evaluation::Gathered, Evaluation::Divided};

void expectWhatOneProcessFinds(const std::shared_ptr<const Machine> &machine, const Limits &limits,
                               const std::vector<unsigned> &counts)
{
    for (const Evaluation evaluation : bothWays) {
        const std::string one = foundByOneProcess(machine, limits, evaluation);
        for (const unsigned count : counts)
            ASSERT_EQ(foundByRanks(count, machine, limits, evaluation), one)
                << count << " ranks" << (evaluation == Evaluation::Divided ? ", divided" : "");
    }
}

std::set<std::string> corpus()
{
    std::set<std::string> texts;
    for (const auto &entry : std::filesystem::directory_iterator(RACEWALK_TESTS_DIR "/corpus")) {
        if (entry.path().extension() != ".race")
            continue;
        std::ostringstream text;
        text << std::ifstream(entry.path()).rdbuf();
        texts.insert(text.str());
    }
    return texts;
}

} // namespace

TEST(ExploreDivided, FindsInMadeUpProgramsWhatOneProcessFinds)
{
    for (const std::string &text : tinyPrograms(30, 2000)) {
        SCOPED_TRACE(text);
        expectWhatOneProcessFinds(machineFor(text), {}, {1, 2, 3, 4});
    }
}

TEST(ExploreDivided, FindsEveryKindOfFindingThatOneProcessFinds)
{
    std::set<FindingKind> kinds;
    for (const std::string &text : corpus()) {
        SCOPED_TRACE(text);
        const auto program = programFor(text);
        for (const Variant &variant : program->scenario.variants) {
            const auto machine = machineFor(text, variant.name);
            expectWhatOneProcessFinds(machine, {}, {3});
            for (const Finding &finding : explore(*machine, {}).verdict.findings)
                kinds.insert(finding.kind);
        }
    }
    for (const FindingKindRow &row : findingKinds)
        if (row.seenIn != SeenIn::Nothing) {
            EXPECT_TRUE(kinds.contains(row.kind)) << row.name;
        }
}

TEST(ExploreDivided, FindsInTheInodeRaceWhatOneProcessFinds)
{
    for (const char *variant : {"rcu_lookup", "rcu_recheck"}) {
        expectWhatOneProcessFinds(
            machineOf("scenarios/inode/inode-teardown.race", variant, {{"lookups", 2}}), {},
            {2, 4});
        expectWhatOneProcessFinds(
            machineOf("scenarios/inode/inode-teardown.race", variant, {}, MemoryModel::Tso), {},
            {2, 4});
    }
}

TEST(ExploreDivided, StopsAtALimitOnStatesWhereOneProcessStops)
{
    for (const std::string &text : tinyPrograms(6, 2000, 500)) {
        SCOPED_TRACE(text);
        for (const std::uint64_t maxStates : {1U, 2U, 3U, 7U, 20U, 61U, 2000U})
            expectWhatOneProcessFinds(machineFor(text), {.maxStates = maxStates}, {2, 3});
    }
}

TEST(ExploreDivided, ListsTheOutcomesThatOneProcessListsWhereTheyAreTooMany)
{
    // 1,600 of them, and each has two ends, which differ in the pool alone: one that is met early,
    // and one after more steps with fewer context switches, which may be another rank's.
    const auto machine = machineFor(R"(scenario "t"; int x, y, z, go;
struct thing { int v; };
pool struct thing things[1] = { { .v = 0 } };
struct thing *p = &things[0];
thread a { x = choose(0, 39); WRITE_ONCE(go, 1); WRITE_ONCE(go, 2); }
thread b {
        y = choose(0, 39);
        if (READ_ONCE(go) == 1) {
                WRITE_ONCE(p->v, 1);
        } else {
                WRITE_ONCE(z, 0);
                WRITE_ONCE(z, 0);
                WRITE_ONCE(p->v, 2);
        }
}
)");
    const Verdict one = explore(*machine, {}).verdict;
    EXPECT_TRUE(one.isListCut);
    EXPECT_EQ(one.outcomes.size(), 1000U);
    EXPECT_EQ(one.outcomes.front().contextSwitches, 1U);
    expectWhatOneProcessFinds(machine, {}, {2, 3});
}

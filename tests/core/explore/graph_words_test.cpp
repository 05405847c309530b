// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/graph_layout/graph_words.h"

#include "explore/explore.h"
#include "support/program_from_text.h"

#include <gtest/gtest.h>

using namespace racewalk;
using namespace racewalk::test;

TEST(GraphWords, SayHowCompleteTheGraphIs)
{
    const auto machine =
        machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup", {{"lookups", 2}});
    const Exploration whole = explore(*machine, {});
    EXPECT_EQ(graphGapsText(*whole.space, whole.verdict), "");
    EXPECT_EQ(graphGapsWord(*whole.space, whole.verdict), "");

    const Exploration cut = explore(*machine, {.maxStates = 100});
    EXPECT_EQ(graphGapsWord(*cut.space, cut.verdict), "partial");
    EXPECT_EQ(graphGapsText(*cut.space, cut.verdict)
                  .find("The search stopped early (limit of 100 "
                        "states hit): "),
              0U);
    const auto layout = layOutGraph(*machine, cut.space, {});
    EXPECT_TRUE(std::ranges::any_of(layout->nodes(), [](const GraphNode &node) {
        return !node.isExpanded && node.fate == Fate::Unknown;
    }));

    const Exploration reduced = explore(*machine, {.reductions = {.threads = true}});
    EXPECT_EQ(graphGapsWord(*reduced.space, reduced.verdict), "reduced");
    EXPECT_EQ(graphGapsText(*reduced.space, reduced.verdict),
              "States that differ only by an exchange of identical threads are one node.");
    const Exploration few = explore(*machine, {.reductions = {.threads = true, .steps = true}});
    EXPECT_EQ(graphGapsText(*few.space, few.verdict),
              "States that differ only by an exchange of identical threads are one node. Some "
              "interleavings of independent steps are left out.");
}

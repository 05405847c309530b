// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/provenance.h"

#include "graph_exports.h"
#include "traces.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace {

using namespace racewalk;
using namespace racewalk::test;
using testing::HasSubstr;
using testing::Not;

TEST(GraphSvg, NamesTheEndingsTheStepsAndTheFates)
{
    const ExploredGraph graph(machineFor(lockProgram), "one two");
    const std::string svg = graph.written(&writeGraphSvg, {.caption = "auto"});
    EXPECT_THAT(svg, HasSubstr("<title>State graph: Locks</title>"));
    EXPECT_THAT(svg, HasSubstr(" transitions.</desc>"));
    EXPECT_THAT(svg, HasSubstr(">Locks</text>"));
    EXPECT_THAT(svg, HasSubstr(">start</text>"));
    EXPECT_THAT(svg, HasSubstr(">one mutex_lock(a)</text>"));
    EXPECT_THAT(svg, HasSubstr(">Hang: "));
    EXPECT_THAT(svg, HasSubstr(">May hang</text>"));
    EXPECT_THAT(svg, HasSubstr(">The run</text>"));
    EXPECT_THAT(svg, Not(HasSubstr("nan")));
    EXPECT_EQ(provenanceIn(svg), provenanceOf(graph.run));
    EXPECT_EQ(svg, graph.written(&writeGraphSvg, {.caption = "auto"}));
    EXPECT_THAT(graph.written(&writeGraphSvg, {.legend = false}), Not(HasSubstr(">The run<")));
}

TEST(GraphSvg, SaysWhatIsLeftOutOfALargeGraph)
{
    const ExploredGraph graph(machineFor(manyStates), "one*10 two*10");
    EXPECT_THAT(graph.written(&writeGraphSvg), HasSubstr("are left out.</text>"));
}

TEST(GraphSvg, TakesItsColoursFromTheTheme)
{
    const ExploredGraph graph(machineFor(lockProgram), "one two");
    EXPECT_THAT(graph.written(&writeGraphSvg, {.theme = ThemeKind::Dark}),
                Not(HasSubstr("#ffffff")));
}

TEST(GraphSvg, EscapesHostileTexts)
{
    const ExploredGraph graph(machineFor(hostileProgram), "end! loop!");
    const std::string svg = graph.written(&writeGraphSvg, {.caption = "auto"});
    EXPECT_THAT(svg, Not(HasSubstr("<b>")));
    EXPECT_EQ(provenanceIn(svg), provenanceOf(graph.run));
}

TEST(GraphSvg, DrawsAGraphWithoutARun)
{
    const ExploredGraph graph(machineFor(lockProgram), "");
    const Written svg = writeGraphSvg(graph.toExport(false), {});
    ASSERT_TRUE(svg);
    EXPECT_THAT(*svg, Not(HasSubstr(">The run<")));
    EXPECT_THAT(*svg, HasSubstr("<metadata>racewalk replay "));
}

} // namespace

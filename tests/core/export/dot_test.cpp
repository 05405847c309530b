// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/graph/dot_text.h"
#include "export/provenance.h"
#include "support/golden.h"

#include "graph_exports.h"
#include "traces.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>

namespace {

using namespace racewalk;
using namespace racewalk::test;
using testing::HasSubstr;
using testing::Not;

TEST(Dot, DrawsASmallGraphAsAWhole)
{
    const ExploredGraph graph(machineFor("scenario \"Two\"; struct mutex a;\n"
                                         "thread one { mutex_lock(&a); mutex_unlock(&a); }\n"
                                         "thread two { mutex_lock(&a); mutex_unlock(&a); }\n"),
                              "one! two!");
    const std::string text = graph.written(&writeDot);
    EXPECT_TRUE(matchesGolden("dot/two_locks.dot", text));
    EXPECT_EQ(provenanceIn(text), provenanceOf(graph.run));
    EXPECT_EQ(text, graph.written(&writeDot));
}

TEST(Dot, SaysWhatIsLeftOutOfALargeGraph)
{
    const ExploredGraph graph(machineFor(manyStates), "one*10 two*10");
    const std::string text = graph.written(&writeDot);
    EXPECT_THAT(text, HasSubstr("are left out."));
    EXPECT_THAT(text, HasSubstr("{ rank=same; "));
    EXPECT_THAT(text, HasSubstr("group=run"));
}

TEST(Dot, TakesItsColoursFromTheTheme)
{
    const ExploredGraph graph(machineFor(lockProgram), "one two");
    EXPECT_THAT(graph.written(&writeDot), HasSubstr("bgcolor=\"#ffffff\""));
    EXPECT_THAT(graph.written(&writeDot, {.theme = ThemeKind::Dark}),
                HasSubstr("bgcolor=\"#1b1f26\""));
}

TEST(Dot, EscapesWhatGraphvizWouldTakeForItsOwn)
{
    EXPECT_EQ(dotText("a \"b\" \\N <c> &lt;\nd"), R"("a \"b\" \\N <c> &amp;lt;\nd")");
    EXPECT_EQ(dotText("\x01\x7f\xff\uFFFF"), "\"\uFFFD\uFFFD\uFFFD\uFFFD\"");
    EXPECT_EQ(dotText("x\\"), R"("x\\")");
}

TEST(Dot, LosesNothingToHostileTexts)
{
    const ExploredGraph graph(machineFor(hostileProgram), "end! loop!");
    const std::string text = graph.written(&writeDot);
    std::istringstream lines(text);
    std::string line;
    std::getline(lines, line);
    EXPECT_TRUE(line.starts_with("// racewalk replay ")) << line;
    std::getline(lines, line);
    EXPECT_EQ(line, "digraph racewalk {");
    while (std::getline(lines, line) && line != "}") {
        std::size_t quotes = 0;
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (line[i] == '\\')
                ++i;
            else if (line[i] == '"')
                ++quotes;
        }
        EXPECT_EQ(quotes % 2, 0U) << line;
        EXPECT_TRUE(line.ends_with(';')) << line;
    }
    EXPECT_EQ(line, "}");
    EXPECT_EQ(provenanceIn(text), provenanceOf(graph.run));
}

} // namespace

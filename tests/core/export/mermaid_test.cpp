// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/formats.h"
#include "export/provenance.h"

#include "traces.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <regex>
#include <sstream>
#include <string>

namespace {

using namespace racewalk;
using namespace racewalk::test;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// Every line has a form that Mermaid reads as it is meant.
void expectDiagram(const std::string &text)
{
    const std::string free = R"(((?:[\w ().=*!/|?'\[\]\x80-\xff]|#\d+;|<br/>)+))";
    const std::regex line("    (?:title |participant t\\d+ as |Note over t\\d+(?:,t\\d+)?: |"
                          "t\\d+(?:->>|-x)t\\d+: )" +
                          free);
    const std::regex end(R"((^|[^\w])end($|[^\w]))", std::regex::icase);
    std::istringstream lines(text);
    std::string each;
    std::getline(lines, each);
    EXPECT_THAT(each, StartsWith("%% racewalk replay "));
    EXPECT_THAT(each, Not(HasSubstr("%%{")));
    std::getline(lines, each);
    EXPECT_EQ(each, "sequenceDiagram");
    while (std::getline(lines, each)) {
        EXPECT_TRUE(std::regex_match(each, line)) << each;
        EXPECT_FALSE(std::regex_search(each, end)) << each;
    }
}

std::size_t countOf(const std::string &text, const std::string &part)
{
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

TEST(Mermaid, ShowsStepsAndTheArrowsBetweenThem)
{
    TracedRun traced(machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup"),
                     "lookup*2 evict! lookup!");
    traced.timeline.notes[1] = "look: here";
    const std::string text = traced.written(&writeMermaid);
    expectDiagram(text);
    EXPECT_THAT(text, HasSubstr("    title Inode lookup vs. evict()"));
    EXPECT_THAT(text, HasSubstr("    participant t0 as lookup\n"));
    EXPECT_THAT(text, HasSubstr("<br/>look#58; here\n"));
    EXPECT_THAT(text, HasSubstr("->>t0: hands over "));
    EXPECT_THAT(text, HasSubstr("    t1-xt0: wakes nobody\n"));
    EXPECT_THAT(traced.written(&writeMermaid, {.notes = false}), Not(HasSubstr("here")));
    EXPECT_EQ(provenanceIn(text), provenanceOf(traced.run));
}

TEST(Mermaid, LosesNothingToHostileTexts)
{
    TracedRun traced(machineFor(hostileProgram), "end! loop!");
    traced.timeline.notes[0] = "end\nof; #1 %%\xff\x01";
    const std::string text = traced.written(&writeMermaid);
    expectDiagram(text);
    EXPECT_THAT(text, HasSubstr("    participant t0 as e#110;d\n"));
    EXPECT_THAT(text, HasSubstr(" e#110;d#59; #37;#37; #60;/script#62; t0#45;#62;#62;t1#58; "));
    EXPECT_THAT(text, HasSubstr("<br/>e#110;d of#59; #35;1 #37;#37;\uFFFD \n"));
    EXPECT_THAT(text, HasSubstr("    t0->>t1: hands over lock\n"));
    EXPECT_EQ(provenanceIn(text), provenanceOf(traced.run));
}

TEST(Mermaid, ShowsTheChosenSteps)
{
    TracedRun traced(machineFor(hostileProgram), "end! loop!");
    traced.run.jump(4);
    const std::string text = traced.written(&writeMermaid, {}, 2);
    expectDiagram(text);
    EXPECT_THAT(text, HasSubstr("    Note over t0: 3 mutex_unlock(lock)\n"));
    EXPECT_THAT(text, Not(HasSubstr("Note over t0: 2 ")));
    EXPECT_THAT(text, HasSubstr("    Note over t1: 4 "));
    EXPECT_THAT(text, Not(HasSubstr("Note over t1: 5 ")));
    EXPECT_EQ(provenanceIn(text), provenanceOf(traced.run));
    traced.run.jump(0);
    expectDiagram(traced.written(&writeMermaid));
}

TEST(Mermaid, SaysHowManyStepsAreLeftOut)
{
    TracedRun traced(machineFor("scenario \"Long\"; int x;\n"
                                "thread t { while (READ_ONCE(x) == 0) {} }\n"
                                "thread u { WRITE_ONCE(x, 1); }\n"),
                     "t*253");
    const std::string text = traced.written(&writeMermaid);
    expectDiagram(text);
    EXPECT_EQ(countOf(text, "Note over t0: "), 250U);
    EXPECT_THAT(text, HasSubstr("    Note over t0,t1: 3 more steps are left out\n"));
}

} // namespace

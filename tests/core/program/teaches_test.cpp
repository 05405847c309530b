// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/program.h"

#include <gtest/gtest.h>

#include <string>

namespace {

using namespace racewalk;

std::string taught(const char *about)
{
    Scenario scenario;
    scenario.about = about;
    return std::string(teaches(scenario));
}

TEST(Teaches, IsTheFirstSentenceOfWhatTheScenarioIsAbout)
{
    EXPECT_EQ(taught("The wakeup comes too early. Nobody waits yet."),
              "The wakeup comes too early.");
    EXPECT_EQ(taught("Who is first? Nobody knows."), "Who is first?");
    EXPECT_EQ(taught("It says \"wait.\" And then sleeps."), "It says \"wait.\"");
    EXPECT_EQ(taught("One sentence."), "One sentence.");
    EXPECT_EQ(taught("No full stop"), "No full stop");
    EXPECT_EQ(taught(""), "");
}

TEST(Teaches, GoesOnBehindAFullStopThatEndsNoSentence)
{
    EXPECT_EQ(taught("Linux 6.10 hangs in fs/inode.c here. 6.11 does not."),
              "Linux 6.10 hangs in fs/inode.c here.");
    EXPECT_EQ(taught("A lookup vs. evict(), i.e. a race. More."),
              "A lookup vs. evict(), i.e. a race.");
    EXPECT_EQ(taught("It takes turns with devs. Then it ends."), "It takes turns with devs.");
    EXPECT_EQ(taught("Reads, writes, cf."), "Reads, writes, cf.");
}

} // namespace

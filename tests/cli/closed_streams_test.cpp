// SPDX-License-Identifier: GPL-3.0-or-later
// A shell or a service manager may start the program with some of its three streams closed.
#include "cli/command_line.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

namespace {

using namespace racewalk::test;

class ClosedStreams : public CommandLine, public testing::WithParamInterface<const char *> {
protected:
    /// A shell command that prints something on stdout and ends with 0.
    std::string command() const
    {
        write("lost.race", std::string(lostUpdate) + "expect final;\n");
        return std::string("exec $RACEWALK ") + GetParam() + " <lost.race";
    }
};

TEST_P(ClosedStreams, AResultWithoutAStdoutIsAnErrorWithAMessage)
{
    const auto result = shell(command() + " >&-");
    EXPECT_EQ(result.exitStatus, 2);
    EXPECT_EQ(result.output, "");
    EXPECT_EQ(result.errors,
              "racewalk: cannot write to standard output: Bad file descriptor\n");
}

TEST_P(ClosedStreams, WithoutAStderrTheResultIsTheSame)
{
    const auto open = shell(command());
    const auto closed = shell(command() + " 2>&-");
    EXPECT_EQ(open.exitStatus, 0) << open.errors;
    EXPECT_NE(open.output, "");
    EXPECT_EQ(closed.exitStatus, 0);
    EXPECT_EQ(closed.output, open.output);
}

TEST_P(ClosedStreams, WithoutAnyTheExitStatusTellsThatThereIsNoResult)
{
    EXPECT_EQ(shell(command() + " <&- >&- 2>&-").exitStatus, 2);
}

INSTANTIATE_TEST_SUITE_P(
    Commands, ClosedStreams,
    testing::Values("check lost.race", "odds lost.race", "lines lost.race", "litmus", "list",
                    "replay lost.race --schedule 'a! b!'",
                    "compare lost.race --memory sc,tso", "export lost.race text -o -",
                    "export lost.race svg", "export lost.race promela", "format -", "--version",
                    "check --help"),
    [](const auto &instance) {
        std::string name;
        std::ranges::copy_if(std::string(instance.param), std::back_inserter(name),
                             [](unsigned char c) { return std::isalnum(c) != 0; });
        return name;
    });

using ClosedStream = CommandLine;

TEST_F(ClosedStream, AFileIsWrittenWithoutAnyStream)
{
    write("lost.race", lostUpdate);
    const auto result = shell("$RACEWALK export lost.race text -o lost.txt <&- >&- 2>&-; "
                              "status=$?; cat lost.txt; exit $status");
    EXPECT_EQ(result.exitStatus, 0);
    EXPECT_TRUE(result.output.starts_with("  CPU0 (a) ")) << result.output;
}

TEST_F(ClosedStream, StandardInputThatIsClosedIsTold)
{
    const auto result = shell("exec $RACEWALK format - <&-");
    EXPECT_EQ(result.exitStatus, 2);
    EXPECT_TRUE(isMessage(result, "standard input cannot be read: Bad file descriptor\n"));
}

} // namespace

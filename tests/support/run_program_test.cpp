// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/run_program.h"

#include <gtest/gtest.h>

namespace {

using namespace racewalk::test;

TEST(RunProgram, KeepsTheStreamsApartAndGivesTheExitStatus)
{
    const auto result = runProgram("/bin/sh", {"-c", "echo good; echo bad >&2; exit 3"});
    EXPECT_EQ(result.exitStatus, 3);
    EXPECT_EQ(result.output, "good\n");
    EXPECT_EQ(result.errors, "bad\n");
}

TEST(RunProgram, HandsOverInputEnvironmentAndDirectory)
{
    ProgramSetting setting;
    setting.input = std::string(200'000, 'x');
    setting.environment = {"RACE=walk", "HOME"};
    setting.directory = "/";
    const auto result =
        runProgram("/bin/sh", {"-c", "wc -c; echo $RACE ${HOME-none}; pwd"}, setting);
    EXPECT_EQ(result.output, "200000\nwalk none\n/\n");
}

TEST(RunProgram, ASignalGives128PlusItsNumber)
{
    EXPECT_EQ(runProgram("/bin/sh", {"-c", "kill -TERM $$"}).exitStatus, 128 + 15);
}

TEST(RunProgram, AProgramThatDoesNotEndIsKilled)
{
    ProgramSetting setting;
    setting.timeoutSeconds = 1;
    EXPECT_EQ(runProgram("/bin/sleep", {"60"}, setting).exitStatus, 137);
}

TEST(RunProgram, AMissingProgramGives127)
{
    EXPECT_EQ(runProgram("/nowhere/racewalk", {}).exitStatus, 127);
}

} // namespace

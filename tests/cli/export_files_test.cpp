// SPDX-License-Identifier: GPL-3.0-or-later
// A file is written as a whole or not at all.
#include "cli/command_line.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace {

using namespace racewalk::test;

using ExportedFile = CommandLine;

TEST_F(ExportedFile, WritesAFileAsAWholeAndKeepsItsPermissions)
{
    write("out.txt", "old");
    std::filesystem::permissions(folder() / "out.txt", std::filesystem::perms(0640));
    const auto result = racewalk({"export", "lost-wakeup", "text", "-o", "out.txt"});
    EXPECT_EQ(result.exitStatus, 0) << result.errors;
    EXPECT_EQ(result.output, "");
    EXPECT_TRUE(contentOf("out.txt").starts_with("  CPU0 (waiter)")) << contentOf("out.txt");
    EXPECT_EQ(std::filesystem::status(folder() / "out.txt").permissions(),
              std::filesystem::perms(0640));
    EXPECT_EQ(filesInFolder(), std::vector<std::string>{"out.txt"});
}

TEST_F(ExportedFile, AFileThatCannotBeWrittenIsToldAndLeavesNothing)
{
    auto result = racewalk({"export", "lost-wakeup", "text", "-o", "no/such/folder.txt"});
    EXPECT_EQ(result.exitStatus, 2);
    EXPECT_TRUE(isMessage(result, "cannot write no/such/folder.txt: "));
    result = racewalk({"export", "lost-wakeup", "text", "-o", "."});
    EXPECT_EQ(result.exitStatus, 2);
    EXPECT_TRUE(isMessage(result, "it is a folder"));
    result = racewalk({"export", "lost-wakeup", "text", "-o", "/dev/full"});
    EXPECT_EQ(result.exitStatus, 2);
    EXPECT_TRUE(isMessage(result, "No space left on device"));
    EXPECT_TRUE(filesInFolder().empty());
}

TEST_F(ExportedFile, AFullDiskAndABrokenPipeOnStdoutAreTold)
{
    const auto full = shell("$RACEWALK export lost-wakeup text >/dev/full");
    EXPECT_EQ(full.exitStatus, 2);
    EXPECT_TRUE(isMessage(full, "cannot write to standard output: No space left on device"));
    // Held open by nobody who reads once `true` has ended.
    const auto broken =
        shell("(sleep 1; $RACEWALK export lost-wakeup text; echo $? >status) | true;"
              " sleep 2; cat status");
    EXPECT_EQ(broken.output, "2\n");
    EXPECT_TRUE(isMessage(broken, "Broken pipe"));
}

TEST_F(ExportedFile, ADiskThatFillsUpLeavesTheFileBeforeAndNoHalfOne)
{
    // What would be written is longer than a file may become: 1 KiB.
    const std::string limited =
        "trap '' XFSZ; ulimit -f 1; $RACEWALK export inode-teardown svg -o ";
    auto result = shell(limited + "out.svg");
    EXPECT_EQ(result.exitStatus, 2);
    EXPECT_TRUE(isMessage(result, "cannot write out.svg: File too large"));
    EXPECT_TRUE(filesInFolder().empty());
    write("out.svg", "old");
    EXPECT_EQ(shell(limited + "out.svg").exitStatus, 2);
    EXPECT_EQ(contentOf("out.svg"), "old");
    EXPECT_EQ(filesInFolder(), std::vector<std::string>{"out.svg"});
}

TEST_F(ExportedFile, InterruptedItWritesNothingAndSaysSo)
{
    write("big.race", R"(scenario "Big";
int n;
thread t[8] { n = n + self; n = n * 3; n = n + self; n = n * 5; }
)");
    write("out.svg", "old");
    const auto result =
        shell("timeout --preserve-status --signal=INT 1 $RACEWALK export big.race svg -o out.svg");
    EXPECT_EQ(result.exitStatus, 130);
    EXPECT_TRUE(isMessage(result, "interrupted: nothing was written"));
    EXPECT_EQ(contentOf("out.svg"), "old");
    EXPECT_EQ(filesInFolder(), (std::vector<std::string>{"big.race", "out.svg"}));
}

} // namespace

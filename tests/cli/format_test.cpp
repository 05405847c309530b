// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command_line.h"

#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <iterator>

namespace {

using namespace racewalk::test;
namespace fs = std::filesystem;

constexpr std::string_view untidy = "int x;\r\nthread t{ x=1 ;}\n";
constexpr std::string_view tidy = "int x;\nthread t { x = 1; }\n";

class Format : public CommandLine {
protected:
    std::string contentOf(const std::string &name) const
    {
        std::ifstream file(folder() / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    std::size_t filesInFolder() const
    {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(folder()), fs::directory_iterator()));
    }
};

TEST_F(Format, RewritesFilesAndKeepsTheirPermissions)
{
    write("a.race", untidy);
    write("b.race", "thread   t{}");
    fs::permissions(folder() / "a.race", fs::perms(0640));
    const auto result = racewalk({"format", "a.race", "b.race"});
    EXPECT_EQ(result.exitStatus, 0);
    EXPECT_EQ(result.output + result.errors, "");
    EXPECT_EQ(contentOf("a.race"), tidy);
    EXPECT_EQ(contentOf("b.race"), "thread t {}\n");
    EXPECT_EQ(fs::status(folder() / "a.race").permissions(), fs::perms(0640));
    EXPECT_EQ(filesInFolder(), 2U);
}

TEST_F(Format, LeavesAFormattedFileAlone)
{
    write("a.race", tidy);
    const auto before = fs::file_time_type::clock::now() - std::chrono::hours(1);
    fs::last_write_time(folder() / "a.race", before);
    EXPECT_EQ(racewalk({"format", "a.race"}).exitStatus, 0);
    EXPECT_EQ(fs::last_write_time(folder() / "a.race"), before);
}

TEST_F(Format, CheckNamesWhatWouldChangeAndChangesNothing)
{
    write("a.race", untidy);
    write("b.race", tidy);
    write("c.race", untidy);
    auto result = racewalk({"format", "--check", "a.race", "b.race", "c.race"});
    EXPECT_EQ(result.exitStatus, 1);
    EXPECT_EQ(result.output, "a.race\nc.race\n");
    EXPECT_EQ(result.errors, "");
    EXPECT_EQ(contentOf("a.race"), untidy);
    result = racewalk({"format", "--check", "--quiet", "a.race"});
    EXPECT_EQ(result.exitStatus, 1);
    EXPECT_EQ(result.output + result.errors, "");
    result = racewalk({"format", "--check", "b.race"});
    EXPECT_EQ(result.exitStatus, 0);
    EXPECT_EQ(result.output + result.errors, "");
}

TEST_F(Format, ReadsStandardInputAndWritesStandardOutput)
{
    write("a.race", untidy);
    auto result = shell("$RACEWALK format - <a.race");
    EXPECT_EQ(result.exitStatus, 0);
    EXPECT_EQ(result.output, tidy);
    result = shell("$RACEWALK format --check - <a.race");
    EXPECT_EQ(result.exitStatus, 1);
    EXPECT_EQ(result.output, "-\n");
    result = shell("printf 'thread t {' | $RACEWALK format -");
    EXPECT_EQ(result.exitStatus, 2);
    EXPECT_EQ(result.output, "");
    EXPECT_TRUE(isMessage(result, "<stdin>:1:10: error: this '{' is never closed"));
    result = shell("$RACEWALK format - <a.race >/dev/full");
    EXPECT_EQ(result.exitStatus, 2);
    EXPECT_TRUE(isMessage(result, "cannot write to standard output: No space left on device"));
    result = shell("head -c 3000000 /dev/zero | $RACEWALK format -");
    EXPECT_EQ(result.exitStatus, 2);
    EXPECT_TRUE(isMessage(result, "'<stdin>' is longer than 1 MiB, the limit for a scenario"));
}

TEST_F(Format, RefusesAFileWithMistakesAndGoesOnWithTheOthers)
{
    write("bad.race", "variant a;\nvariant b;\n#ifdef b\nthread t { x( }\n#endif\nthread u {}");
    write("good.race", untidy);
    const std::string before = contentOf("bad.race");
    for (const bool isCheck : {true, false}) {
        std::vector<std::string> arguments{"format", "bad.race", "good.race"};
        if (isCheck)
            arguments.push_back("--check");
        const auto result = racewalk(arguments);
        EXPECT_EQ(result.exitStatus, 2);
        EXPECT_EQ(result.output, isCheck ? "good.race\n" : "");
        EXPECT_TRUE(isMessage(result, "bad.race:4:15: error: expected an expression, found '}'"));
        EXPECT_EQ(contentOf("bad.race"), before);
    }
    EXPECT_EQ(contentOf("good.race"), tidy);
}

TEST_F(Format, RefusesWhatIsNoText)
{
    write("empty.race", "");
    write("binary.race", std::string_view("\x7F"
                                          "ELF\0\1",
                                          6));
    write("latin1.race", "// \xE9\nthread t {}");
    write("long.race", std::string(2 << 20, ' '));
    EXPECT_TRUE(isMessage(racewalk({"format", "empty.race"}), "'empty.race' is empty"));
    EXPECT_TRUE(isMessage(racewalk({"format", "binary.race"}), "'binary.race' is a binary file"));
    EXPECT_TRUE(isMessage(racewalk({"format", "latin1.race"}), "'latin1.race' is not UTF-8 text"));
    EXPECT_TRUE(isMessage(racewalk({"format", "long.race"}), "'long.race' is longer than 1 MiB"));
    EXPECT_TRUE(isMessage(racewalk({"format", "none.race"}), "'none.race' does not exist"));
    EXPECT_TRUE(isMessage(racewalk({"format", "."}), "'.' is a directory"));
    EXPECT_EQ(racewalk({"format", "none.race"}).exitStatus, 2);
    EXPECT_EQ(racewalk({"format"}).exitStatus, 2);
    EXPECT_EQ(contentOf("latin1.race"), "// \xE9\nthread t {}");
}

TEST_F(Format, AFullDiskAndAReadOnlyFolderLoseNothing)
{
    write("a.race", untidy);
    // No file may grow beyond nothing: as on a full disk.
    auto result = shell("trap '' XFSZ; ulimit -f 0; $RACEWALK format a.race 2>&1 | cat");
    EXPECT_NE(result.output.find("cannot write a.race: File too large"), std::string::npos)
        << result.output;
    EXPECT_EQ(contentOf("a.race"), untidy);
    EXPECT_EQ(filesInFolder(), 1U);
    // Nobody may write it, but for root, who may write everything.
    fs::permissions(folder() / "a.race", fs::perms(0444));
    result = racewalk({"format", "a.race"});
    if (result.exitStatus != 0) {
        EXPECT_EQ(result.exitStatus, 2);
        EXPECT_TRUE(isMessage(result, "cannot write a.race: Permission denied"));
        EXPECT_EQ(contentOf("a.race"), untidy);
    } else {
        EXPECT_EQ(contentOf("a.race"), tidy);
    }
}

TEST_F(Format, FollowsALinkToTheFile)
{
    write("a.race", untidy);
    fs::create_symlink("a.race", folder() / "link.race");
    EXPECT_EQ(racewalk({"format", "link.race"}).exitStatus, 0);
    EXPECT_TRUE(fs::is_symlink(folder() / "link.race"));
    EXPECT_EQ(contentOf("a.race"), tidy);
}

} // namespace

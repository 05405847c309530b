// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/whole_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace racewalk {
namespace {

namespace fs = std::filesystem;

class WholeFile : public testing::Test {
protected:
    void SetUp() override
    {
        m_folder = fs::temp_directory_path() / ("whole-file-" + std::to_string(getpid()));
        fs::create_directories(m_folder);
    }
    void TearDown() override
    {
        fs::permissions(m_folder, fs::perms::owner_all);
        fs::remove_all(m_folder);
    }
    fs::path at(const std::string &name) const { return m_folder / name; }
    static std::string contentOf(const fs::path &path)
    {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    std::size_t fileCount() const
    {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(m_folder), fs::directory_iterator()));
    }
    fs::path m_folder;
};

TEST_F(WholeFile, MayHaveTheLongestName)
{
    const fs::path path = at(std::string(251, 'n') + ".txt");
    EXPECT_EQ(writeFile(path, "text"), "");
    EXPECT_EQ(contentOf(path), "text");
    EXPECT_EQ(writeFile(path, "other"), "");
    EXPECT_EQ(contentOf(path), "other");
    EXPECT_NE(writeFile(at(std::string(256, 'n')), "text"), "");
    EXPECT_EQ(fileCount(), 1U);
}

TEST_F(WholeFile, ReplacesTheTargetOfALinkAndKeepsTheLink)
{
    fs::create_directory(at("deep"));
    fs::create_symlink("deep/target.txt", at("second"));
    fs::create_symlink("second", at("first"));
    EXPECT_EQ(writeFile(at("first"), "new"), ""); // also if there is nothing yet
    EXPECT_TRUE(fs::is_symlink(at("first")) && fs::is_symlink(at("second")));
    EXPECT_EQ(contentOf(at("deep/target.txt")), "new");
    EXPECT_EQ(writeFile(at("first"), "newer"), "");
    EXPECT_TRUE(fs::is_symlink(at("first")));
    EXPECT_EQ(contentOf(at("deep/target.txt")), "newer");
    fs::create_symlink("circle", at("circle"));
    EXPECT_NE(writeFile(at("circle"), "x"), "");
}

TEST_F(WholeFile, IsWrittenInPlaceWhereTheFolderTakesNoNewOne)
{
    ASSERT_EQ(writeFile(at("file"), "old and long"), "");
    fs::permissions(m_folder, fs::perms::owner_read | fs::perms::owner_exec);
    EXPECT_EQ(writeFile(at("file"), "new"), "");
    EXPECT_EQ(contentOf(at("file")), "new");
    if (geteuid() != 0) { // who may do everything
        EXPECT_NE(writeFile(at("other"), "new"), "");
    }
}

TEST_F(WholeFile, IsRefusedByAPipeThatNobodyReads)
{
    ASSERT_EQ(mkfifo(at("pipe").c_str(), 0600), 0);
    EXPECT_NE(writeFile(at("pipe"), "text").find("nobody reads this pipe"), std::string::npos);
}

TEST_F(WholeFile, KeepsThePermissionsOfTheOneBefore)
{
    ASSERT_EQ(writeFile(at("file"), "old"), "");
    fs::permissions(at("file"), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_EQ(writeFile(at("file"), "new"), "");
    EXPECT_EQ(fs::status(at("file")).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_NE(writeFile(m_folder, "text").find("it is a folder"), std::string::npos);
}

} // namespace
} // namespace racewalk

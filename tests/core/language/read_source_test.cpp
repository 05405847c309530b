// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/source/read_source.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace racewalk {

namespace {

class ReadSource : public testing::Test {
protected:
    void SetUp() override
    {
        std::string pattern = testing::TempDir() + "racewalk-XXXXXX";
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        m_folder = pattern;
    }
    void TearDown() override { std::filesystem::remove_all(m_folder); }

    std::filesystem::path write(std::string_view bytes) const
    {
        const auto path = m_folder / "a.race";
        std::ofstream(path, std::ios::binary) << bytes;
        return path;
    }

    /// The sentence without the file's name, which must stand in front.
    static std::string refusalOf(const std::filesystem::path &path)
    {
        const auto source = readSource(path);
        if (source)
            return "no refusal";
        const std::string name = "'" + path.string() + "' ";
        EXPECT_TRUE(source.error().sentence.starts_with(name)) << source.error().sentence;
        return source.error().sentence.substr(name.size());
    }

    std::filesystem::path m_folder;
};

TEST_F(ReadSource, GivesTheTextAndTheNameItWasAskedFor)
{
    const auto path = write("scenario \"\xC3\xA9\";\n");
    const auto source = readSource(path);
    ASSERT_TRUE(source);
    EXPECT_EQ(source->text(), "scenario \"\xC3\xA9\";\n");
    EXPECT_EQ(source->fileName(), path.string());
}

TEST_F(ReadSource, LeavesOutAByteOrderMark)
{
    const auto source = readSource(write("\xEF\xBB\xBFint x;"));
    ASSERT_TRUE(source);
    EXPECT_EQ(source->text(), "int x;");
}

TEST_F(ReadSource, RefusesWhatIsNotThere)
{
    EXPECT_EQ(refusalOf(m_folder / "none.race"), "does not exist");
    EXPECT_EQ(refusalOf(write("x") / "inside"), "does not exist");
}

TEST_F(ReadSource, RefusesADirectory)
{
    EXPECT_EQ(refusalOf(m_folder), "is a directory, not a scenario");
}

TEST_F(ReadSource, RefusesAnEmptyFile)
{
    EXPECT_EQ(refusalOf(write("")), "is empty");
}

TEST_F(ReadSource, RefusesBytesThatAreNoText)
{
    using namespace std::string_view_literals;
    EXPECT_EQ(refusalOf(write("ab\nc\0d"sv)), "is a binary file: byte 5 (line 2) is NUL");
    EXPECT_EQ(refusalOf(write("ab\n\n\xFF")),
              "is not UTF-8 text: byte 5 (line 3) begins no character");
    EXPECT_EQ(refusalOf(write("\xC3")), "is not UTF-8 text: byte 1 (line 1) begins no character");
}

TEST_F(ReadSource, RefusesWrongFormsOfUtf8)
{
    EXPECT_TRUE(refusalOf(write("\xC0\xAF")).starts_with("is not UTF-8 text")) << "overlong";
    EXPECT_TRUE(refusalOf(write("\xED\xA0\x80")).starts_with("is not UTF-8 text")) << "surrogate";
    EXPECT_TRUE(refusalOf(write("\xF4\x90\x80\x80")).starts_with("is not UTF-8 text")) << "too big";
    EXPECT_EQ(refusalOf(write("\xF0\x9F\x90\xA7")), "no refusal");
}

TEST_F(ReadSource, ReadsUpToTheLimitAndNoFurther)
{
    EXPECT_EQ(refusalOf(write(std::string(maxSourceBytes, 'a'))), "no refusal");
    EXPECT_EQ(refusalOf(write(std::string(maxSourceBytes + 1, 'a'))),
              "is longer than 1 MiB, the limit for a scenario");
}

TEST_F(ReadSource, RefusesAHugeFileByItsSize)
{
    const auto path = write("x");
    std::filesystem::resize_file(path, std::uintmax_t{1} << 40);
    EXPECT_EQ(refusalOf(path), "is longer than 1 MiB, the limit for a scenario");
}

TEST_F(ReadSource, DoesNotWaitForAPipe)
{
    const auto path = m_folder / "pipe";
    ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
    EXPECT_EQ(refusalOf(path), "is no regular file");
}

TEST_F(ReadSource, RefusesADevice)
{
    EXPECT_EQ(refusalOf("/dev/zero"), "is no regular file");
}

TEST_F(ReadSource, RefusesWhatMayNotBeRead)
{
    const auto path = write("x");
    std::filesystem::permissions(path, std::filesystem::perms::none);
    // Root may read everything, so the test is somebody else for a moment.
    constexpr uid_t nobody = 65534;
    const uid_t self = ::geteuid();
    const bool isRoot = self == 0;
    ASSERT_TRUE(!isRoot || ::seteuid(nobody) == 0);
    const std::string refusal = refusalOf(path);
    ASSERT_TRUE(!isRoot || ::seteuid(self) == 0);
    EXPECT_EQ(refusal, "may not be read: permission denied");
}

} // namespace

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/golden.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace {

using namespace racewalk::test;

std::string contentOf(const std::filesystem::path &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Its own folders, so that the goldens of the project stay as they are.
class Golden : public testing::Test {
protected:
    Golden()
    {
        const auto *info = testing::UnitTest::GetInstance()->current_test_info();
        const auto root =
            std::filesystem::path(RACEWALK_TESTS_BUILD_DIR) / "golden_test" / info->name();
        std::filesystem::remove_all(root);
        m_place = {root / "approved", root / "refused", false};
        std::filesystem::create_directories(m_place.approved);
        std::ofstream(m_place.approved / "walk.txt") << "one\ntwo\nthree\n";
    }

    GoldenFolders m_place;
};

TEST_F(Golden, TheSameTextMatchesAndLeavesNoActualFile)
{
    EXPECT_TRUE(matchesGolden("walk.txt", "one\ntwo\nthree\n", m_place));
    EXPECT_FALSE(std::filesystem::exists(m_place.refused));
}

TEST_F(Golden, AMismatchFailsShowsTheLinesAndKeepsTheActualText)
{
    const auto result = matchesGolden("walk.txt", "one\n2\nthree\n", m_place);
    EXPECT_FALSE(result);
    EXPECT_NE(std::string(result.message()).find(" one\n-two\n+2\n three\n"), std::string::npos)
        << result.message();
    EXPECT_EQ(contentOf(m_place.refused / "walk.txt.actual"), "one\n2\nthree\n");
    EXPECT_EQ(contentOf(m_place.approved / "walk.txt"), "one\ntwo\nthree\n");
}

TEST_F(Golden, AMissingGoldenFails)
{
    EXPECT_FALSE(matchesGolden("sub/new.txt", "text\n", m_place));
    EXPECT_EQ(contentOf(m_place.refused / "sub/new.txt.actual"), "text\n");
}

TEST_F(Golden, AMissingLastNewlineIsADifference)
{
    const auto result = matchesGolden("walk.txt", "one\ntwo\nthree", m_place);
    EXPECT_FALSE(result);
    EXPECT_NE(std::string(result.message()).find("+\\ No newline at end"), std::string::npos)
        << result.message();
}

TEST_F(Golden, RenewingWritesTheApprovedText)
{
    m_place.renew = true;
    EXPECT_TRUE(matchesGolden("walk.txt", "other\n", m_place));
    EXPECT_EQ(contentOf(m_place.approved / "walk.txt"), "other\n");
}

TEST(LineDiff, LeavesOutWhatIsFarFromADifference)
{
    EXPECT_EQ(lineDiff("a\nb\nc\nd\ne\nf\ng\n", "a\nb\nc\nX\ne\nf\ng\n"),
              " b\n c\n-d\n+X\n e\n f\n...\n");
}

} // namespace

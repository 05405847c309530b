// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace racewalk::test {

/// Where approved texts are stored, where differing ones are written, and whether to update
/// instead.
struct GoldenFolders {
    std::filesystem::path approved;
    std::filesystem::path refused;
    bool renew = false;

    /// tests/golden, the build folder's tests/golden, and RACEWALK_UPDATE_GOLDEN=1.
    static GoldenFolders standard();
};

/// Compares with the approved text of that name, e.g.
/// EXPECT_TRUE(matchesGolden("text/inode_hang.txt", toText(timeline))).
///
/// A mismatch or a missing golden writes NAME.actual into the build folder and shows the lines that
/// differ. RACEWALK_UPDATE_GOLDEN=1 writes the text instead of comparing: read the diff.
testing::AssertionResult matchesGolden(std::string_view name, std::string_view actual,
                                       const GoldenFolders &place = GoldenFolders::standard());

/// The lines of both texts with " ", "-" (only approved) or "+" (only actual) in front, cut to the
/// neighbourhood of differences.
std::string lineDiff(std::string_view approved, std::string_view actual);

} // namespace racewalk::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/finding_kind.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <string>

using namespace racewalk;

namespace {

TEST(FindingKind, IsReadFromTheNameThatItIsWrittenAs)
{
    for (const FindingKindRow &row : findingKinds)
        EXPECT_EQ(findingKindFrom(row.name), row.kind) << row.name;
    EXPECT_EQ(findingKindFrom("Hang"), std::nullopt);
    EXPECT_EQ(findingKindFrom(""), std::nullopt);
}

TEST(FindingKind, HasWordsForEveryPlaceThatNamesIt)
{
    for (const FindingKindRow &row : findingKinds) {
        EXPECT_NE(row.noun, "") << row.name;
        EXPECT_NE(row.claim, "") << row.name;
        EXPECT_EQ(row.headline.empty(), row.kind == FindingKind::None) << row.name;
    }
}

/// Apart from an ending " failure", which a pill and a card say with a verb.
TEST(FindingKind, HasOneNounInEveryPlaceThatNamesIt)
{
    for (const FindingKindRow &row : findingKinds) {
        if (row.kind == FindingKind::None)
            continue;
        std::string noun(row.noun.substr(0, row.noun.find(" failure")));
        noun[0] = static_cast<char>(std::toupper(noun[0]));
        EXPECT_TRUE(row.claim.starts_with(noun)) << row.claim;
        EXPECT_TRUE(row.headline.starts_with(noun)) << row.headline;
        EXPECT_EQ(std::ranges::count(findingKinds, row.noun, &FindingKindRow::noun), 1) << noun;
    }
}

TEST(FindingKind, EndsTheRunIfAndOnlyIfItIsAFailure)
{
    for (const FindingKindRow &row : findingKinds) {
        const bool endsTheRun = row.seenIn == SeenIn::HungState || row.seenIn == SeenIn::Cycle ||
                                row.seenIn == SeenIn::Fault;
        EXPECT_EQ(row.severity == Severity::Failure, endsTheRun) << row.name;
    }
}

enum class Colour : std::uint8_t { Red, Green };
struct Row {
    Colour colour;
};
constexpr auto red = std::to_array<Row>({{Colour::Red}});
constexpr auto both = std::to_array<Row>({{Colour::Red}, {Colour::Green}});
constexpr auto swapped = std::to_array<Row>({{Colour::Green}, {Colour::Red}});

TEST(EnumTable, IsCompleteOnlyWithARowForEachEnumeratorInOrder)
{
    EXPECT_TRUE((isComplete<both, &Row::colour>()));
    EXPECT_FALSE((isComplete<red, &Row::colour>()));
    EXPECT_FALSE((isComplete<swapped, &Row::colour>()));
}

} // namespace

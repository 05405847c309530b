// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/svg/icons.h"

#include "export/svg/theme_tokens.h"
#include "run/timeline/styles.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>

namespace {

using namespace racewalk;

TEST(Icons, OfTheResourceFileAllParse)
{
    std::ifstream file(RACEWALK_RESOURCES_DIR "/icons/icons.txt");
    std::size_t lines = 0;
    for (std::string line; std::getline(file, line);)
        if (!line.starts_with('#'))
            ++lines;
    EXPECT_GT(lines, 40U);
    EXPECT_EQ(builtInIcons().size(), lines);
    for (const Icon &icon : builtInIcons())
        for (const IconPart &part : icon.parts) {
            EXPECT_FALSE(part.path.empty()) << icon.name;
            EXPECT_EQ(part.isFill, part.width == 0) << icon.name;
            for (const PathCommand &command : part.path) {
                EXPECT_GE(command.to.x, 0) << icon.name;
                EXPECT_LE(command.to.x, 16) << icon.name;
                EXPECT_GE(command.to.y, 0) << icon.name;
                EXPECT_LE(command.to.y, 16) << icon.name;
            }
        }
}

TEST(Icons, ExistForEveryKindOfEventAndFate)
{
    for (int role = 0; role <= static_cast<int>(Role::Choose); ++role)
        EXPECT_TRUE(findIcon(styleOf(static_cast<Role>(role)).icon)) << role;
    for (const Fate fate : {Fate::Unknown, Fate::Safe, Fate::Open, Fate::Doomed})
        EXPECT_TRUE(findIcon(styleOf(fate).icon));
    EXPECT_FALSE(findIcon("no such icon"));
}

TEST(ParseIcons, ReadsFillsAndStrokes)
{
    const auto icons = parseIcons("# remark\n\nx | fill safe 0 : M 1 2 L 3.5 4 Z"
                                  " | stroke cur 1.5 dash : M 0 0 C 1 2 3 4 5 6\n");
    ASSERT_TRUE(icons);
    ASSERT_EQ(icons->size(), 1U);
    const Icon &icon = icons->front();
    EXPECT_EQ(icon.name, "x");
    ASSERT_EQ(icon.parts.size(), 2U);
    EXPECT_TRUE(icon.parts[0].isFill);
    EXPECT_EQ(icon.parts[0].color, Token::Safe);
    ASSERT_EQ(icon.parts[0].path.size(), 3U);
    EXPECT_EQ(icon.parts[0].path[1].to, (Point{3.5, 4}));
    EXPECT_EQ(icon.parts[1].color, std::nullopt);
    EXPECT_EQ(icon.parts[1].width, 1.5);
    EXPECT_TRUE(icon.parts[1].isDashed);
    EXPECT_EQ(icon.parts[1].path[1].control2, (Point{3, 4}));
}

TEST(ParseIcons, NamesTheLineOfAMistake)
{
    for (const char *bad :
         {"x", "x | ", "x | fill red 0 : M 1 2", "x | paint cur 0 : M 1 2",
          "x | fill cur 0 : L 1 2", "x | fill cur 0 : M 1", "x | fill cur 0 : M 1 b",
          "x | fill cur 0 : M 1 2 Q 3 4", "x | fill cur 0 M 1 2", "x | stroke cur -1 : M 1 2",
          "x | stroke cur 1 dots : M 1 2", "a | fill cur 0 : M 1 2", " | fill cur 0 : M 1 2"}) {
        const auto icons = parseIcons(std::string("a | fill cur 0 : M 1 2\n") + bad);
        ASSERT_FALSE(icons) << bad;
        EXPECT_EQ(icons.error().line, 2U) << bad;
        EXPECT_FALSE(icons.error().message.empty()) << bad;
    }
}

TEST(Tokens, AreFoundByTheirNames)
{
    for (int i = 0; i <= static_cast<int>(Token::SynCm); ++i) {
        const auto token = static_cast<Token>(i);
        EXPECT_EQ(tokenFrom(toText(token)), token);
    }
    EXPECT_EQ(tokenFrom("cur"), std::nullopt);
    EXPECT_EQ(toHex(colorOf(Token::OpenEdge, ThemeKind::Light)), "#a87400");
    EXPECT_EQ(toHex(colorOf(Token::OpenEdge, ThemeKind::Dark)), "#c08600");
}

/// WCAG 2: (lighter + 0.05) / (darker + 0.05).
double contrast(Token a, Token b, ThemeKind theme)
{
    const auto luminance = [theme](Token token) {
        const Rgb color = colorOf(token, theme);
        const auto linear = [](std::uint8_t channel) {
            const double c = channel / 255.0;
            return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) +
               0.0722 * linear(color.blue);
    };
    const double first = luminance(a) + 0.05, second = luminance(b) + 0.05;
    return std::max(first, second) / std::min(first, second);
}

TEST(Tokens, KeepTextReadableAndShapesVisible)
{
    const std::pair<Token, Token> texts[] = {
        {Token::Text, Token::Panel},      {Token::Text2, Token::Panel},
        {Token::Text3, Token::Panel},     {Token::Text3, Token::App},
        {Token::Text3, Token::Chg},       {Token::AccText, Token::AccBg},
        {Token::OnAcc, Token::Acc},       {Token::SafeText, Token::SafeBg},
        {Token::OpenText, Token::OpenBg}, {Token::DoomText, Token::DoomBg},
        {Token::Err, Token::ErrBg},       {Token::AddText, Token::Add},
        {Token::SynKw, Token::Panel},     {Token::SynCm, Token::AccBg},
        {Token::Text, Token::AccBg},      {Token::Text2, Token::Press}};
    const std::pair<Token, Token> shapes[] = {
        {Token::Ctl, Token::Panel},       {Token::Ctl, Token::App},
        {Token::Acc, Token::Panel},       {Token::Acc, Token::AccBg},
        {Token::Safe, Token::Panel},      {Token::Safe, Token::SafeBg},
        {Token::Doom, Token::Panel},      {Token::Doom, Token::DoomBg},
        {Token::OpenEdge, Token::Panel},  {Token::KLock, Token::Panel},
        {Token::OpenEdge, Token::OpenBg}, {Token::KWait, Token::Panel},
        {Token::KFlag, Token::Panel},     {Token::KLookE, Token::Panel}};
    for (const ThemeKind theme : {ThemeKind::Light, ThemeKind::Dark}) {
        for (const auto &[text, ground] : texts)
            EXPECT_GE(contrast(text, ground, theme), 4.5) << toText(text) << toText(ground);
        for (const auto &[shape, ground] : shapes)
            EXPECT_GE(contrast(shape, ground, theme), 3.0) << toText(shape) << toText(ground);
    }
}

} // namespace

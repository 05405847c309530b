// SPDX-License-Identifier: GPL-3.0-or-later
// Contrast as WCAG 2.1 defines it (1.4.3 and 1.4.11): texts need 4.5, shapes and borders of
// controls 3.
#include "export/svg/theme_tokens.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

namespace racewalk {

namespace {

constexpr std::array themes{ThemeKind::Light, ThemeKind::Dark};
using Pair = std::pair<Token, Token>; // in front, behind

double luminance(Rgb color)
{
    const auto linear = [](std::uint8_t value) {
        const double part = value / 255.0;
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
}

double contrast(Rgb a, Rgb b)
{
    const double light = std::max(luminance(a), luminance(b));
    const double dark = std::min(luminance(a), luminance(b));
    return (light + 0.05) / (dark + 0.05);
}

/// How a token is used, for the needed contrast. Of a filled shape, its outline counts.
enum class Use { Text, Shape, Glyph, Background, Decoration };

struct TokenUse {
    Use use;
    std::vector<Token> behind; ///< what it is seen on
};

/// Without `default:`, so that a new token has to say what it is for.
TokenUse useOf(Token token)
{
    using enum Token;
    switch (token) {
    case Text:
        return {Use::Text,
                {Panel, Sunken, App, Hover, Press, AccBg, Chg, Add, SafeBg, OpenBg, DoomBg}};
    case Text2:
        return {Use::Text, {Panel, Sunken, App, Press, AccBg}};
    case Text3:
        return {Use::Text, {Panel, Sunken, App, Chg}};
    case OnAcc:
        return {Use::Text, {Acc}};
    case AccText:
        return {Use::Text, {AccBg, Panel}};
    case SafeText:
        return {Use::Text, {SafeBg, Panel}};
    case OpenText:
        return {Use::Text, {OpenBg, Panel}};
    case DoomText:
        return {Use::Text, {DoomBg, Panel}};
    case AddText:
        return {Use::Text, {Add, Panel}};
    case Err:
        return {Use::Text, {ErrBg, Panel}};
    case SynKw:
        return {Use::Text, {Panel, AccBg}};
    case SynCm:
        return {Use::Text, {Panel, AccBg}};
    case Ctl:
        return {Use::Shape, {Panel, App}};
    case Acc:
        return {Use::Shape, {Panel, AccBg}};
    case Safe:
        return {Use::Shape, {Panel, SafeBg}};
    case OpenEdge:
        return {Use::Shape, {Panel, OpenBg}};
    case Doom:
        return {Use::Shape, {Panel, DoomBg}};
    case KLookE:
    case KLock:
    case KFlag:
    case KWait:
    case KWakeE:
    case KFree:
        return {Use::Shape, {Panel}};
    case ChgEdge:
        return {Use::Shape, {Panel, Chg}};
    case KLookG:
        return {Use::Glyph, {KLook}};
    case KLockG:
        return {Use::Glyph, {KLock}};
    case KFlagG:
        return {Use::Glyph, {KFlag}};
    case KWaitG:
        return {Use::Glyph, {KWait}};
    case KWakeG:
        return {Use::Glyph, {KWake}};
    case KFreeG:
        return {Use::Glyph, {KFree}};
    case App:
    case Panel:
    case Sunken:
    case Hover:
    case Press:
    case AccBg:
    case SafeBg:
    case OpenBg:
    case DoomBg:
    case Chg:
    case Add:
    case ErrBg:
    case Open:  // has OpenEdge around it
    case KLook: // has KLookE around it
    case KWake: // has KWakeE around it
        return {Use::Background, {}};
    case Line:
    case Dis:
        return {Use::Decoration, {}};
    }
    return {Use::Decoration, {}};
}

std::vector<Token> allTokens()
{
    std::vector<Token> tokens;
    for (int number = 0; number <= static_cast<int>(Token::SynCm); ++number)
        tokens.push_back(static_cast<Token>(number));
    return tokens;
}

} // namespace

TEST(ThemeTokens, OfWcagAreComputedAsItsExamples)
{
    EXPECT_NEAR(contrast({0, 0, 0}, {255, 255, 255}), 21, 0.001);
    EXPECT_NEAR(contrast({0x77, 0x77, 0x77}, {255, 255, 255}), 4.48, 0.01);
}

TEST(ThemeTokens, HaveEnoughContrastForTheirUse)
{
    for (const ThemeKind theme : themes)
        for (const Token token : allTokens()) {
            const TokenUse use = useOf(token);
            const double least = use.use == Use::Text ? 4.5 : 3;
            for (const Token behind : use.behind)
                EXPECT_GE(contrast(colorOf(token, theme), colorOf(behind, theme)), least)
                    << toText(token) << " on " << toText(behind)
                    << (theme == ThemeKind::Dark ? ", dark" : ", light");
        }
}

TEST(ThemeTokens, OfTheFatesAndKindsDifferFromEachOther)
{
    using enum Token;
    for (const ThemeKind theme : themes)
        for (const auto &group :
             {std::vector{Safe, Open, Doom}, std::vector{KLook, KLock, KFlag, KWait, KWake}})
            for (const Token a : group)
                for (const Token b : group)
                    EXPECT_EQ(a == b, colorOf(a, theme) == colorOf(b, theme))
                        << toText(a) << " and " << toText(b);
}

TEST(ThemeTokens, HaveNamesThatAreReadBack)
{
    for (const Token token : allTokens())
        EXPECT_EQ(tokenFrom(toText(token)), token);
}

} // namespace racewalk

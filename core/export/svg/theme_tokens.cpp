// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/svg/theme_tokens.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace racewalk {
namespace {

struct TokenRow {
    Token token;
    std::string_view name;
    std::uint32_t light, dark;
};

// clang-format off
constexpr TokenRow tokens[] = {
    {Token::App,      "app",      0xECEEF2, 0x12151A},
    {Token::Panel,    "panel",    0xFFFFFF, 0x1B1F26},
    {Token::Sunken,   "sunken",   0xF5F6F8, 0x161A20},
    {Token::Hover,    "hover",    0xE6EAEF, 0x272D37},
    {Token::Press,    "press",    0xD9DFE7, 0x323945},
    {Token::Line,     "line",     0xDCE0E6, 0x2F3641},
    {Token::Ctl,      "ctl",      0x7F8896, 0x78828F},
    {Token::Text,     "text",     0x171A20, 0xE9ECF1},
    {Token::Text2,    "text2",    0x3F4855, 0xB3BBC7},
    {Token::Text3,    "text3",    0x586271, 0x9CA6B4},
    {Token::Dis,      "dis",      0xA3AAB5, 0x5E6774},
    {Token::Acc,      "acc",      0x0072B2, 0x56B4E9},
    {Token::OnAcc,    "onAcc",    0xFFFFFF, 0x06202F},
    {Token::AccText,  "accText",  0x00629A, 0x7CC6F0},
    {Token::AccBg,    "accBg",    0xE1EFF8, 0x16344A},
    {Token::Safe,     "safe",     0x008A64, 0x00A87A},
    {Token::SafeText, "safeText", 0x00664A, 0x5BD6B0},
    {Token::SafeBg,   "safeBg",   0xE0F3EC, 0x12352B},
    {Token::Open,     "open",     0xE69F00, 0xE69F00},
    {Token::OpenEdge, "openEdge", 0xA87400, 0xC08600},
    {Token::OpenText, "openText", 0x765000, 0xF4BE4F},
    {Token::OpenBg,   "openBg",   0xFCF2DB, 0x382B10},
    {Token::Doom,     "doom",     0xD55E00, 0xE06A10},
    {Token::DoomText, "doomText", 0x9C3F00, 0xFFA36B},
    {Token::DoomBg,   "doomBg",   0xFCE8DC, 0x432413},
    {Token::KLook,    "kLook",    0x56B4E9, 0x56B4E9},
    {Token::KLookE,   "kLookE",   0x2A86BC, 0x2A86BC},
    {Token::KLookG,   "kLookG",   0x06283C, 0x06283C},
    {Token::KLock,    "kLock",    0x566070, 0x8A95A5},
    {Token::KLockG,   "kLockG",   0xFFFFFF, 0x10141A},
    {Token::KFlag,    "kFlag",    0xCC79A7, 0xCC79A7},
    {Token::KFlagG,   "kFlagG",   0x2B0A1C, 0x2B0A1C},
    {Token::KWait,    "kWait",    0x0072B2, 0x2E8BC4},
    {Token::KWaitG,   "kWaitG",   0xFFFFFF, 0xFFFFFF},
    {Token::KWake,    "kWake",    0xF0E442, 0xF0E442},
    {Token::KWakeE,   "kWakeE",   0x8C8400, 0xF0E442},
    {Token::KWakeG,   "kWakeG",   0x2E2A00, 0x2E2A00},
    {Token::KFree,    "kFree",    0x171A20, 0xE9ECF1},
    {Token::KFreeG,   "kFreeG",   0xFFFFFF, 0x12151A},
    {Token::Chg,      "chg",      0xFFF6C9, 0x3A3510},
    {Token::ChgEdge,  "chgEdge",  0x9A8200, 0xC9B93A},
    {Token::Add,      "add",      0xE0F3EC, 0x12352B},
    {Token::AddText,  "addText",  0x00563F, 0x7FE0C2},
    {Token::Err,      "err",      0xB3261E, 0xFF8A80},
    {Token::ErrBg,    "errBg",    0xFBE9E7, 0x3E1B19},
    {Token::SynKw,    "synKw",    0x7A3E6B, 0xDDA0C8},
    {Token::SynCm,    "synCm",    0x586271, 0x9CA6B4},
};
// clang-format on

constexpr bool isInOrder()
{
    for (std::size_t i = 0; i < std::size(tokens); ++i)
        if (static_cast<std::size_t>(tokens[i].token) != i)
            return false;
    return true;
}
static_assert(isInOrder(), "the table is indexed by token");
static_assert(std::size(tokens) == static_cast<std::size_t>(Token::SynCm) + 1);

const TokenRow &rowOf(Token token)
{
    return tokens[static_cast<std::size_t>(token)];
}

} // namespace

Rgb colorOf(Token token, ThemeKind theme)
{
    const std::uint32_t value = theme == ThemeKind::Light ? rowOf(token).light : rowOf(token).dark;
    return {static_cast<std::uint8_t>(value >> 16), static_cast<std::uint8_t>(value >> 8),
            static_cast<std::uint8_t>(value)};
}

std::string toHex(Rgb color)
{
    return fmt::format("#{:02x}{:02x}{:02x}", color.red, color.green, color.blue);
}

std::string_view toText(Token token)
{
    return rowOf(token).name;
}

std::optional<Token> tokenFrom(std::string_view name)
{
    const auto row = std::ranges::find(tokens, name, &TokenRow::name);
    if (row == std::end(tokens))
        return std::nullopt;
    return row->token;
}

FontSpec fontOf(FontRole role)
{
    constexpr bool ui = false, mono = true;
    switch (role) {
    case FontRole::Body:
        return {ui, 13, 18, 500, false};
    case FontRole::BodyStrong:
        return {ui, 13, 18, 600, false};
    case FontRole::CardTitle:
        return {ui, 15, 20, 650, false};
    case FontRole::Secondary:
        return {ui, 12, 18, 400, false};
    case FontRole::SecondaryStrong:
        return {ui, 12, 18, 600, false};
    case FontRole::Pill:
        return {ui, 12, 18, 500, false};
    case FontRole::StepTitle:
        return {ui, 13, 18, 600, false};
    case FontRole::StepCode:
        return {mono, 12, 18, 500, false};
    case FontRole::StepDetail:
        return {ui, 12, 16, 400, false};
    case FontRole::Code:
        return {mono, 12, 18, 400, false};
    case FontRole::CodeStrong:
        return {mono, 12, 18, 600, false};
    case FontRole::LaneTitle:
        return {ui, 13, 18, 650, false};
    case FontRole::TimelineLabel:
        return {mono, 11.5, 16, 500, false};
    case FontRole::TimelineNumber:
        return {ui, 11.5, 16, 400, true};
    case FontRole::TimelineNumberStrong:
        return {ui, 11.5, 16, 600, true};
    case FontRole::Note:
        return {ui, 11.5, 16, 400, false};
    case FontRole::NoteMedium:
        return {ui, 11.5, 16, 500, false};
    case FontRole::NoteStrong:
        return {ui, 12, 16, 600, false};
    case FontRole::Small:
        return {ui, 11, 16, 400, false};
    case FontRole::SmallStrong:
        return {ui, 11, 16, 600, false};
    case FontRole::SmallCode:
        return {mono, 11, 16, 400, false};
    case FontRole::SmallCodeStrong:
        return {mono, 11, 16, 600, false};
    case FontRole::Editor:
        return {mono, 12.5, 20, 400, false};
    }
    return {};
}

} // namespace racewalk

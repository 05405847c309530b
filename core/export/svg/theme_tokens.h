// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/timeline/picture.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace racewalk {

enum class ThemeKind : std::uint8_t { Light, Dark };

struct Rgb {
    std::uint8_t red = 0, green = 0, blue = 0;
    bool operator==(const Rgb &) const = default;
};

Rgb colorOf(Token token, ThemeKind theme);
std::string toHex(Rgb color); ///< "#1b1f26"

/// As icons.txt and the specification write it: "openEdge".
std::string_view toText(Token token);
std::optional<Token> tokenFrom(std::string_view name);

/// A font in device-independent pixels at text size 100 %.
struct FontSpec {
    bool mono = false;
    double size = 13;
    double lineHeight = 18;
    int weight = 400; ///< 100..900
    bool tabular = false;
};

FontSpec fontOf(FontRole role);

/// Families in order of preference.
inline constexpr std::string_view uiFamilies[] = {"Inter", "DejaVu Sans"};
inline constexpr std::string_view codeFamilies[] = {"JetBrains Mono", "DejaVu Sans Mono"};

/// From the middle of the capitals down to the baseline, as a part of the font size.
inline constexpr double capitalMiddle = 0.364;

} // namespace racewalk

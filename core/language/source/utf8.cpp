// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/source/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace racewalk {

namespace {

struct CodePointRange {
    char32_t first;
    char32_t last;
};

constexpr std::array zeroWidth = {
    CodePointRange{0x0300, 0x036F}, CodePointRange{0x200B, 0x200F}, CodePointRange{0x20D0, 0x20FF},
    CodePointRange{0xFE00, 0xFE0F}, CodePointRange{0xFEFF, 0xFEFF},
};

constexpr std::array doubleWidth = {
    CodePointRange{0x1100, 0x115F},   CodePointRange{0x2E80, 0xA4CF},
    CodePointRange{0xAC00, 0xD7A3},   CodePointRange{0xF900, 0xFAFF},
    CodePointRange{0xFE30, 0xFE6F},   CodePointRange{0xFF00, 0xFF60},
    CodePointRange{0xFFE0, 0xFFE6},   CodePointRange{0x1F300, 0x1F64F},
    CodePointRange{0x1F900, 0x1F9FF}, CodePointRange{0x20000, 0x3FFFD},
};

template <std::size_t size>
bool contains(const std::array<CodePointRange, size> &ranges, char32_t codePoint)
{
    return std::ranges::any_of(ranges, [codePoint](const CodePointRange &range) {
        return codePoint >= range.first && codePoint <= range.last;
    });
}

/// Bytes that a character with this first byte has; 0 if none begins so.
std::size_t lengthFromFirstByte(std::uint8_t byte)
{
    if (byte < 0x80)
        return 1;
    if (byte >= 0xC2 && byte <= 0xDF)
        return 2;
    if (byte >= 0xE0 && byte <= 0xEF)
        return 3;
    if (byte >= 0xF0 && byte <= 0xF4)
        return 4;
    return 0;
}

bool isOverlongSurrogateOrTooBig(char32_t codePoint, std::size_t length)
{
    constexpr std::array<char32_t, 5> smallest = {0, 0, 0x80, 0x800, 0x10000};
    return codePoint < smallest[length] || codePoint > 0x10FFFF ||
           (codePoint >= 0xD800 && codePoint <= 0xDFFF);
}

} // namespace

DecodedCharacter decodeUtf8(std::string_view text, std::size_t offset)
{
    const auto first = static_cast<std::uint8_t>(text[offset]);
    const std::size_t length = lengthFromFirstByte(first);
    if (length == 1)
        return {first, 1, true};
    if (length == 0 || text.size() - offset < length)
        return {first, 1, false};
    char32_t codePoint = first & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        const auto byte = static_cast<std::uint8_t>(text[offset + i]);
        if ((byte & 0xC0) != 0x80)
            return {first, 1, false};
        codePoint = codePoint << 6 | (byte & 0x3FU);
    }
    if (isOverlongSurrogateOrTooBig(codePoint, length))
        return {first, 1, false};
    return {codePoint, length, true};
}

int displayWidth(char32_t codePoint)
{
    if (contains(zeroWidth, codePoint))
        return 0;
    return contains(doubleWidth, codePoint) ? 2 : 1;
}

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/utf8.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

namespace racewalk {

DecodedCharacter decodeUtf8(std::string_view text, std::size_t offset)
{
    const auto first = static_cast<unsigned char>(text[offset]);
    if (first < 0x80)
        return {first, 1, true};
    constexpr std::size_t longest = 4;
    const std::string_view rest = text.substr(offset, longest);
    utf8proc_int32_t codePoint = 0;
    const utf8proc_ssize_t length =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t *>(rest.data()),
                         static_cast<utf8proc_ssize_t>(rest.size()), &codePoint);
    if (length <= 0)
        return {first, 1, false};
    return {static_cast<char32_t>(codePoint), static_cast<std::size_t>(length), true};
}

std::size_t characterCount(std::string_view text)
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); i += decodeUtf8(text, i).length)
        ++count;
    return count;
}

std::size_t afterCharacters(std::string_view text, std::size_t offset, std::size_t count)
{
    for (; count > 0 && offset < text.size(); --count)
        offset += decodeUtf8(text, offset).length;
    return std::min(offset, text.size());
}

bool isControlCharacter(char32_t codePoint)
{
    return codePoint < 0x20 || (codePoint >= 0x7F && codePoint < 0xA0);
}

AccentedLetter splitAccent(char32_t codePoint)
{
    std::array<utf8proc_int32_t, 8> parts{};
    int lastClass = 0;
    const utf8proc_ssize_t count = utf8proc_decompose_char(
        static_cast<utf8proc_int32_t>(codePoint), parts.data(),
        static_cast<utf8proc_ssize_t>(parts.size()), UTF8PROC_DECOMPOSE, &lastClass);
    if (count < 2)
        return {codePoint, 0};
    return {static_cast<char32_t>(parts[0]), static_cast<char32_t>(parts[1])};
}

std::size_t displayWidth(char32_t codePoint)
{
    return static_cast<std::size_t>(utf8proc_charwidth(static_cast<utf8proc_int32_t>(codePoint)));
}

} // namespace racewalk

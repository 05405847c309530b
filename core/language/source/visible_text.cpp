// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/source/visible_text.h"

#include <fmt/format.h>

namespace racewalk {

namespace {

/// U+200E, U+200F, U+061C and the embeddings, overrides and isolates, which reorder what follows;
/// U+2028 and U+2029, which some terminals take for line ends.
bool steersLayout(char32_t codePoint)
{
    return codePoint == 0x061C || codePoint == 0x200E || codePoint == 0x200F ||
           (codePoint >= 0x2028 && codePoint <= 0x202E) ||
           (codePoint >= 0x2066 && codePoint <= 0x2069);
}

} // namespace

std::string writtenOut(const DecodedCharacter &character, std::string_view bytes)
{
    const char32_t codePoint = character.codePoint;
    if (!character.isValid || codePoint < 0x20)
        return fmt::format("\\x{:02x}", static_cast<unsigned char>(bytes.front()));
    if (isControlCharacter(codePoint) || steersLayout(codePoint))
        return fmt::format("\\u{:04x}", static_cast<unsigned>(codePoint));
    return {};
}

std::string visibleText(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const DecodedCharacter character = decodeUtf8(text, i);
        const std::string_view bytes = text.substr(i, character.length);
        const bool stays = bytes == "\n" || bytes == "\t";
        const std::string written = stays ? std::string() : writtenOut(character, bytes);
        result += written.empty() ? bytes : std::string_view(written);
        i += character.length;
    }
    return result;
}

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/svg/xml_text.h"

#include "program/utf8.h"

#include <cstdint>

namespace racewalk {
namespace {

/// U+FFFE and U+FFFF, and what is no character at all, are in no XML file, escaped or not.
bool isInXml(std::uint32_t codePoint)
{
    return codePoint == '\n' || codePoint == '\t' ||
           (codePoint >= 0x20 && codePoint != 0xFFFE && codePoint != 0xFFFF);
}

} // namespace

std::string xmlText(std::string_view text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        const auto [codePoint, length, isValid] = decodeUtf8(text, i);
        const char c = text[i];
        if (!isValid || !isInXml(codePoint))
            result += "\uFFFD";
        else if (c == '&')
            result += "&amp;";
        else if (c == '<')
            result += "&lt;";
        else if (c == '>')
            result += "&gt;";
        else if (c == '"')
            result += "&quot;";
        else
            result += text.substr(i, length);
        i += length;
    }
    return result;
}

} // namespace racewalk

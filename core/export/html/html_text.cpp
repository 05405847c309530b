// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/html/html_text.h"

#include "program/utf8.h"

#include <fmt/format.h>
#include <nettle/base64.h>
#include <nettle/sha2.h>

#include <array>
#include <cstdint>

namespace racewalk {
namespace {

bool isAllowed(char32_t codePoint)
{
    const bool isNonCharacter =
        (codePoint & 0xFFFE) == 0xFFFE || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
    return codePoint == '\n' || codePoint == '\t' ||
           (!isControlCharacter(codePoint) && !isNonCharacter);
}

} // namespace

std::string escapedHtml(std::string_view text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        const auto [codePoint, length, isValid] = decodeUtf8(text, i);
        switch (codePoint) {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        case '"':
            result += "&quot;";
            break;
        case '\'':
            result += "&#39;";
            break;
        default:
            result += isValid && isAllowed(codePoint) ? text.substr(i, length) : "\uFFFD";
        }
        i += length;
    }
    return result;
}

std::string escapedForScript(std::string_view json)
{
    // In JSON these stand inside strings only, where the escape means the same.
    std::string result;
    for (const char c : json) {
        if (c == '<' || c == '>' || c == '&')
            result += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        else
            result += c;
    }
    return result;
}

std::string sha256Source(std::string_view text)
{
    sha256_ctx context;
    sha256_init(&context);
    sha256_update(&context, text.size(), reinterpret_cast<const std::uint8_t *>(text.data()));
    std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
    sha256_digest(&context, digest.size(), digest.data());
    std::string coded(BASE64_ENCODE_RAW_LENGTH(digest.size()), '=');
    base64_encode_raw(coded.data(), digest.size(), digest.data());
    return "sha256-" + coded;
}

} // namespace racewalk

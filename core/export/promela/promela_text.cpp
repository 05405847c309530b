// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/promela/promela_text.h"

#include "program/utf8.h"

#include <fmt/format.h>

#include <limits>

namespace racewalk {

void PromelaText::settle()
{
    if (std::exchange(m_hasDeferredElse, false))
        option("else");
}

void PromelaText::line(std::string_view text)
{
    settle();
    if (!text.empty())
        m_text.append(4 * m_depth, ' ').append(text);
    m_text += '\n';
}

void PromelaText::open(std::string_view text)
{
    line(text);
    ++m_depth;
}

void PromelaText::close(std::string_view text)
{
    --m_depth;
    line(text);
}

std::string promelaComment(std::string_view text)
{
    constexpr std::size_t maxLength = 90;
    std::string result;
    bool isCut = false;
    std::size_t length = 1;
    for (std::size_t i = 0; i < text.size() && !isCut; i += length) {
        const char32_t c = decodeUtf8(text, i).codePoint;
        length = decodeUtf8(text, i).length;
        const bool isBlank = c <= ' ';
        if (isBlank && (result.empty() || result.back() == ' '))
            continue;
        // The preprocessor joins lines at a backslash, and a comment ends at its first end.
        const bool isUnsafe = c == '\\' || c == 0x7f || (c == '/' && result.ends_with('*')) ||
                              (c == '*' && result.ends_with('/'));
        result += isBlank ? " " : isUnsafe ? "?" : text.substr(i, length);
        isCut = result.size() >= maxLength;
    }
    if (isCut)
        result += " ...";
    // "/" before the comment's own end would be none, but "*" would be read as one with it.
    return result;
}

std::string promelaNumber(long long value)
{
    if (value == std::numeric_limits<int>::min())
        return "(-2147483647 - 1)";
    return value < 0 ? fmt::format("({})", value) : fmt::format("{}", value);
}

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/one_line.h"

#include <fmt/format.h>

#include <algorithm>

namespace racewalk {

std::string onOneLine(std::string_view text)
{
    constexpr std::string_view white = " \t\r\n\f\v";
    std::string line;
    for (std::size_t begin = text.find_first_not_of(white); begin != std::string_view::npos;) {
        const std::size_t end = std::min(text.find_first_of(white, begin), text.size());
        line += (line.empty() ? "" : " ") + std::string(text.substr(begin, end - begin));
        begin = text.find_first_not_of(white, end);
    }
    return line;
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\f\v";
    const std::size_t first = text.find_first_not_of(blanks);
    return first == std::string_view::npos
               ? std::string_view()
               : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string listText(const std::vector<std::string> &words, std::string_view conjunction)
{
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0)
            text += i + 1 == words.size() ? fmt::format(" {} ", conjunction) : ", ";
        text += words[i];
    }
    return text;
}

} // namespace racewalk

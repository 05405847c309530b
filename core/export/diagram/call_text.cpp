// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/diagram/call_text.h"

#include "program/one_line.h"
#include "program/utf8.h"

#include <algorithm>
#include <utility>

namespace racewalk {

std::string withShorterArguments(const std::string &text, std::span<const TextRange> arguments,
                                 std::size_t width)
{
    std::string shortest = text;
    for (std::size_t left = 0; left < arguments.size() && shortest.size() > width; ++left) {
        const std::size_t begin = arguments.front().begin;
        std::string shorter = text;
        shorter.replace(begin, arguments[left].end - begin, "..");
        if (shorter.size() < shortest.size())
            shortest = std::move(shorter);
    }
    return shortest;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width)
{
    width = std::max<std::size_t>(width, 8);
    std::vector<std::string> lines;
    text = trimmed(text);
    while (text.size() > width) {
        // The blank may stand just behind the last character that fits.
        std::size_t cut = text.rfind(' ', width);
        if (cut == std::string_view::npos || cut == 0)
            cut = width;
        lines.emplace_back(trimmed(text.substr(0, cut)));
        text = trimmed(text.substr(cut));
    }
    lines.emplace_back(text);
    return lines;
}

std::string asciiOnly(std::string_view text)
{
    std::string ascii;
    for (std::size_t i = 0; i < text.size(); i += decodeUtf8(text, i).length) {
        const char c = text[i];
        const bool isBlank = c == '\t' || c == '\n' || c == '\r';
        ascii += isBlank ? ' ' : c >= 0x20 && c < 0x7f ? c : '?';
    }
    return ascii;
}

} // namespace racewalk

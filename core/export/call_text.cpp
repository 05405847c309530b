// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/call_text.h"

#include "program/utf8.h"

#include <algorithm>
#include <array>
#include <optional>

namespace racewalk {
namespace {

/// Not std::isalnum, which depends on the locale.
bool isNamePart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool isKeyword(std::string_view word)
{
    static constexpr std::array<std::string_view, 6> words = {"if",     "while",  "for",
                                                              "switch", "return", "sizeof"};
    return std::ranges::find(words, word) != words.end();
}

struct ArgumentList {
    std::size_t begin = 0; ///< behind the opening parenthesis
    std::size_t end = 0;   ///< at the closing one
    std::vector<std::string_view> arguments;
};

std::string_view trimmed(std::string_view text)
{
    while (text.starts_with(' '))
        text.remove_prefix(1);
    while (text.ends_with(' '))
        text.remove_suffix(1);
    return text;
}

std::optional<ArgumentList> argumentsFrom(std::string_view text, std::size_t begin)
{
    ArgumentList list;
    list.begin = begin;
    std::size_t nesting = 0;
    std::size_t start = begin;
    for (std::size_t i = begin; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '(' || c == '[') {
            ++nesting;
        } else if (nesting > 0 && (c == ')' || c == ']')) {
            --nesting;
        } else if (nesting == 0 && (c == ',' || c == ')')) {
            list.arguments.push_back(trimmed(text.substr(start, i - start)));
            start = i + 1;
            if (c == ')') {
                list.end = i;
                return list;
            }
        }
    }
    return std::nullopt;
}

/// Of the first call that has arguments.
std::optional<ArgumentList> firstArguments(std::string_view text)
{
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] != '(' || !isNamePart(text[i - 1]))
            continue;
        std::size_t nameBegin = i;
        while (nameBegin > 0 && isNamePart(text[nameBegin - 1]))
            --nameBegin;
        if (isKeyword(text.substr(nameBegin, i - nameBegin)))
            continue;
        auto list = argumentsFrom(text, i + 1);
        if (list && !list->arguments.front().empty())
            return list;
    }
    return std::nullopt;
}

} // namespace

std::string withShorterArguments(std::string_view text, std::size_t width)
{
    std::string shorter(text);
    if (text.size() <= width)
        return shorter;
    const auto list = firstArguments(text);
    if (!list)
        return shorter;
    for (std::size_t left = 1; left <= list->arguments.size(); ++left) {
        std::string arguments = "..";
        for (std::size_t i = left; i < list->arguments.size(); ++i)
            arguments += ", " + std::string(list->arguments[i]);
        std::string candidate = std::string(text.substr(0, list->begin)) + arguments +
                                std::string(text.substr(list->end));
        if (candidate.size() < shorter.size())
            shorter = std::move(candidate);
        if (shorter.size() <= width)
            break;
    }
    return shorter;
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

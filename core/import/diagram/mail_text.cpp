// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/diagram/mail_text.h"

#include "import/report_text.h"
#include "program/identifier.h"

#include <algorithm>
#include <array>

namespace racewalk {
namespace {

constexpr std::string_view endMarks = ".,:!?";
/// What statements of C begin with, and what else two words of letters in a row can be in C.
constexpr std::array beginnings = std::to_array<std::string_view>(
    {"if", "for", "while", "do", "else", "return", "goto", "switch", "case", "break", "continue",
     "struct", "static", "const", "unsigned", "int", "long", "bool", "void"});

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool isWord(std::string_view word)
{
    while (!word.empty() && endMarks.contains(word.back()))
        word.remove_suffix(1);
    return !word.empty() && std::ranges::all_of(word, [](char c) {
        return isUpper(c) || (c >= 'a' && c <= 'z') || c == '\'' || c == '-';
    });
}

} // namespace

bool isMailTag(std::string_view line)
{
    const std::size_t colon = line.find(": ");
    const std::string_view name = line.substr(0, colon);
    return colon != std::string_view::npos && (name.ends_with("-by") || name == "Fixes" ||
                                               name == "Cc" || name == "Link" || name == "Closes");
}

bool isSentence(std::string_view line)
{
    constexpr std::size_t surelyMany = 5;
    std::string_view rest = line;
    if (std::ranges::find(beginnings, takeWord(rest)) != beginnings.end())
        return false;
    std::size_t all = 0, plain = 0;
    for (rest = line; !rest.empty(); ++all)
        plain += isWord(takeWord(rest)) ? 1 : 0;
    if (line.contains(';') && all < surelyMany)
        return false;
    const bool isMarked = !line.empty() && endMarks.contains(line.back());
    if (all == 1)
        return plain == 1 && isMarked && line.back() != ':'; // a label has a colon
    return plain > 1 && 2 * plain >= all &&
           (isMarked || isUpper(line.front()) || all >= surelyMany);
}

} // namespace racewalk

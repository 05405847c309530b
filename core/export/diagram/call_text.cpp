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
    for (std::size_t from = arguments.size(); from > 1 && shortest.size() > width; --from) {
        const std::size_t begin = arguments[from - 1].begin;
        std::string shorter = text;
        shorter.replace(begin, arguments.back().end - begin, "..");
        if (shorter.size() < shortest.size())
            shortest = std::move(shorter);
    }
    return shortest;
}

namespace {

bool beginsWithOperator(std::string_view text)
{
    const std::string_view word = text.substr(0, text.find(' '));
    return !word.empty() && word.find_first_not_of("|&=!<>+-*/%^?:") == std::string_view::npos;
}

bool endsWithOperator(std::string_view text)
{
    return !text.empty() && std::string_view("|&=<>+-*/%^?:").contains(text.back());
}

/// The blank that a line of `width` ends before: in its second half one that is within few
/// brackets and behind an operator, not before it; otherwise the last one. 0: there is none.
std::size_t blankToCutAt(std::string_view text, std::size_t width)
{
    std::size_t best = 0, bestRank = 0, depth = 0;
    // A blank may stand just behind the last character that fits.
    for (std::size_t at = 0; at <= width && at < text.size(); ++at) {
        const char c = text[at];
        if (c == '(' || c == '[')
            ++depth;
        else if ((c == ')' || c == ']') && depth > 0)
            --depth;
        if (c != ' ' || at == 0)
            continue;
        const std::size_t rank = 2 * depth + (beginsWithOperator(text.substr(at + 1)) ? 1 : 0);
        if (best * 2 < width || rank <= bestRank) {
            best = at;
            bestRank = rank;
        }
    }
    return best;
}

} // namespace

std::vector<std::string> wrapped(std::string_view text, std::size_t widthBelow,
                                 std::optional<std::size_t> first)
{
    constexpr std::size_t least = 8;
    std::vector<std::string> lines;
    text = trimmed(text);
    for (std::size_t width = std::max(first.value_or(widthBelow), least); text.size() > width;
         width = std::max(widthBelow, least)) {
        std::size_t cut = blankToCutAt(text, width);
        const std::size_t bracket = text.rfind('(', width - 1) + 1; // 0 if there is none
        const bool hasArguments = bracket > 0 && text[bracket] != ')';
        const bool leavesCrumbs = trimmed(text.substr(cut)).starts_with("..)");
        const bool isLoneKeyword = cut * 2 < width && !endsWithOperator(text.substr(0, cut));
        if (hasArguments && (leavesCrumbs || (isLoneKeyword && bracket > cut)))
            cut = bracket;
        if (cut == 0)
            cut = bracket > 0 ? bracket : width;
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

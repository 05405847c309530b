// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/event.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace racewalk {

// A statement as a timeline has room for it.

namespace {

bool isIdentifier(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::size_t identifierEnd(std::string_view text, std::size_t begin)
{
    while (begin < text.size() && isIdentifier(text[begin]))
        ++begin;
    return begin;
}

/// The length of "a->b->" at `begin`, where an operand begins; 0 if there is no such prefix.
std::size_t pointerPrefix(std::string_view text, std::size_t begin)
{
    std::size_t end = begin;
    for (;;) {
        const std::size_t name = identifierEnd(text, end);
        if (name == end || text.substr(name, 2) != "->")
            return end - begin;
        end = name + 2;
    }
}

bool beginsOperand(std::string_view text, std::size_t at)
{
    if (at == 0)
        return true;
    const char before = text[at - 1];
    return !isIdentifier(before) && before != '.' && before != ']' && before != ')' &&
           text.substr(0, at).substr(at < 2 ? 0 : at - 2) != "->";
}

/// Whether the pointers before "->" are all the same one, so that leaving them out confuses
/// nothing.
bool hasOnePointer(std::string_view text)
{
    std::string_view pointer;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::size_t length = beginsOperand(text, i) ? pointerPrefix(text, i) : 0;
        if (length == 0)
            continue;
        const std::string_view found = text.substr(i, length);
        if (!pointer.empty() && pointer != found)
            return false;
        pointer = found;
    }
    return true;
}

std::string withoutPointers(std::string_view text)
{
    const bool dropsPointers = hasOnePointer(text);
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        const bool isArgument = result.empty() || result.ends_with('(') || result.ends_with(", ");
        if (text[i] == '&' && isArgument && text.substr(i, 2) != "&&") {
            ++i;
            continue;
        }
        const std::size_t length =
            dropsPointers && beginsOperand(text, i) ? pointerPrefix(text, i) : 0;
        if (length != 0) {
            i += length;
            continue;
        }
        const std::size_t end = std::max(identifierEnd(text, i), i + 1);
        result += text.substr(i, end - i);
        i = end;
    }
    return result;
}

constexpr std::array<std::string_view, 3> reads{"READ_ONCE", "rcu_dereference", "smp_load_acquire"};
constexpr std::array<std::string_view, 3> writes{"WRITE_ONCE", "rcu_assign_pointer",
                                                 "smp_store_release"};
/// Calls that their first argument tells apart.
constexpr std::array<std::string_view, 7> waits{"prepare_to_wait",     "prepare_to_wait_exclusive",
                                                "prepare_to_wait_bit", "finish_wait_bit",
                                                "wake_up_bit",         "wait_on_bit",
                                                "wait_var_event"};

bool isOneOf(std::string_view name, std::span<const std::string_view> names)
{
    return std::ranges::find(names, name) != names.end();
}

/// The end of the bracket that opens at `open`, or npos.
std::size_t closingBracket(std::string_view text, std::size_t open)
{
    int depth = 0;
    for (std::size_t i = open; i < text.size(); ++i) {
        depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
        if (depth == 0)
            return i;
    }
    return std::string_view::npos;
}

/// The first comma outside brackets, or npos.
std::size_t topLevelComma(std::string_view text)
{
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
        if (depth == 0 && text[i] == ',')
            return i;
    }
    return std::string_view::npos;
}

std::string_view withoutAddressOf(std::string_view text)
{
    return text.starts_with('&') ? text.substr(1) : text;
}

/// What a call says in short, if it can be said shorter.
std::optional<std::string> shortCall(std::string_view name, std::string_view arguments)
{
    const std::size_t comma = topLevelComma(arguments);
    const std::string first(withoutAddressOf(arguments.substr(0, comma)));
    if (isOneOf(name, reads) && comma == std::string_view::npos)
        return first;
    if (comma == std::string_view::npos)
        return std::nullopt;
    if (isOneOf(name, writes))
        return first + " =" + std::string(arguments.substr(comma + 1));
    if (isOneOf(name, waits))
        return std::string(name) + "(" + first + ")";
    return std::nullopt;
}

/// Accessors as the plain read or write that they mark, waits with what they are about only.
std::string withShortCalls(std::string_view text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t end = std::max(identifierEnd(text, i), i + 1);
        const std::string_view word = text.substr(i, end - i);
        const std::size_t close = end < text.size() && text[end] == '(' ? closingBracket(text, end)
                                                                        : std::string_view::npos;
        if (close != std::string_view::npos) {
            if (const auto call = shortCall(word, text.substr(end + 1, close - end - 1))) {
                result += *call;
                i = close + 1;
                continue;
            }
        }
        result += word;
        i = end;
    }
    return result;
}

/// `A | B` as `A|B` between names in capitals, which are flags.
std::string withTightFlags(std::string text)
{
    const auto isCapital = [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; };
    for (std::size_t at = text.find(" | "); at != std::string::npos;
         at = text.find(" | ", at + 1)) {
        const bool isFlags =
            at > 0 && isIdentifier(text[at - 1]) && at + 3 < text.size() && isCapital(text[at + 3]);
        if (isFlags)
            text.replace(at, 3, "|");
    }
    return text;
}

} // namespace

std::string shortened(std::string_view text)
{
    return withTightFlags(withoutPointers(withShortCalls(text)));
}

} // namespace racewalk

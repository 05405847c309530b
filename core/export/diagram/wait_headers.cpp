// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/diagram/wait_headers.h"

#include "program/one_line.h"
#include "program/operations.h"

#include <string_view>

namespace racewalk {
namespace {

/// "wait_event" of "wait_event(wq, done)".
std::string_view calleeOf(std::string_view text)
{
    const std::size_t end = text.find('(');
    const std::string_view name = trimmed(text.substr(0, end));
    const bool isName =
        end != std::string_view::npos && !name.empty() &&
        name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") ==
            std::string_view::npos;
    return isName ? name : std::string_view();
}

/// The call with its first argument only.
std::string headerOf(std::string_view text)
{
    int depth = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
        if (c == ',' && depth == 1)
            return onOneLine(text.substr(0, at)) + ", ..)";
    }
    return onOneLine(text);
}

bool isPartOf(const Origin &part, const Origin &whole)
{
    return part.call == whole.call && part.statement == whole.statement &&
           whole.span.begin <= part.span.begin && part.span.end <= whole.span.end;
}

} // namespace

std::optional<WaitCall> waitCallAt(const Program &program, const Body &body, std::uint32_t position)
{
    const Origin &origin = body.origins[position];
    for (std::size_t at = 0; at < body.code.size(); ++at) {
        const Origin &part = body.origins[at];
        if (part.role != Role::Wait || !isVisible(body.code[at].op) || !isPartOf(origin, part))
            continue;
        const std::string_view text = program.textOf(part.span);
        const std::string_view callee = calleeOf(text);
        if (!callee.empty() && callee != calleeOf(part.text))
            return WaitCall{part.span, headerOf(text)};
    }
    return std::nullopt;
}

} // namespace racewalk

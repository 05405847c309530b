// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/short_labels.h"

#include "program/utf8.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace racewalk {

namespace {

constexpr std::size_t longestValue = 6; ///< that a write still shows

/// "wake_up_bit" of "wake_up_bit(i_state)".
std::string calleeOf(const std::string &label)
{
    return label.substr(0, label.find('('));
}

std::string lockLabel(const Program &program, const Event &event, std::string_view verb)
{
    if (!event.cell)
        return event.label;
    const bool isTry = event.label.find("trylock") != std::string::npos;
    return (isTry ? "try" : "") + std::string(verb) + " " + shortPath(program, *event.cell);
}

std::string writeLabel(const Event &event)
{
    const auto assignment = assignmentIn(event.label);
    if (!assignment || characterCount(assignment->value) <= longestValue)
        return event.label;
    return std::string(assignment->place) + " = \u2026";
}

/// Only what is true: a flag that is not set is not seen.
std::string testLabel(const Event &event)
{
    const std::size_t at = event.label.find(" & ");
    const std::string flags = at == std::string::npos ? "" : event.label.substr(at + 3);
    const bool isOne = !flags.empty() && flags.find_first_of(" |(~") == std::string::npos;
    const bool isPlain = event.label.find_first_of("!=(") == std::string::npos;
    if (isOne && isPlain && event.result == "true")
        return "sees " + flags;
    const bool isLong = flags.starts_with("(") && flags.ends_with(")");
    return isLong ? event.label.substr(0, at + 3) + "\u2026" : event.label;
}

} // namespace

std::string shortPath(const Program &program, CellId cell)
{
    const auto lastPart = [](const Cell &each) {
        const std::string_view path = each.path;
        return path.substr(path.rfind('.') + 1); // all of it without a dot
    };
    const std::vector<Cell> &cells = program.storage.cells;
    const std::string_view name = lastPart(cells[indexOf(cell)]);
    const auto namesakes = std::ranges::count(cells, name, lastPart);
    return namesakes == 1 ? std::string(name) : cells[indexOf(cell)].path;
}

std::string compactLabel(const Program &program, const Event &event)
{
    if (event.isLabelled || event.record.operations.size() > 1)
        return event.label;
    switch (event.role) {
    case Role::Lock:
        return lockLabel(program, event, "lock");
    case Role::Unlock:
        return lockLabel(program, event, "unlock");
    case Role::RcuEnter:
        return "enter rcu";
    case Role::RcuLeave:
        return "leave rcu";
    case Role::Write:
    case Role::WriteFlags:
    case Role::Unlink:
    case Role::Drain:
        return writeLabel(event);
    case Role::Test:
        return testLabel(event);
    case Role::Find:
        if (const auto assignment = assignmentIn(event.label);
            assignment && event.result == "found")
            return "finds " + std::string(assignment->place);
        return event.label;
    case Role::Assert:
    case Role::Wait:
    case Role::Sleep:
    case Role::Wake:
    case Role::GracePeriod:
    case Role::Deferred:
        return calleeOf(event.label);
    case Role::None:
    case Role::Read:
    case Role::Fence:
    case Role::Allocate:
    case Role::Free:
    case Role::Choose:
        break;
    }
    return event.label;
}

} // namespace racewalk

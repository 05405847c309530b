// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/diagram/statement_text.h"

#include "import/report_text.h"
#include "program/identifier.h"

#include <algorithm>
#include <array>
#include <optional>

namespace racewalk {
namespace {

constexpr std::string_view gap = "..";

/// Macros that only mark an access: what they access is their first argument.
constexpr std::array storeMacros = std::to_array<std::string_view>(
    {"WRITE_ONCE", "smp_store_release", "rcu_assign_pointer", "atomic_set", "smp_store_mb"});
constexpr std::array loadMacros = std::to_array<std::string_view>(
    {"READ_ONCE", "smp_load_acquire", "rcu_dereference", "atomic_read"});

constexpr std::array lockEndings =
    std::to_array<std::string_view>({"_irqsave", "_irqrestore", "_irq", "_bh", "_nested"});

std::string_view withoutLead(std::string_view text)
{
    for (;;) {
        const std::size_t begin = std::min(text.find_first_not_of(' '), text.size());
        text.remove_prefix(begin);
        if (text.starts_with("->") || text.starts_with('>')) {
            text.remove_prefix(text.front() == '>' ? 1 : 2);
            continue;
        }
        const std::size_t arrow = std::min(text.find_first_not_of('='), text.size());
        if (arrow > 0 && text.substr(arrow).starts_with('>')) {
            text.remove_prefix(arrow + 1);
            continue;
        }
        if (text.starts_with("- ") || text.starts_with("+ ") || text.starts_with("* ")) {
            text.remove_prefix(2);
            continue;
        }
        return text;
    }
}

/// "spin_lock" of "spin_lock_irqsave".
std::string withoutLockEnding(std::string_view name)
{
    for (const std::string_view ending : lockEndings)
        if (name.ends_with(ending) && name.find("lock") < name.size() - ending.size())
            return std::string(name.substr(0, name.size() - ending.size()));
    return std::string(name);
}

/// "spin_lock" and its arguments "&a.lock", "flags".
struct CallParts {
    std::string name;
    std::vector<std::string_view> arguments;
};

std::optional<CallParts> callIn(std::string_view text)
{
    const std::size_t open = text.find('(');
    if (open == 0 || open == std::string_view::npos || !text.ends_with(')') ||
        !std::ranges::all_of(text.substr(0, open), isNamePart))
        return std::nullopt;
    CallParts parts{.name = withoutLockEnding(text.substr(0, open)), .arguments = {}};
    int depth = 0;
    std::size_t begin = open + 1;
    for (std::size_t at = open + 1; at < text.size(); ++at) {
        const char c = text[at];
        const bool ends = at + 1 == text.size();
        if (depth == 0 && (c == ',' || ends)) {
            if (at > begin)
                parts.arguments.push_back(text.substr(begin, at - begin));
            begin = at + 1;
        }
        depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
        if (depth < 0 && !ends)
            return std::nullopt; // "(a)+(b)"
    }
    return parts;
}

/// "i_lock" of "&inode->i_lock"; "lock" of "&accounts[first].lock". An index that is a number says
/// which element is meant: "[0]lock" of "&accounts[0].lock".
std::string lastName(std::string_view place)
{
    std::string plain, number;
    int depth = 0;
    for (const char c : place) {
        depth -= c == ']' ? 1 : 0;
        if (depth == 0 && c != ']')
            plain += c == '[' ? ' ' : c;
        if (depth > 0)
            number += c;
        depth += c == '[' ? 1 : 0;
    }
    while (!plain.empty() && !isNamePart(plain.back()))
        plain.pop_back();
    std::size_t begin = plain.size();
    while (begin > 0 && isNamePart(plain[begin - 1]))
        --begin;
    const bool isNumber = !number.empty() && std::ranges::all_of(number, isDigit);
    return (isNumber ? '[' + number + ']' : "") + plain.substr(begin);
}

/// "i_state|=1" of "inode->i_state|=1", "x++" of "a->x++".
std::optional<std::string> updateIn(std::string_view text)
{
    std::size_t at = std::min(text.find("++"), text.find("--"));
    for (const char sign : std::string_view("|&+-^"))
        at = std::min(at, text.find(std::string{sign, '='}));
    if (at == 0 || at == std::string_view::npos || text.substr(0, at).contains('('))
        return std::nullopt;
    return lastName(text.substr(0, at)) + std::string(text.substr(at));
}

bool contains(const auto &table, std::string_view name)
{
    return std::ranges::find(table, name) != table.end();
}

/// "done" of "if(done)".
std::string_view withoutKeyword(std::string_view text)
{
    for (const std::string_view keyword : {"if(", "while(", "switch("})
        if (text.starts_with(keyword) && text.ends_with(')'))
            return text.substr(keyword.size(), text.size() - keyword.size() - 1);
    return text;
}

/// The places of "x=1": no comparison, no "|=".
std::optional<std::pair<std::string_view, std::string_view>> assignmentIn(std::string_view text)
{
    const std::size_t at = text.find('=');
    if (at == 0 || at == std::string_view::npos || at + 1 == text.size() || text[at + 1] == '=' ||
        std::string_view("!<>=|&+-*/%^").contains(text[at - 1]) || text.substr(0, at).contains('('))
        return std::nullopt;
    return std::pair{text.substr(0, at), text.substr(at + 1)};
}

void addNames(std::string_view text, bool isWritten, std::vector<std::string> &names)
{
    const std::string_view inner = withoutKeyword(text);
    if (inner != text)
        names.emplace_back("t:" + std::string(inner));
    else if (!isWritten)
        names.emplace_back("t:" + std::string(text));
    if (const auto update = updateIn(inner)) {
        names.push_back("u:" + *update);
        return;
    }
    if (const auto assignment = assignmentIn(inner)) {
        names.push_back("w:" + lastName(assignment->first) + '=' + std::string(assignment->second));
        if (const auto call = callIn(assignment->second); call && !call->arguments.empty())
            names.push_back(contains(loadMacros, call->name)
                                ? "r:" + lastName(call->arguments.front())
                                : "c:" + call->name + ':' + lastName(call->arguments.front()));
        return;
    }
    const auto call = callIn(inner.starts_with('!') ? inner.substr(1) : inner);
    if (!call) {
        if (!inner.empty() && std::ranges::all_of(inner, isNamePart) && isWritten) {
            names.push_back(nameOfCall(inner));
            names.push_back("c:" + withoutLockEnding(inner));
        } else if (!isWritten && !lastName(inner).empty() && !inner.contains('='))
            names.push_back("r:" + lastName(inner));
        return;
    }
    if (call->arguments.size() > 1 && contains(storeMacros, call->name))
        names.push_back("w:" + lastName(call->arguments.front()) + '=' +
                        std::string(call->arguments[1]));
    if (!call->arguments.empty() && contains(loadMacros, call->name))
        names.push_back("r:" + lastName(call->arguments.front()));
    const bool isBare =
        call->arguments.empty() || std::ranges::all_of(call->arguments, [](std::string_view a) {
            return a.find_first_not_of('.') == std::string_view::npos;
        });
    if (!isBare)
        names.push_back("c:" + call->name + ':' + lastName(call->arguments.front()));
    if (isBare || !isWritten)
        names.push_back("c:" + call->name);
    if (isWritten)
        names.push_back(nameOfCall(call->name));
}

} // namespace

std::string compactStatement(std::string_view text, bool isFirst)
{
    std::string compact;
    for (const char c : isFirst ? withoutLead(text) : text)
        if (c != ' ')
            compact += c > 0x20 && c < 0x7f ? c : '?';
    return compact;
}

std::string withoutEnd(std::string normal)
{
    while (normal.ends_with(';') || normal.ends_with('{'))
        normal.pop_back();
    return normal;
}

std::string normalStatement(std::string_view text)
{
    return withoutEnd(compactStatement(text));
}

bool leavesOut(std::string_view normal)
{
    return normal.contains(gap);
}

bool matchesWithGaps(std::string_view written, std::string_view normal)
{
    std::size_t cut = written.find(gap);
    if (!normal.starts_with(written.substr(0, cut)))
        return false;
    std::size_t at = std::min(cut, written.size());
    while (cut != std::string_view::npos) {
        std::size_t begin = written.find_first_not_of('.', cut);
        begin = std::min(begin, written.size());
        cut = written.find(gap, begin);
        const std::string_view part = written.substr(begin, cut - begin);
        if (cut == std::string_view::npos)
            return normal.size() >= at + part.size() && normal.ends_with(part);
        const std::size_t found = normal.find(part, at);
        if (found == std::string_view::npos)
            return false;
        at = found + part.size();
    }
    return at == normal.size();
}

bool isOneCall(std::string_view normal)
{
    return callIn(normal).has_value();
}

std::vector<std::string> namesOfStatement(std::string_view normal)
{
    std::vector<std::string> names;
    addNames(normal, false, names);
    return names;
}

std::vector<std::string> namesInDiagram(std::string_view normal)
{
    std::vector<std::string> names;
    addNames(normal, true, names);
    return names;
}

std::string nameOfCall(std::string_view function)
{
    return "f:" + std::string(function);
}

double likeness(std::string_view a, std::string_view b)
{
    constexpr std::size_t longest = 120;
    a = a.substr(0, longest);
    b = b.substr(0, longest);
    if (a.empty() || b.empty())
        return 0;
    std::vector<std::size_t> row(b.size() + 1);
    for (const char c : a) {
        std::size_t corner = 0;
        for (std::size_t i = 0; i < b.size(); ++i) {
            const std::size_t above = row[i + 1];
            row[i + 1] = c == b[i] ? corner + 1 : std::max(above, row[i]);
            corner = above;
        }
    }
    return 2.0 * static_cast<double>(row.back()) / static_cast<double>(a.size() + b.size());
}

} // namespace racewalk

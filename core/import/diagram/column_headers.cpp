// SPDX-License-Identifier: GPL-3.0-or-later
// The names that mails put above the columns of a diagram.
#include "import/diagram/diagram_columns.h"

#include "program/one_line.h"
#include "run/schedule/thread_names.h"

#include <algorithm>
#include <array>
#include <utility>

namespace racewalk {
namespace {

/// The words in front of a column's number or letter; `first` is the number of the first column.
struct HeaderWord {
    std::string_view word;
    std::size_t first = 0;
    bool hasLetters = false;
};
constexpr std::array headerWords = std::to_array<HeaderWord>({
    {"cpu", 0},
    {"thread", 1, true},
    {"task", 1, true},
    {"process", 1, true},
    {"proc", 1, true},
    {"kthread", 1, true},
    {"t", 1},
    {"p", 1, true},
});

/// "(lookup)", " - lookup", ": lookup"
std::optional<std::string> roleIn(std::string_view rest)
{
    rest = trimmed(rest);
    if (rest.starts_with(':'))
        rest = trimmed(rest.substr(1));
    if (rest.empty())
        return "";
    const bool isOpen = rest.starts_with('(') || rest.starts_with('[');
    if (isOpen) {
        const char close = rest.front() == '(' ? ')' : ']';
        rest.remove_prefix(1);
        if (rest.ends_with(':'))
            rest.remove_suffix(1);
        // A long header may be cut off.
        if (rest.ends_with(close))
            rest.remove_suffix(1);
        return std::string(trimmed(rest));
    }
    if (rest.starts_with("- "))
        return std::string(trimmed(rest.substr(2)));
    return std::nullopt;
}

} // namespace

std::optional<ColumnHeader> columnHeaderFrom(std::string_view cell, const Program *against)
{
    if (cell.empty() || cell.size() > longestColumnHeader)
        return std::nullopt;
    if (against != nullptr) {
        const std::string_view name = cell.ends_with(':') ? cell.substr(0, cell.size() - 1) : cell;
        for (const Thread &thread : against->threads)
            if (!thread.isSystem && equalWithoutCase(name, thread.name))
                return ColumnHeader{std::string(cell), {}, std::string(name)};
    }
    for (const HeaderWord &word : headerWords) {
        if (!equalWithoutCase(cell.substr(0, word.word.size()), word.word))
            continue;
        std::string_view rest = cell.substr(word.word.size());
        if (rest.starts_with(' ') || rest.starts_with('#'))
            rest.remove_prefix(1);
        std::size_t end = 0, number = 0;
        while (end < rest.size() && end < 4 && isDigit(rest[end]))
            number = number * 10 + static_cast<std::size_t>(rest[end++] - '0');
        if (end > 0)
            number -= std::min(number, word.first);
        else if (word.hasLetters && !rest.empty() && rest[0] >= 'A' && rest[0] <= 'Z')
            number = static_cast<std::size_t>(rest[end++] - 'A');
        if (end == 0)
            continue;
        if (auto role = roleIn(rest.substr(end)))
            return ColumnHeader{std::string(cell), number, std::move(*role)};
    }
    return std::nullopt;
}

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/timeline_statements.h"

#include "program/one_line.h"
#include "run/timeline/event.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace racewalk {
namespace {

/// Whether `next` goes on in the execution of the same statement. A loop starts it anew.
bool isOfOneStatement(const Event &event, const Event &next)
{
    return next.position > event.position && event.step.thread == next.step.thread &&
           event.call == next.call && event.statement == next.statement &&
           event.statement.line != 0 && event.role != Role::Drain && next.role != Role::Drain;
}

/// Without the names of the pointers that lead to a place, as the labels of operations:
/// "i_state |= I_FREEING" of "inode->i_state |= I_FREEING".
std::string withoutPointers(std::string_view text)
{
    constexpr std::string_view nameParts = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                           "0123456789_";
    std::string shorter;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t arrow = text.find("->", begin);
        if (arrow == std::string_view::npos)
            return shorter += text.substr(begin);
        std::string_view before = text.substr(begin, arrow - begin);
        const std::size_t name = before.find_last_not_of(nameParts);
        before = before.substr(0, name == std::string_view::npos ? 0 : name + 1);
        if (before.ends_with('&') && !before.ends_with("&&"))
            before.remove_suffix(1);
        const bool isCall = text.substr(begin, arrow - begin).ends_with(')');
        shorter += isCall ? text.substr(begin, arrow + 2 - begin) : before;
        begin = arrow + 2;
    }
    return shorter;
}

/// "counter++" of "counter++;"; the `//@ text` if one stands for every operation.
std::string statementLabel(const Run &run, std::size_t first, std::size_t last)
{
    const Event &event = run.event(first);
    bool isLabelled = event.isLabelled;
    for (std::size_t i = first + 1; i <= last; ++i)
        isLabelled = isLabelled && run.event(i).label == event.label;
    if (isLabelled)
        return event.label;
    std::string text = onOneLine(run.machine().program().textOf(event.statement));
    while (text.ends_with(';') || text.ends_with(' '))
        text.pop_back();
    return withTightFlags(withoutPointers(text));
}

/// The result of the last operation, if it is the statement's and its text does not say it: a value
/// that was read is only one of several.
std::string statementResult(const Run &run, const Timeline &timeline, std::size_t last,
                            const std::string &label)
{
    const Access &access = run.event(last).access;
    const std::string &note = timeline.events[last].note;
    if (access.isWrite() && note.empty() && !access.value.empty()) {
        const bool isName = access.value.find_first_of("0123456789-") != 0;
        const bool isSaid = isName && label.find(access.value) != std::string::npos;
        return isSaid ? "" : "writes " + access.value;
    }
    const std::string read = access.isRead() ? accessNote(access, NoteForm::Picture) : "";
    if (read.empty() || !note.starts_with(read))
        return note;
    const std::size_t failure = note.find_first_not_of(", ", read.size());
    return failure == std::string::npos ? "" : note.substr(failure);
}

} // namespace

void addStatements(const Run &run, Timeline &timeline)
{
    const std::size_t count = timeline.events.size();
    for (std::size_t first = 0, last = 0; first < count; first = ++last) {
        while (last + 1 < count && isOfOneStatement(run.event(last), run.event(last + 1)))
            ++last;
        if (last == first)
            continue;
        std::string label = statementLabel(run, first, last);
        std::string result = statementResult(run, timeline, last, label);
        timeline.statements.push_back({first, last, std::move(label), std::move(result)});
    }
}

} // namespace racewalk

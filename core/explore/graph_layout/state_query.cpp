// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/graph_layout/state_query.h"

#include "machine/words.h"
#include "program/ids.h"

#include <algorithm>
#include <array>
#include <utility>

namespace racewalk {

namespace {

std::string lowered(std::string_view text)
{
    std::string lower(text);
    std::ranges::transform(lower, lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return lower;
}

bool contains(std::string_view text, std::string_view part)
{
    return lowered(text).find(part) != std::string::npos;
}

constexpr std::array fateWords = std::to_array<std::pair<std::string_view, Fate>>({
    {"safe", Fate::Safe},
    {"open", Fate::Open},
    {"doomed", Fate::Doomed},
    {"unknown", Fate::Unknown},
});

/// The paths of cells that `name` means: the whole path, or what follows a dot in it.
bool isNameOf(std::string_view path, std::string_view name)
{
    const std::string lower = lowered(path);
    return lower == name || (lower.ends_with(name) && lower.size() > name.size() &&
                             lower[lower.size() - name.size() - 1] == '.');
}

/// Whether a value is `wanted`, or one of its flags is: "I_FREEING | I_CLEAR".
bool isValue(std::string_view value, std::string_view wanted)
{
    const std::string lower = lowered(value);
    if (lower == wanted)
        return true;
    for (std::size_t at = 0; at <= lower.size();) {
        const std::size_t end = std::min(lower.find(" | ", at), lower.size());
        if (std::string_view(lower).substr(at, end - at) == wanted)
            return true;
        at = end + 3;
    }
    return false;
}

/// Words between blanks; what follows "name:" belongs to it.
std::vector<std::string> wordsOf(std::string_view text)
{
    std::vector<std::string> words;
    bool isNew = true;
    for (const char c : text) {
        if (c == ' ' || c == '\t') {
            isNew = isNew || words.empty() || words.back().back() != ':';
            continue;
        }
        if (std::exchange(isNew, false))
            words.emplace_back();
        words.back() += c;
    }
    return words;
}

} // namespace

StateQuery::StateQuery(const Machine &machine, const GraphLayout &layout, std::string_view text)
    : m_machine(machine), m_layout(layout)
{
    for (const std::string &word : wordsOf(text))
        add(word);
}

void StateQuery::add(std::string_view word)
{
    const Program &program = m_machine.program();
    Term term;
    term.text = lowered(word);
    if (const std::size_t colon = term.text.find(':'); colon != std::string::npos) {
        const std::string name = term.text.substr(0, colon);
        const std::string rest = term.text.substr(colon + 1);
        const auto fate =
            std::ranges::find(fateWords, rest, &decltype(fateWords)::value_type::first);
        if (name == "fate" && fate != fateWords.end()) {
            term.fate = fate->second;
        } else if (const auto thread = program.findThread(name)) {
            term.thread = *thread;
            term.text = rest;
        }
    } else if (const std::size_t equals = term.text.find('='); equals != std::string::npos) {
        const std::string name = term.text.substr(0, equals);
        const std::vector<Cell> &cells = program.storage.cells;
        for (std::size_t cell = 1; cell < cells.size(); ++cell)
            if (!name.empty() && isNameOf(cells[cell].path, name))
                term.cells.push_back(static_cast<CellId>(cell));
        term.isValue = true;
        term.text = term.text.substr(equals + 1);
    }
    m_terms.push_back(std::move(term));
}

bool StateQuery::matches(StateIndex state) const
{
    const State bytes = m_layout.space().state(state);
    return std::ranges::all_of(m_terms,
                               [&](const Term &term) { return matches(term, state, bytes); });
}

bool StateQuery::matches(const Term &term, StateIndex index, StateView state) const
{
    if (term.fate)
        return m_layout.space().fate(index) == *term.fate;
    if (term.thread)
        return isNext(state, *term.thread, term.text);
    if (term.isValue)
        return std::ranges::any_of(term.cells, [&](CellId cell) {
            return isValue(cellText(m_machine, state, cell), term.text);
        });
    if (const GraphEnding *ending = m_layout.endingAt(index);
        ending != nullptr && contains(ending->name, term.text))
        return true;
    for (std::size_t thread = 0; thread < m_machine.program().threads.size(); ++thread)
        if (isNext(state, static_cast<ThreadId>(thread), term.text))
            return true;
    return false;
}

bool StateQuery::isNext(StateView state, ThreadId thread, std::string_view text) const
{
    if (const Origin *next = m_machine.nextOperation(state, thread))
        return contains(next->text, text) || contains(next->label, text);
    // Of a thread that sleeps or has ended, the word for that.
    return !m_machine.program().threads[indexOf(thread)].isSystem &&
           contains(reasonFor(m_machine, state, thread).headline, text);
}

std::vector<StateIndex> findStates(const Machine &machine, const GraphLayout &layout,
                                   std::string_view text, Watch watch)
{
    const StateQuery query(machine, layout, text);
    std::vector<StateIndex> states;
    for (std::size_t number = 0; number < layout.layerCount() && !query.isEmpty(); ++number)
        for (const StateIndex state : layout.layer(number)) {
            watch.tick();
            if (query.matches(state))
                states.push_back(state);
        }
    return states;
}

} // namespace racewalk

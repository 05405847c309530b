// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/state_store.h"

#include "program/check.h"
#include "program/ids.h"

#include <algorithm>
#include <cstring>

namespace racewalk {

namespace {

constexpr std::size_t wordBytes = sizeof(std::uint64_t);

} // namespace

StateStore::StateStore(std::size_t stateSize, std::span<const std::size_t> cuts)
    : m_stateSize(stateSize)
{
    RACEWALK_CHECK(stateSize > 0);
    // Words first: their parts are the first ones.
    std::vector<std::size_t> ends(cuts.begin(), cuts.end());
    ends.push_back(stateSize);
    std::vector<std::vector<std::uint32_t>> pieces;
    std::size_t begin = 0;
    for (const std::size_t end : ends) {
        if (end > begin)
            pieces.push_back(addWords(begin, end));
        begin = std::max(begin, end);
    }
    std::vector<std::uint32_t> parts;
    for (const std::vector<std::uint32_t> &words : pieces)
        parts.push_back(join(words));
    if (parts.size() > 1)
        joinPieces(parts);
    // The top is no part; a state of one word is its own top.
    m_maxParts = m_words.size() + m_nodes.size() - 1;
    m_inserted = makeTree();
}

std::vector<std::uint32_t> StateStore::addWords(std::size_t begin, std::size_t end)
{
    std::vector<std::uint32_t> words;
    for (std::size_t offset = begin; offset < end; offset += wordBytes) {
        const std::size_t bytes = std::min(wordBytes, end - offset);
        words.push_back(static_cast<std::uint32_t>(m_words.size()));
        m_words.push_back({.offset = static_cast<std::uint32_t>(offset),
                           .mask = ~std::uint64_t{0} >> 8 * (wordBytes - bytes)});
    }
    return words;
}

/// A balanced tree.
std::uint32_t StateStore::join(std::span<const std::uint32_t> parts)
{
    if (parts.size() == 1)
        return parts.front();
    const std::size_t half = parts.size() / 2;
    return joinTwo(join(parts.first(half)), join(parts.subspan(half)));
}

std::uint32_t StateStore::joinTwo(std::uint32_t left, std::uint32_t right)
{
    m_nodes.push_back({left, right});
    return static_cast<std::uint32_t>(m_words.size() + m_nodes.size() - 1);
}

/// The last piece changes with the others, so the way from it to the top is short; but each half of
/// the state has far fewer values than the whole.
std::uint32_t StateStore::joinPieces(std::span<const std::uint32_t> parts)
{
    const std::size_t half = parts.size() / 2;
    const std::uint32_t left = join(parts.first(half));
    const auto right = parts.subspan(half);
    if (right.size() == 1)
        return joinTwo(left, right.front());
    return joinTwo(left, joinTwo(join(right.first(right.size() - 1)), right.back()));
}

StateStore::Tree StateStore::makeTree() const
{
    return {.bytes = std::vector<std::byte>(m_stateSize + wordBytes),
            .words = std::vector<std::uint64_t>(m_words.size()),
            .parts = std::vector<std::uint32_t>(m_words.size() + m_nodes.size())};
}

std::uint64_t StateStore::wordOf(const Tree &tree, Word word)
{
    std::uint64_t value = 0;
    std::memcpy(&value, tree.bytes.data() + word.offset, sizeof value);
    return value & word.mask;
}

void StateStore::setWord(Tree &tree, std::size_t i, std::uint64_t value) const
{
    // In ascending order: what this writes behind the word is written again.
    tree.words[i] = value;
    std::memcpy(tree.bytes.data() + m_words[i].offset, &value, sizeof value);
}

void StateStore::read(StateIndex index, Tree &tree) const
{
    const std::uint64_t top = m_states[static_cast<std::uint32_t>(indexOf(index))];
    if (m_nodes.empty()) {
        setWord(tree, 0, top);
        return;
    }
    const auto setBelow = [&](Node node, std::uint64_t pair) {
        tree.parts[node.left] = static_cast<std::uint32_t>(pair >> 32);
        tree.parts[node.right] = static_cast<std::uint32_t>(pair);
    };
    setBelow(m_nodes.back(), top);
    for (std::size_t i = m_nodes.size() - 1; i-- > 0;)
        setBelow(m_nodes[i], m_parts[tree.parts[m_words.size() + i]]);
    for (std::size_t i = 0; i < m_words.size(); ++i)
        setWord(tree, i, m_parts[tree.parts[i]]);
}

State StateStore::operator[](StateIndex index) const
{
    Tree tree = makeTree();
    read(index, tree);
    return State(view(tree));
}

std::optional<std::uint64_t> StateStore::pack(Tree &tree, const Tree &other) const
{
    if (m_nodes.empty())
        return wordOf(tree, m_words[0]);
    std::uint32_t *const parts = tree.parts.data();
    const std::uint32_t *const others = other.parts.data();
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        const std::uint64_t word = wordOf(tree, m_words[i]);
        parts[i] = others[i];
        if (word == other.words[i])
            continue;
        parts[i] = m_parts.find(word, KeyTable::hashOf(word));
        if (parts[i] == KeyTable::noNumber)
            return std::nullopt;
    }
    for (std::size_t i = 0; i + 1 < m_nodes.size(); ++i) {
        const auto [left, right] = m_nodes[i];
        const std::size_t above = m_words.size() + i;
        parts[above] = others[above];
        if (parts[left] == others[left] && parts[right] == others[right])
            continue;
        const std::uint64_t pair = pairOf(parts[left], parts[right]);
        parts[above] = m_parts.find(pair, KeyTable::hashOf(pair));
        if (parts[above] == KeyTable::noNumber)
            return std::nullopt;
    }
    return pairOf(parts[m_nodes.back().left], parts[m_nodes.back().right]);
}

std::optional<StateIndex> StateStore::find(StateView state) const
{
    if (state.size() != m_stateSize || size() == 0)
        return std::nullopt;
    Tree first = makeTree();
    read(StateIndex{0}, first);
    Tree tree = first;
    std::ranges::copy(state, tree.bytes.begin());
    const std::optional<std::uint64_t> top = pack(tree, first);
    if (!top)
        return std::nullopt;
    const std::uint32_t number = m_states.find(*top, KeyTable::hashOf(*top));
    if (number == KeyTable::noNumber)
        return std::nullopt;
    return StateIndex{number};
}

std::optional<StateStore::Place> StateStore::insert(StateView state, bool mayGrow)
{
    RACEWALK_CHECK(state.size() == m_stateSize);
    if (!mayGrow) {
        const std::optional<StateIndex> known = find(state);
        return known ? std::optional(Place{*known, false}) : std::nullopt;
    }
    std::ranges::copy(state, m_inserted.bytes.begin());
    if (m_nodes.empty())
        return insertTop(wordOf(m_inserted, m_words[0]));
    std::uint32_t *const parts = m_inserted.parts.data();
    for (std::size_t i = 0; i < m_words.size(); ++i)
        parts[i] = m_parts.insert(wordOf(m_inserted, m_words[i])).number;
    for (std::size_t i = 0; i + 1 < m_nodes.size(); ++i)
        parts[m_words.size() + i] =
            m_parts.insert(pairOf(parts[m_nodes[i].left], parts[m_nodes[i].right])).number;
    return insertTop(pairOf(parts[m_nodes.back().left], parts[m_nodes.back().right]));
}

std::optional<StateStore::Place> StateStore::insertTop(std::uint64_t top, bool mayGrow)
{
    const std::uint64_t hash = KeyTable::hashOf(top);
    if (!mayGrow || size() == maxStates) {
        const std::uint32_t number = m_states.find(top, hash);
        return number == KeyTable::noNumber ? std::nullopt
                                            : std::optional(Place{StateIndex{number}, false});
    }
    const KeyTable::Place place = m_states.insert(top, hash);
    return Place{StateIndex{place.number}, place.isNew};
}

} // namespace racewalk

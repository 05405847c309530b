// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/store/state_store.h"

#include "program/check.h"
#include "program/ids.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <utility>

namespace racewalk {

namespace {

constexpr std::size_t wordBytes = sizeof(std::uint64_t);

} // namespace

StateStore::StateStore(std::size_t stateSize, std::span<const std::size_t> cuts)
    : m_stateSize(stateSize)
{
    RACEWALK_CHECK(stateSize > 0);
    std::size_t begin = 0;
    // Words first: their parts are the first ones.
    for (const std::size_t end : cuts) {
        if (end > begin)
            addPiece(begin, end);
        begin = std::max(begin, end);
    }
    if (stateSize > begin)
        addPiece(begin, stateSize);
    joinPieces();
    findPaths();
    // The top is no part; a state of one word is its own top.
    m_maxParts = m_words.size() + m_nodes.size() - 1;
    m_inserted = makeTree();
}

void StateStore::addPiece(std::size_t begin, std::size_t end)
{
    Piece piece;
    piece.firstWord = static_cast<std::uint32_t>(m_words.size());
    for (std::size_t offset = begin; offset < end; offset += wordBytes) {
        const std::size_t bytes = std::min(wordBytes, end - offset);
        m_words.push_back({.offset = static_cast<std::uint32_t>(offset),
                           .mask = ~std::uint64_t{0} >> 8 * (wordBytes - bytes)});
    }
    piece.endOfWords = static_cast<std::uint32_t>(m_words.size());
    m_pieces.push_back(std::move(piece));
}

void StateStore::joinPieces()
{
    std::vector<std::uint32_t> parts;
    for (Piece &piece : m_pieces) {
        std::vector<std::uint32_t> words(piece.endOfWords - piece.firstWord);
        std::iota(words.begin(), words.end(), piece.firstWord);
        piece.firstNode = static_cast<std::uint32_t>(m_nodes.size());
        piece.part = join(words);
        piece.endOfNodes = static_cast<std::uint32_t>(m_nodes.size());
        parts.push_back(piece.part);
    }
    m_firstAbove = m_nodes.size();
    if (parts.size() == 1) {
        m_firstAbove -= m_nodes.empty() ? 0 : 1; // the piece's node is the top
        return;
    }
    // The last piece changes with the others, so the way from it to the top is short; but each half
    // of the state has far fewer values than the whole.
    const std::span all(parts);
    const std::uint32_t left = join(all.first(all.size() / 2));
    const auto right = all.subspan(all.size() / 2);
    if (right.size() == 1)
        joinTwo(left, right.front());
    else
        joinTwo(left, joinTwo(join(right.first(right.size() - 1)), right.back()));
}

void StateStore::findPaths()
{
    const auto isAbove = [&](std::vector<bool> &marked, std::size_t node) {
        const auto [left, right] = m_nodes[node];
        marked[m_words.size() + node] = marked[left] || marked[right];
        return static_cast<bool>(marked[m_words.size() + node]);
    };
    for (Piece &piece : m_pieces) {
        std::vector<bool> own(m_words.size() + m_nodes.size());
        own[piece.part] = true;
        std::vector<bool> both = own;
        both[m_pieces.back().part] = true;
        for (std::size_t node = m_firstAbove; node + 1 < m_nodes.size(); ++node) {
            if (isAbove(own, node))
                piece.ownPath.push_back(static_cast<std::uint32_t>(node));
            if (isAbove(both, node))
                piece.path.push_back(static_cast<std::uint32_t>(node));
        }
    }
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
    std::byte *const place = tree.bytes.data() + m_words[i].offset;
    std::uint64_t there = 0;
    std::memcpy(&there, place, sizeof there);
    there = (there & ~m_words[i].mask) | value;
    std::memcpy(place, &there, sizeof there);
    tree.words[i] = value;
}

void StateStore::setBelow(Tree &tree, std::size_t node, std::uint64_t pair) const
{
    tree.parts[m_nodes[node].left] = static_cast<std::uint32_t>(pair >> 32);
    tree.parts[m_nodes[node].right] = static_cast<std::uint32_t>(pair);
}

void StateStore::readPieces(StateIndex index, Tree &tree) const
{
    const std::uint64_t top = m_states[static_cast<std::uint32_t>(indexOf(index))];
    if (m_nodes.empty()) {
        setWord(tree, 0, top);
        return;
    }
    setBelow(tree, m_nodes.size() - 1, top);
    for (std::size_t node = m_nodes.size() - 1; node-- > m_firstAbove;)
        setBelow(tree, node, m_parts[tree.parts[m_words.size() + node]]);
}

void StateStore::readWords(Tree &tree) const
{
    if (m_nodes.empty())
        return;
    for (std::size_t node = m_firstAbove; node-- > 0;)
        setBelow(tree, node, m_parts[tree.parts[m_words.size() + node]]);
    for (std::size_t i = 0; i < m_words.size(); ++i)
        setWord(tree, i, m_parts[tree.parts[i]]);
}

void StateStore::read(StateIndex index, Tree &tree) const
{
    readPieces(index, tree);
    readWords(tree);
}

void StateStore::setPiece(Tree &tree, std::size_t i, std::uint32_t number) const
{
    const Piece &piece = m_pieces[i];
    tree.parts[piece.part] = number;
    for (std::size_t node = piece.endOfNodes; node-- > piece.firstNode;)
        setBelow(tree, node, m_parts[tree.parts[m_words.size() + node]]);
    for (std::size_t word = piece.firstWord; word < piece.endOfWords; ++word)
        setWord(tree, word, m_parts[tree.parts[word]]);
}

State StateStore::operator[](StateIndex index) const
{
    Tree tree = makeTree();
    read(index, tree);
    return State(view(tree));
}

std::optional<std::uint64_t> StateStore::pack(Tree &tree, const Tree &other, KeyCache &cache) const
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
        parts[i] = cache.find(word);
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
        parts[above] = cache.find(pair);
        if (parts[above] == KeyTable::noNumber)
            return std::nullopt;
    }
    return pairOf(parts[m_nodes.back().left], parts[m_nodes.back().right]);
}

std::optional<std::uint64_t> StateStore::pack(Tree &tree, const Tree &other, std::size_t i,
                                              std::uint32_t piece, std::uint32_t last,
                                              KeyCache &cache) const
{
    std::uint32_t *const parts = tree.parts.data();
    std::memcpy(parts, other.parts.data(), other.parts.size() * sizeof parts[0]);
    const std::uint32_t lastPart = m_pieces.back().part;
    parts[m_pieces[i].part] = piece;
    const bool isLastSame = other.parts[lastPart] == last;
    parts[lastPart] = last;
    for (const std::uint32_t node : isLastSame ? m_pieces[i].ownPath : m_pieces[i].path) {
        const std::uint64_t pair = pairOf(parts[m_nodes[node].left], parts[m_nodes[node].right]);
        const std::uint32_t number = cache.find(pair);
        if (number == KeyTable::noNumber)
            return std::nullopt;
        parts[m_words.size() + node] = number;
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
    KeyCache cache = makePartCache();
    const std::optional<std::uint64_t> top = pack(tree, first, cache);
    if (!top)
        return std::nullopt;
    const std::uint32_t number = m_states.find(*top, KeyTable::hashOf(*top));
    if (number == KeyTable::noNumber)
        return std::nullopt;
    return StateIndex{number};
}

std::optional<StateStore::Insertion> StateStore::insert(StateView state, bool mayGrow)
{
    RACEWALK_CHECK(state.size() == m_stateSize);
    if (!mayGrow) {
        const std::optional<StateIndex> known = find(state);
        return known ? std::optional(Insertion{*known, false}) : std::nullopt;
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

std::optional<StateStore::Insertion> StateStore::insertTop(std::uint64_t top, bool mayGrow)
{
    const std::uint64_t hash = KeyTable::hashOf(top);
    if (!mayGrow || size() == maxStates) {
        const std::uint32_t number = m_states.find(top, hash);
        return number == KeyTable::noNumber ? std::nullopt
                                            : std::optional(Insertion{StateIndex{number}, false});
    }
    const KeyTable::Insertion place = m_states.insert(top, hash);
    return Insertion{StateIndex{place.number}, place.isNew};
}

} // namespace racewalk

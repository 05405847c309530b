// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/store/key_cache.h"
#include "explore/store/key_table.h"
#include "explore/store/state_index.h"
#include "machine/state.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace racewalk {

/// Every distinct state, each once, numbered in the order of insertion, without what states have in
/// common.
///
/// A state is a binary tree: its leaves are words of up to eight bytes, a node above is the pair of
/// the numbers of two parts below, and every distinct part is kept once. What remains of a state is
/// the pair at its top, eight bytes (Laarman, van de Pol and Weber: Parallel recursive state
/// compression for free, SPIN 2011). A step changes few words of a state, so few parts have to be
/// looked for.
///
/// Any number of threads may read, find and pack while none inserts.
class StateStore {
public:
    /// All states are `stateSize` bytes, at least one. Bytes between two cuts change together, more
    /// often than others, and those behind the last one with any of them: what they are decides how
    /// well states are compressed, nothing else.
    explicit StateStore(std::size_t stateSize, std::span<const std::size_t> cuts = {});

    std::size_t size() const { return m_states.size(); }
    std::size_t stateSize() const { return m_stateSize; }

    State operator[](StateIndex index) const;
    std::optional<StateIndex> find(StateView state) const;

    struct Place {
        StateIndex index{};
        bool isNew = false;
    };
    /// The state's number; a new one if it was not there and `mayGrow`, nullopt if it was not there
    /// and must not be added. When memory runs out, std::bad_alloc, and all states are as before.
    std::optional<Place> insert(StateView state, bool mayGrow = true);

    /// For inserting, see KeyTable::setWatch().
    void setWatch(const Watch &watch)
    {
        m_parts.setWatch(watch);
        m_states.setWatch(watch);
    }

    /// A state with its words and the numbers of all parts below its top.
    struct Tree {
        std::vector<std::byte> bytes; ///< longer than the state
        std::vector<std::uint64_t> words;
        std::vector<std::uint32_t> parts;
    };
    Tree makeTree() const;
    void read(StateIndex index, Tree &tree) const;

    /// Pieces are what the cuts give. The number of a piece stands for all of its bytes. To read a
    /// state in two goes, first its pieces, then, if they are wanted, its words.
    void readPieces(StateIndex index, Tree &tree) const;
    void readWords(Tree &tree) const;
    std::size_t pieceCount() const { return m_pieces.size(); }
    std::uint32_t piece(const Tree &tree, std::size_t i) const
    {
        return tree.parts[m_pieces[i].part];
    }
    /// The words of a piece only.
    void setPiece(Tree &tree, std::size_t i, std::uint32_t number) const;
    StateView view(const Tree &tree) const { return std::span(tree.bytes).first(m_stateSize); }
    StateBytes bytes(Tree &tree) const { return std::span(tree.bytes).first(m_stateSize); }

    /// The pair at the top of a state of which `tree` has the bytes, nullopt if a part of it is
    /// unknown: then so is the state. Quick where the state is much like `other`. `cache` is one
    /// of makePartCache().
    std::optional<std::uint64_t> pack(Tree &tree, const Tree &other, KeyCache &cache) const;
    /// The same for a state that is `other` but for piece number i and the last one. Of `tree` only
    /// the parts above pieces are used.
    std::optional<std::uint64_t> pack(Tree &tree, const Tree &other, std::size_t i,
                                      std::uint32_t piece, std::uint32_t last,
                                      KeyCache &cache) const;

    /// The states by the pairs at their tops: to look for many of them.
    const KeyTable &tops() const { return m_states; }
    KeyCache makePartCache() const { return KeyCache(m_parts); }
    std::optional<Place> insertTop(std::uint64_t top, bool mayGrow = true);

    /// Distinct parts of all states, tops left out.
    std::size_t partCount() const { return m_parts.size(); }

    /// Bytes held now.
    std::size_t bytes() const { return m_states.bytes() + m_parts.bytes(); }
    /// Bytes that inserting one more state takes beyond bytes(), while it does so.
    std::size_t bytesToGrow() const
    {
        return m_states.bytesToGrow(1) + m_parts.bytesToGrow(m_maxParts);
    }
    /// Whether that is nothing.
    bool hasRoom() const { return m_states.hasRoomFor(1) && m_parts.hasRoomFor(m_maxParts); }

    static constexpr std::size_t maxStates = KeyTable::maxKeys;

private:
    static std::uint64_t pairOf(std::uint32_t left, std::uint32_t right)
    {
        return std::uint64_t{left} << 32 | right;
    }
    struct Word {
        std::uint32_t offset = 0;
        std::uint64_t mask = 0;
    };
    /// Places in Tree::parts.
    struct Node {
        std::uint32_t left = 0, right = 0;
    };
    struct Piece {
        std::uint32_t part = 0; ///< its place in Tree::parts
        std::uint32_t firstWord = 0, endOfWords = 0;
        std::uint32_t firstNode = 0, endOfNodes = 0;
        std::vector<std::uint32_t> path;    ///< nodes above it or the last piece, the top left out
        std::vector<std::uint32_t> ownPath; ///< those above itself
    };

    void addPiece(std::size_t begin, std::size_t end);
    void joinPieces();
    void findPaths();
    std::uint32_t join(std::span<const std::uint32_t> parts);
    std::uint32_t joinTwo(std::uint32_t left, std::uint32_t right);
    static std::uint64_t wordOf(const Tree &tree, Word word);
    void setWord(Tree &tree, std::size_t i, std::uint64_t value) const;
    void setBelow(Tree &tree, std::size_t node, std::uint64_t pair) const;

    std::size_t m_stateSize = 0;
    std::vector<Word> m_words;
    /// Their parts come after those of the words: of all pieces, then above them; the last one is
    /// the top.
    std::vector<Node> m_nodes;
    std::size_t m_firstAbove = 0; ///< node above pieces
    std::vector<Piece> m_pieces;
    std::size_t m_maxParts = 0; ///< of one state
    KeyTable m_parts;
    KeyTable m_states;
    Tree m_inserted;
};

} // namespace racewalk

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

/// Stores every distinct state once, compressed, numbered in the order of insertion.
///
/// A state is a binary tree. Its leaves are words of up to eight bytes, an inner node is the pair
/// of the numbers of its two subtrees, and every distinct subtree is stored once. Each state itself
/// takes only the pair at its root, eight bytes (Laarman, van de Pol and Weber: Parallel recursive
/// state compression for free, SPIN 2011). A step changes few words of a state, so few subtrees
/// have to be looked up.
///
/// Any number of threads may read, find and pack while no thread inserts.
class StateStore {
public:
    /// All states have `stateSize` bytes, at least one. The cuts divide a state into pieces whose
    /// bytes usually change together; bytes after the last cut change with any piece. The cuts
    /// affect only the compression.
    explicit StateStore(std::size_t stateSize, std::span<const std::size_t> cuts = {});

    std::size_t size() const { return m_states.size(); }
    std::size_t stateSize() const { return m_stateSize; }

    State operator[](StateIndex index) const;
    std::optional<StateIndex> find(StateView state) const;

    struct Insertion {
        StateIndex index{};
        bool isNew = false;
    };
    /// Returns the state's number, inserting it if it is new and `mayGrow`; nullopt if it is new
    /// and must not be inserted. Throws std::bad_alloc if memory runs out; the store is then
    /// unchanged.
    std::optional<Insertion> insert(StateView state, bool mayGrow = true);

    /// The watch for inserting; see KeyTable::setWatch().
    void setWatch(const Watch &watch)
    {
        m_parts.setWatch(watch);
        m_states.setWatch(watch);
    }

    /// A state with its words and the numbers of all subtrees below its root.
    struct Tree {
        std::vector<std::byte> bytes; ///< padded beyond the state's size
        std::vector<std::uint64_t> words;
        std::vector<std::uint32_t> parts;
    };
    Tree makeTree() const;
    void read(StateIndex index, Tree &tree) const;

    /// Reads the numbers of a state's pieces; the cuts define the pieces, and a piece's number
    /// identifies its bytes. Read the pieces first, then, if necessary, the words.
    void readPieces(StateIndex index, Tree &tree) const;
    void readWords(Tree &tree) const;
    std::size_t pieceCount() const { return m_pieces.size(); }
    std::uint32_t piece(const Tree &tree, std::size_t i) const
    {
        return tree.parts[m_pieces[i].part];
    }
    /// Reads the words of one piece.
    void setPiece(Tree &tree, std::size_t i, std::uint32_t number) const;
    StateView view(const Tree &tree) const { return std::span(tree.bytes).first(m_stateSize); }
    StateBytes bytes(Tree &tree) const { return std::span(tree.bytes).first(m_stateSize); }

    /// Returns the root pair of a state of which `tree` has the bytes, or nullopt if a subtree, and
    /// therefore the state, is unknown. Fast if the state is similar to `other`. `cache` comes from
    /// makePartCache().
    std::optional<std::uint64_t> pack(Tree &tree, const Tree &other, KeyCache &cache) const;
    /// Returns the root pair of a state that equals `other` except in piece i and the last piece.
    /// Of `tree` only the subtrees above the pieces are used.
    std::optional<std::uint64_t> pack(Tree &tree, const Tree &other, std::size_t i,
                                      std::uint32_t piece, std::uint32_t last,
                                      KeyCache &cache) const;

    /// The table of states by root pair, for batches of look-ups.
    const KeyTable &tops() const { return m_states; }
    KeyCache makePartCache() const { return KeyCache(m_parts); }
    std::optional<Insertion> insertTop(std::uint64_t top, bool mayGrow = true);

    /// Number of distinct subtrees of all states, roots excluded.
    std::size_t partCount() const { return m_parts.size(); }

    /// Current memory in bytes.
    std::size_t bytes() const { return m_states.bytes() + m_parts.bytes(); }
    /// Bytes that inserting one more state needs beyond bytes().
    std::size_t bytesToGrow() const
    {
        return m_states.bytesToGrow(1) + m_parts.bytesToGrow(m_maxParts);
    }
    /// Whether inserting one more state needs no more memory.
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
    /// Positions in Tree::parts.
    struct Node {
        std::uint32_t left = 0, right = 0;
    };
    struct Piece {
        std::uint32_t part = 0; ///< its position in Tree::parts
        std::uint32_t firstWord = 0, endOfWords = 0;
        std::uint32_t firstNode = 0, endOfNodes = 0;
        /// Nodes above this one or the last piece, without the root.
        std::vector<std::uint32_t> path;
        std::vector<std::uint32_t> ownPath; ///< nodes above this one, without the root
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
    /// The subtrees of the nodes come after those of the words: first those of the pieces, then the
    /// nodes above them; the last one is the root.
    std::vector<Node> m_nodes;
    std::size_t m_firstAbove = 0; ///< first node above the pieces
    std::vector<Piece> m_pieces;
    std::size_t m_maxParts = 0; ///< subtrees per state
    KeyTable m_parts;
    KeyTable m_states;
    Tree m_inserted;
};

} // namespace racewalk

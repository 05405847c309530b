// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/state_index.h"
#include "machine/state.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace racewalk {

/// Every distinct state, each once, numbered in the order of insertion. States lie in chunks that
/// never move, so a view of one stays valid for the store's life. A table of their numbers finds
/// them again: open addressing with linear probing (Knuth, TAOCP 3, 6.4), 5.3 to 10.7 bytes per
/// state beside the state itself.
class StateStore {
public:
    /// All states are `stateSize` bytes, at least one.
    explicit StateStore(std::size_t stateSize);

    std::size_t size() const { return m_size; }
    std::size_t stateSize() const { return m_stateSize; }

    StateView operator[](StateIndex index) const;
    std::optional<StateIndex> find(StateView state) const;

    struct Place {
        StateIndex index{};
        bool isNew = false;
    };
    /// The state's number; a new one if it was not there and `mayGrow`, nullopt if it was not there
    /// and must not be added. When memory runs out, std::bad_alloc, and the store is as before.
    std::optional<Place> insert(StateView state, bool mayGrow = true);

    /// Bytes held now.
    std::size_t bytes() const;
    /// Bytes that inserting one more state takes beyond bytes(), while it does so.
    std::size_t bytesToGrow() const;

    /// Numbers have 32 bits, and one is no state.
    static constexpr std::size_t maxStates = 0xfffffffe;

private:
    static constexpr std::uint32_t noState = 0xffffffff;

    std::size_t slotOf(StateView state) const;
    bool isChunkFull() const { return m_size == m_chunks.size() << m_chunkShift; }
    bool isTableFull() const { return 4 * (m_size + 1) > 3 * m_table.size(); }
    std::size_t chunkBytes() const { return m_stateSize << m_chunkShift; }
    void growTable();

    std::size_t m_stateSize = 0;
    unsigned m_chunkShift = 0; ///< a chunk has 2^m_chunkShift states
    std::size_t m_size = 0;
    std::vector<std::unique_ptr<std::byte[]>> m_chunks;
    std::vector<std::uint32_t>
        m_table; ///< state numbers, noState in free slots; a power of two long
};

} // namespace racewalk

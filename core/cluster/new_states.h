// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/state.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace racewalk {

/// The distinct new states that a level of the search leads to, each with the least key under which
/// it was reached. They are numbered in the order of insertion; no result depends on these numbers.
class NewStates {
public:
    explicit NewStates(std::size_t stateSize) : m_stateSize(stateSize) {}

    std::size_t size() const { return m_keys.size(); }
    std::uint64_t key(std::uint32_t i) const { return m_keys[i]; }
    StateView operator[](std::uint32_t i) const
    {
        return StateView(m_bytes).subspan(i * m_stateSize, m_stateSize);
    }

    /// Returns the number of the state here, inserting it if necessary. Throws std::bad_alloc if
    /// memory runs out; the state may then be inserted or not.
    std::uint32_t meet(StateView state, std::uint64_t hash, std::uint64_t key);

    void clear();
    std::size_t bytes() const;

private:
    static constexpr std::uint32_t free = 0xffffffff;

    void growSlots();
    std::size_t slotOf(std::uint64_t hash) const { return hash & (m_slots.size() - 1); }

    std::size_t m_stateSize = 0;
    std::vector<std::byte> m_bytes;
    std::vector<std::uint64_t> m_hashes, m_keys;
    std::vector<std::uint32_t> m_slots; ///< a power of two, at most half of them in use
};

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/state_store.h"

#include "program/check.h"
#include "program/ids.h"

#include <xxhash.h>

#include <bit>
#include <cstring>

namespace racewalk {

namespace {

constexpr std::size_t aimedChunkBytes = std::size_t{1} << 18;
constexpr std::size_t firstTableSize = 1024;

} // namespace

StateStore::StateStore(std::size_t stateSize)
    : m_stateSize(stateSize), m_table(firstTableSize, noState)
{
    RACEWALK_CHECK(stateSize > 0);
    const std::size_t states = stateSize < aimedChunkBytes ? aimedChunkBytes / stateSize : 1;
    m_chunkShift = static_cast<unsigned>(std::bit_width(states) - 1);
}

StateView StateStore::operator[](StateIndex index) const
{
    const std::size_t number = indexOf(index);
    const std::size_t inChunk = number & ((std::size_t{1} << m_chunkShift) - 1);
    return {m_chunks[number >> m_chunkShift].get() + inChunk * m_stateSize, m_stateSize};
}

std::size_t StateStore::slotOf(StateView state) const
{
    const std::size_t mask = m_table.size() - 1;
    std::size_t slot = XXH3_64bits(state.data(), m_stateSize) & mask;
    while (m_table[slot] != noState) {
        const StateView there = (*this)[StateIndex{m_table[slot]}];
        if (std::memcmp(there.data(), state.data(), m_stateSize) == 0)
            break;
        slot = (slot + 1) & mask;
    }
    return slot;
}

std::optional<StateIndex> StateStore::find(StateView state) const
{
    if (state.size() != m_stateSize)
        return std::nullopt;
    const std::uint32_t number = m_table[slotOf(state)];
    if (number == noState)
        return std::nullopt;
    return StateIndex{number};
}

std::optional<StateStore::Place> StateStore::insert(StateView state, bool mayGrow)
{
    RACEWALK_CHECK(state.size() == m_stateSize);
    std::size_t slot = slotOf(state);
    if (m_table[slot] != noState)
        return Place{StateIndex{m_table[slot]}, false};
    if (!mayGrow || m_size == maxStates)
        return std::nullopt;
    if (isTableFull()) {
        growTable();
        slot = slotOf(state);
    }
    if (isChunkFull())
        m_chunks.push_back(std::make_unique_for_overwrite<std::byte[]>(chunkBytes()));
    const auto number = static_cast<std::uint32_t>(m_size++);
    m_table[slot] = number;
    std::byte *const place =
        m_chunks.back().get() + (number & ((std::size_t{1} << m_chunkShift) - 1)) * m_stateSize;
    std::memcpy(place, state.data(), m_stateSize);
    return Place{StateIndex{number}, true};
}

void StateStore::growTable()
{
    std::vector<std::uint32_t> table(2 * m_table.size(), noState);
    const std::size_t mask = table.size() - 1;
    for (std::uint32_t number = 0; number < m_size; ++number) {
        const StateView state = (*this)[StateIndex{number}];
        std::size_t slot = XXH3_64bits(state.data(), m_stateSize) & mask;
        while (table[slot] != noState)
            slot = (slot + 1) & mask;
        table[slot] = number;
    }
    m_table.swap(table);
}

std::size_t StateStore::bytes() const
{
    return m_chunks.size() * chunkBytes() + m_table.size() * sizeof m_table[0] +
           m_chunks.capacity() * sizeof m_chunks[0];
}

std::size_t StateStore::bytesToGrow() const
{
    // The old table is freed only after the new one is filled.
    const std::size_t table = isTableFull() ? 2 * m_table.size() * sizeof m_table[0] : 0;
    return table + (isChunkFull() ? chunkBytes() : 0);
}

} // namespace racewalk

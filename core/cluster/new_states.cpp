// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/new_states.h"

#include <algorithm>

namespace racewalk {

std::uint32_t NewStates::meet(StateView state, std::uint64_t hash, std::uint64_t key)
{
    if (m_slots.size() <= 2 * size())
        growSlots();
    std::size_t slot = slotOf(hash);
    for (; m_slots[slot] != free; slot = (slot + 1) & (m_slots.size() - 1)) {
        const std::uint32_t known = m_slots[slot];
        if (m_hashes[known] == hash && std::ranges::equal((*this)[known], state)) {
            m_keys[known] = std::min(m_keys[known], key);
            return known;
        }
    }
    const auto number = static_cast<std::uint32_t>(size());
    m_bytes.insert(m_bytes.end(), state.begin(), state.end());
    m_hashes.push_back(hash);
    m_keys.push_back(key);
    m_slots[slot] = number;
    return number;
}

void NewStates::growSlots()
{
    std::vector<std::uint32_t> slots(std::max<std::size_t>(1024, 2 * m_slots.size()), free);
    m_slots.swap(slots);
    for (std::uint32_t i = 0; i < m_hashes.size(); ++i) {
        std::size_t slot = slotOf(m_hashes[i]);
        while (m_slots[slot] != free)
            slot = (slot + 1) & (m_slots.size() - 1);
        m_slots[slot] = i;
    }
}

void NewStates::clear()
{
    m_bytes.clear();
    m_hashes.clear();
    m_keys.clear();
    std::ranges::fill(m_slots, free);
}

std::size_t NewStates::bytes() const
{
    return m_bytes.capacity() + (m_hashes.capacity() + m_keys.capacity()) * sizeof m_keys[0] +
           m_slots.capacity() * sizeof m_slots[0];
}

} // namespace racewalk

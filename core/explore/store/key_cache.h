// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/store/key_table.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace racewalk {

/// A cache for one thread's look-ups in a KeyTable: recent keys with their numbers. A hit costs one
/// access to nearby memory instead of two to distant memory. If two keys have the same position,
/// the later one stays.
class KeyCache {
public:
    explicit KeyCache(const KeyTable &table) : m_table(table) { setSize(firstSize); }

    /// As KeyTable::find().
    std::uint32_t find(std::uint64_t key)
    {
        const Entry &entry = m_entries[slotOf(key)];
        return entry.key == key && entry.number != KeyTable::noNumber ? entry.number : findFar(key);
    }

    std::size_t bytes() const { return m_entries.size() * sizeof m_entries[0]; }

private:
    struct Entry {
        std::uint64_t key = 0;
        std::uint32_t number = KeyTable::noNumber;
    };

    static constexpr std::size_t firstSize = 256;
    static constexpr std::size_t maxSize = std::size_t{1} << 14;

    std::size_t slotOf(std::uint64_t key) const
    {
        return ((key ^ (key >> 29)) * 0x9e3779b97f4a7c15) >> m_shift;
    }
    std::uint32_t findFar(std::uint64_t key);
    void setSize(std::size_t size);

    const KeyTable &m_table;
    std::vector<Entry> m_entries;
    unsigned m_shift = 0;
    std::size_t m_misses = 0; ///< misses since the last growth
};

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/store/key_cache.h"

namespace racewalk {

void KeyCache::setSize(std::size_t size)
{
    m_entries.assign(size, Entry{});
    m_shift = 64U - static_cast<unsigned>(std::bit_width(size) - 1);
    m_misses = 0;
}

std::uint32_t KeyCache::findFar(std::uint64_t key)
{
    const std::uint32_t number = m_table.find(key, KeyTable::hashOf(key));
    if (number == KeyTable::noNumber)
        return number;
    if (++m_misses > m_entries.size() && m_entries.size() < maxSize)
        setSize(4 * m_entries.size());
    m_entries[slotOf(key)] = {key, number};
    return number;
}

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/search/step_cache.h"

#include <bit>
#include <utility>

namespace racewalk {

namespace {

constexpr std::size_t firstSize = 256;
/// A megabyte or two: more takes longer to look into than it saves.
constexpr std::size_t maxSize = std::size_t{1} << 16;
/// No thread has that number.
constexpr std::uint16_t nobody = 0xffff;

} // namespace

StepCache::StepCache()
{
    setSize(firstSize);
}

void StepCache::setSize(std::size_t size)
{
    m_entries.assign(size, Entry{.key = {.thread = nobody}});
    m_shift = 64U - static_cast<unsigned>(std::bit_width(size) - 1);
    m_inserted = 0;
}

void StepCache::insert(const Entry &entry)
{
    if (++m_inserted > m_entries.size() / 2 && m_entries.size() < maxSize) {
        const std::vector<Entry> old = std::move(m_entries);
        setSize(4 * old.size());
        for (const Entry &each : old) {
            if (each.key.thread != nobody)
                m_entries[slotOf(each.key)] = each;
        }
    }
    m_entries[slotOf(entry.key)] = entry;
}

} // namespace racewalk

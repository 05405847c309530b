// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace racewalk {

/// What a thread can do next, by its own bytes and the shared ones alone: most steps depend on
/// nothing else (Machine::applyAlone) and come again and again in states that differ elsewhere.
/// Bytes stand here as the numbers of their pieces in a StateStore.
///
/// Forgets what it likes: of two that fall into the same place the later one stays.
class StepCache {
public:
    /// The steps of one thread are one entry each, by their order; the last one says so. A thread
    /// that has none has one entry without a step.
    struct Key {
        std::uint32_t own = 0; ///< 0 for a system lane
        std::uint32_t shared = 0;
        std::uint16_t thread = 0;
        std::uint16_t order = 0;
        bool operator==(const Key &) const = default;
    };
    struct Entry {
        Key key;
        std::uint32_t nextOwn = 0, nextShared = 0;
        std::uint16_t choice = 0;
        CellId accessed{}; ///< what the thread's next access is about, at the first entry
        bool hasStep = false, isLast = false;
        bool hasAccess = false, isWrite = false, isPlain = false;
    };

    StepCache();

    /// nullptr if nothing is known.
    const Entry *find(Key key) const
    {
        const Entry &entry = m_entries[placeOf(key)];
        return entry.key == key ? &entry : nullptr;
    }
    void insert(const Entry &entry);

    std::size_t bytes() const { return m_entries.size() * sizeof m_entries[0]; }

private:
    std::size_t placeOf(Key key) const
    {
        // Multiplying by odd numbers spreads small ones (Knuth, TAOCP 3, 6.4).
        const std::uint64_t low = (std::uint64_t{key.own} << 32 | key.shared) * 0x9e3779b97f4a7c15;
        const std::uint64_t high =
            (std::uint64_t{key.thread} << 16 | key.order) * 0xd6e8feb86659fd93;
        const std::uint64_t mixed = ((low ^ (low >> 29)) + high) * 0x9e3779b97f4a7c15;
        return mixed >> m_shift;
    }
    void setSize(std::size_t size);

    std::vector<Entry> m_entries;
    unsigned m_shift = 0;
    std::size_t m_inserted = 0; ///< since it grew
};

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace racewalk {

/// A cache of a thread's next steps, by its own bytes and the shared bytes. Most steps depend on
/// nothing else (Machine::applyAlone) and recur in states that differ elsewhere. The bytes are
/// represented by the numbers of their pieces in a StateStore.
///
/// Entries can be overwritten: if two have the same position, the later one stays.
class StepCache {
public:
    /// Each step of a thread is one entry, by its order; the last one is marked. A thread without
    /// steps has one entry without a step.
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
        CellId accessed{}; ///< cell of the thread's next access; in the first entry
        bool hasStep = false, isLast = false;
        bool hasAccess = false, isWrite = false, isPlain = false;
    };

    StepCache();

    /// Returns the entry, or nullptr.
    const Entry *find(Key key) const
    {
        const Entry &entry = m_entries[slotOf(key)];
        return entry.key == key ? &entry : nullptr;
    }
    void insert(const Entry &entry);

    std::size_t bytes() const { return m_entries.size() * sizeof m_entries[0]; }

private:
    std::size_t slotOf(Key key) const
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
    std::size_t m_inserted = 0; ///< insertions since the last growth
};

} // namespace racewalk

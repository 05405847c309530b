// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/search/watch.h"
#include "explore/store/big_pages.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace racewalk {

/// Distinct keys of 64 bits, each once, numbered in the order of insertion.
///
/// Keys lie in chunks in that order, which never move. A table of their numbers finds them again:
/// open addressing with linear probing (Knuth, TAOCP 3, 6.4). The bits of a slot that no number
/// needs yet keep a part of the key's hash, so that a look at a slot seldom leads to a key that is
/// another one. All in all 13 to 16 bytes per key.
///
/// Any number of threads may look while none inserts.
class KeyTable {
public:
    static constexpr std::uint32_t noNumber = 0xffffffff;
    /// Three quarters of 2^32 slots.
    static constexpr std::size_t maxKeys = std::size_t{3} << 30;

    KeyTable();

    std::size_t size() const { return m_size; }
    std::uint64_t operator[](std::uint32_t number) const
    {
        return m_chunks[number >> chunkShift][number & chunkMask];
    }

    static std::uint64_t hashOf(std::uint64_t key) { return XXH3_64bits(&key, sizeof key); }

    /// noNumber if it is not there. `hash` is hashOf(key).
    std::uint32_t find(std::uint64_t key, std::uint64_t hash) const
    {
        const std::uint32_t tag = tagOf(hash);
        for (std::size_t slot = slotOf(hash);; slot = after(slot)) {
            const std::uint32_t content = m_slots[slot];
            if (content == free)
                return noNumber;
            if ((content ^ tag) <= m_numberMask && (*this)[content & m_numberMask] == key)
                return content & m_numberMask;
        }
    }

    /// Two steps before find(), for who looks for many keys: each has memory fetched meanwhile that
    /// the next one needs.
    void fetchSlot(std::uint64_t hash) const { __builtin_prefetch(&m_slots[slotOf(hash)]); }
    void fetchKey(std::uint64_t hash) const
    {
        const std::uint32_t content = m_slots[slotOf(hash)];
        if (content != free)
            __builtin_prefetch(&m_chunks[(content & m_numberMask) >> chunkShift]
                                        [content & m_numberMask & chunkMask]);
    }

    struct Place {
        std::uint32_t number = 0;
        bool isNew = false;
    };
    /// When memory runs out, std::bad_alloc, and the table is as before; likewise when the watch
    /// stops its growth.
    Place insert(std::uint64_t key, std::uint64_t hash);
    Place insert(std::uint64_t key) { return insert(key, hashOf(key)); }

    /// Looked at while the table grows, which takes seconds with a hundred million keys.
    void setWatch(const Watch &watch) { m_watch = watch; }

    /// Bytes held now, and those that inserting `keys` more takes beyond that while it does so.
    std::size_t bytes() const;
    std::size_t bytesToGrow(std::size_t keys) const;
    /// Whether that is nothing.
    bool hasRoomFor(std::size_t keys) const
    {
        return m_size + keys <= m_maxSize && m_size + keys <= m_room;
    }

private:
    static constexpr std::uint32_t free = 0xffffffff;
    static constexpr unsigned chunkShift = 18;
    static constexpr std::size_t chunkKeys = std::size_t{1} << chunkShift;
    static constexpr std::uint32_t chunkMask = chunkKeys - 1;

    std::size_t slotOf(std::uint64_t hash) const { return ((hash >> 32) * m_slots.size()) >> 32; }
    std::uint32_t tagOf(std::uint64_t hash) const
    {
        return static_cast<std::uint32_t>(hash) & ~m_numberMask;
    }
    std::size_t after(std::size_t slot) const { return slot + 1 == m_slots.size() ? 0 : slot + 1; }
    static std::size_t grownRoom(std::size_t room);
    void growSlots();
    void fillSlots();
    void growKeys();
    void setSlots(BigVector<std::uint32_t> slots);

    BigVector<std::uint32_t> m_slots; ///< tag above number; `free` where there is none
    std::uint32_t m_numberMask = 0;
    std::size_t m_maxSize = 0; ///< for which the slots are enough
    std::size_t m_room = 0;    ///< for which the chunks are enough
    std::size_t m_size = 0;
    std::vector<BigVector<std::uint64_t>> m_chunks; ///< the first one grows, the others are whole
    Watch m_watch;
};

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/base/watch.h"
#include "explore/store/big_pages.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace racewalk {

/// A set of 64-bit keys, numbered in the order of insertion.
///
/// Keys are stored in that order in chunks that never move. A table of their numbers finds them:
/// open addressing with linear probing (Knuth, TAOCP 3, 6.4). The bits of a slot that the number
/// does not need hold a part of the key's hash, so a probe seldom reads a wrong key. In total 13 to
/// 16 bytes per key.
///
/// Any number of threads may read while no thread inserts.
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

    /// Returns the key's number, or noNumber. `hash` is hashOf(key).
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

    /// Two prefetching steps before find(), for batches of look-ups: each loads the memory that the
    /// next one needs.
    void fetchSlot(std::uint64_t hash) const { __builtin_prefetch(&m_slots[slotOf(hash)]); }
    void fetchKey(std::uint64_t hash) const
    {
        const std::uint32_t content = m_slots[slotOf(hash)];
        if (content != free)
            __builtin_prefetch(&m_chunks[(content & m_numberMask) >> chunkShift]
                                        [content & m_numberMask & chunkMask]);
    }

    struct Insertion {
        std::uint32_t number = 0;
        bool isNew = false;
    };
    /// Throws std::bad_alloc if memory runs out or the watch stops the growth; the table is then
    /// unchanged.
    Insertion insert(std::uint64_t key, std::uint64_t hash);
    Insertion insert(std::uint64_t key) { return insert(key, hashOf(key)); }

    /// Polled while the table grows, which takes seconds with a hundred million keys.
    void setWatch(const Watch &watch) { m_watch = watch; }

    /// Current memory in bytes, and the bytes that inserting `keys` more keys needs beyond that.
    std::size_t bytes() const;
    std::size_t bytesToGrow(std::size_t keys) const;
    /// Whether `keys` more keys need no more memory.
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

    BigVector<std::uint32_t> m_slots; ///< tag in the high bits, number in the low bits; or `free`
    std::uint32_t m_numberMask = 0;
    std::size_t m_maxSize = 0; ///< number of keys for which the slots are enough
    std::size_t m_room = 0;    ///< number of keys for which the chunks are enough
    std::size_t m_size = 0;
    /// The first one grows, the others have full size.
    std::vector<BigVector<std::uint64_t>> m_chunks;
    Watch m_watch;
};

} // namespace racewalk

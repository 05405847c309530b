// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/store/key_table.h"

#include <algorithm>
#include <array>
#include <bit>
#include <new>
#include <utility>

namespace racewalk {

namespace {

constexpr std::size_t firstSlots = 1024;
/// Below, a table doubles: it is cheap to have and dear to fill again and again.
constexpr std::size_t manySlots = std::size_t{1} << 18;
constexpr std::size_t firstRoom = 1024;

std::size_t grownSlots(std::size_t slots)
{
    return std::min(slots < manySlots ? 2 * slots : slots + slots / 2, std::size_t{1} << 32);
}

/// At three quarters, a look for what is not there takes eight slots: half a cache line.
std::size_t maxSizeOf(std::size_t slots)
{
    return slots / 4 * 3;
}

} // namespace

KeyTable::KeyTable()
{
    setSlots(BigVector<std::uint32_t>(firstSlots, free));
}

void KeyTable::setSlots(BigVector<std::uint32_t> slots)
{
    m_slots = std::move(slots);
    m_maxSize = maxSizeOf(m_slots.size());
    // A number never has all of its bits set, so no slot in use looks free.
    m_numberMask = static_cast<std::uint32_t>((std::uint64_t{1} << std::bit_width(m_maxSize)) - 1);
}

KeyTable::Insertion KeyTable::insert(std::uint64_t key, std::uint64_t hash)
{
    const std::uint32_t known = find(key, hash);
    if (known != noNumber)
        return {known, false};
    if (m_size == maxKeys)
        throw std::bad_alloc();
    if (m_size == m_room)
        growKeys();
    if (m_size == m_maxSize)
        growSlots();
    const auto number = static_cast<std::uint32_t>(m_size);
    std::size_t slot = slotOf(hash);
    while (m_slots[slot] != free)
        slot = after(slot);
    m_slots[slot] = tagOf(hash) | number;
    m_chunks[number >> chunkShift][number & chunkMask] = key;
    ++m_size;
    return {number, true};
}

std::size_t KeyTable::grownRoom(std::size_t room)
{
    if (room == 0)
        return firstRoom;
    return room < chunkKeys ? 2 * room : room + chunkKeys;
}

void KeyTable::growKeys()
{
    const std::size_t room = grownRoom(m_room);
    if (room > chunkKeys) {
        m_chunks.emplace_back(chunkKeys);
    } else {
        if (m_chunks.empty())
            m_chunks.emplace_back();
        m_chunks.front().resize(room);
    }
    m_room = room;
}

void KeyTable::growSlots()
{
    BigVector<std::uint32_t> slots;
    fill(slots, grownSlots(m_slots.size()), free, m_watch);
    BigVector<std::uint32_t> old = std::exchange(m_slots, {});
    setSlots(std::move(slots));
    try {
        fillSlots();
    } catch (const EvaluationStopped &) {
        setSlots(std::move(old));
        throw;
    }
}

/// All keys again, in order, each a little after its slot was fetched.
void KeyTable::fillSlots()
{
    constexpr std::size_t ahead = 16;
    std::array<std::uint64_t, ahead> hashes{};
    for (std::size_t i = 0; i < m_size + ahead; ++i) {
        m_watch.tick();
        std::uint64_t &hash = hashes[i % ahead];
        if (i >= ahead) {
            std::size_t slot = slotOf(hash);
            while (m_slots[slot] != free)
                slot = after(slot);
            m_slots[slot] = tagOf(hash) | static_cast<std::uint32_t>(i - ahead);
        }
        if (i < m_size) {
            hash = hashOf((*this)[static_cast<std::uint32_t>(i)]);
            __builtin_prefetch(&m_slots[slotOf(hash)], 1);
        }
    }
}

std::size_t KeyTable::bytes() const
{
    return m_slots.size() * sizeof m_slots[0] + m_room * sizeof(std::uint64_t) +
           m_chunks.capacity() * sizeof m_chunks[0];
}

std::size_t KeyTable::bytesToGrow(std::size_t keys) const
{
    // What grows is freed only after its successor is filled.
    std::size_t slots = m_slots.size();
    while (maxSizeOf(slots) < m_size + keys)
        slots = grownSlots(slots);
    std::size_t room = m_room;
    while (room < m_size + keys)
        room = grownRoom(room);
    const std::size_t keyBytes = room <= chunkKeys ? room : room - m_room;
    return (slots == m_slots.size() ? 0 : slots * sizeof m_slots[0]) +
           (room == m_room ? 0 : keyBytes * sizeof(std::uint64_t));
}

} // namespace racewalk

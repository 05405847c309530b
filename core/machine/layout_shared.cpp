// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/layout.h"

#include <algorithm>
#include <cstring>

namespace racewalk {

// Cells and objects, in a state's bytes.

std::int32_t Layout::value(StateView state, CellId cell) const
{
    return readValue(state, m_cells[indexOf(cell)]);
}

void Layout::setValue(StateBytes state, CellId cell, std::int32_t value) const
{
    write(state, m_cells[indexOf(cell)], static_cast<std::uint32_t>(value));
}

std::optional<ThreadId> Layout::owner(StateView state, CellId lock) const
{
    const auto raw = static_cast<std::uint8_t>(state[m_cells[indexOf(lock)].offset]);
    if (raw == 0)
        return std::nullopt;
    return static_cast<ThreadId>(raw - 1);
}

void Layout::setOwner(StateBytes state, CellId lock, std::optional<ThreadId> owner) const
{
    state[m_cells[indexOf(lock)].offset] = static_cast<std::byte>(owner ? indexOf(*owner) + 1 : 0);
}

/// A read-write lock is the writer's byte, then the readers' mask, then the queue.
Layout::Region Layout::readersRegion(CellId lock) const
{
    return {m_cells[indexOf(lock)].offset + 1, static_cast<std::uint8_t>(maskWidth(m_threads)),
            false};
}

ThreadMask Layout::lockReaders(StateView state, CellId lock) const
{
    return read(state, readersRegion(lock));
}

void Layout::setLockReaders(StateBytes state, CellId lock, ThreadMask readers) const
{
    write(state, readersRegion(lock), readers);
}

namespace {

constexpr std::uint8_t exclusiveBit = 0x80;

} // namespace

std::span<const std::byte> Layout::queueBytes(StateView state, CellId queue) const
{
    const Region place = m_cells[indexOf(queue)];
    return state.subspan(place.offset + (place.width - m_threads), m_threads);
}

std::vector<Layout::Waiter> Layout::waiters(StateView state, CellId queue) const
{
    std::vector<Waiter> result;
    for (const std::byte entry : queueBytes(state, queue)) {
        const auto raw = static_cast<std::uint8_t>(entry);
        if (raw == 0)
            break;
        result.push_back(
            {static_cast<ThreadId>((raw & ~exclusiveBit) - 1), (raw & exclusiveBit) != 0});
    }
    return result;
}

void Layout::setWaiters(StateBytes state, CellId queue, const std::vector<Waiter> &waiters) const
{
    const auto view = queueBytes(state, queue);
    std::byte *entry = state.data() + (view.data() - state.data());
    std::fill_n(entry, m_threads, std::byte{0});
    for (const Waiter &waiter : waiters)
        *entry++ = static_cast<std::byte>((indexOf(waiter.thread) + 1) |
                                          (waiter.exclusive ? exclusiveBit : 0U));
}

bool Layout::hasWaiters(StateView state, CellId queue) const
{
    return queueBytes(state, queue).front() != std::byte{0};
}

std::size_t Layout::rankIn(StateView state, CellId queue, ThreadId thread) const
{
    std::size_t place = 2;
    for (const std::byte entry : queueBytes(state, queue)) {
        const auto raw = static_cast<std::uint8_t>(entry);
        if (raw == 0)
            return 0;
        if ((raw & ~exclusiveBit) == indexOf(thread) + 1U)
            return (raw & exclusiveBit) != 0 ? place : 1;
        ++place;
    }
    return 0;
}

std::uint8_t Layout::done(StateView state, CellId completion) const
{
    return static_cast<std::uint8_t>(state[m_cells[indexOf(completion)].offset]);
}

void Layout::setDone(StateBytes state, CellId completion, std::uint8_t done) const
{
    state[m_cells[indexOf(completion)].offset] = static_cast<std::byte>(done);
}

std::uint16_t Layout::count(StateView state, CellId semaphore) const
{
    std::uint16_t count = 0;
    std::memcpy(&count, state.data() + m_cells[indexOf(semaphore)].offset, sizeof count);
    return count;
}

void Layout::setCount(StateBytes state, CellId semaphore, std::uint16_t count) const
{
    std::memcpy(state.data() + m_cells[indexOf(semaphore)].offset, &count, sizeof count);
}

Layout::Life Layout::life(StateView state, ObjectId object) const
{
    return static_cast<Life>(read(state, m_objects[indexOf(object)].life));
}

void Layout::setLife(StateBytes state, ObjectId object, Life life) const
{
    write(state, m_objects[indexOf(object)].life, static_cast<std::uint64_t>(life));
}

GracePeriod Layout::gracePeriodOf(StateView state, ObjectId object) const
{
    const ObjectPlaces &places = m_objects[indexOf(object)];
    return {read(state, places.readers), read(state, places.stores)};
}

void Layout::setGracePeriodOf(StateBytes state, ObjectId object, GracePeriod waits) const
{
    const ObjectPlaces &places = m_objects[indexOf(object)];
    write(state, places.readers, waits.readers);
    write(state, places.stores, waits.stores);
}

void Layout::clear(StateBytes state, CellId first, std::size_t cells) const
{
    for (std::size_t i = 0; i < cells; ++i) {
        const Region place = m_cells[indexOf(first) + i];
        std::fill_n(state.begin() + place.offset, place.width, std::byte{0});
    }
}

} // namespace racewalk

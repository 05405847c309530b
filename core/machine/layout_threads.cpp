// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/layout.h"

#include "program/check.h"

#include <algorithm>
#include <array>

namespace racewalk {

// What is a thread's own, in a state's bytes.

FindingKind Layout::fault(StateView state) const
{
    return static_cast<FindingKind>(read(state, m_faultKind));
}

ThreadId Layout::faultThread(StateView state) const
{
    return static_cast<ThreadId>(read(state, m_faultThread));
}

void Layout::setFault(StateBytes state, FindingKind kind, ThreadId thread) const
{
    write(state, m_faultKind, static_cast<std::uint64_t>(kind));
    write(state, m_faultThread, static_cast<std::uint64_t>(thread));
}

std::uint32_t Layout::position(StateView state, ThreadId thread) const
{
    return static_cast<std::uint32_t>(read(state, m_threadPlaces[indexOf(thread)].position));
}

void Layout::setPosition(StateBytes state, ThreadId thread, std::uint32_t position) const
{
    write(state, m_threadPlaces[indexOf(thread)].position, position);
}

TaskState Layout::taskState(StateView state, ThreadId thread) const
{
    return static_cast<TaskState>(read(state, m_threadPlaces[indexOf(thread)].taskState));
}

void Layout::setTaskState(StateBytes state, ThreadId thread, TaskState value) const
{
    write(state, m_threadPlaces[indexOf(thread)].taskState, static_cast<std::uint64_t>(value));
}

std::uint8_t Layout::rcuDepth(StateView state, ThreadId thread) const
{
    return static_cast<std::uint8_t>(read(state, m_threadPlaces[indexOf(thread)].rcuDepth));
}

void Layout::setRcuDepth(StateBytes state, ThreadId thread, std::uint8_t depth) const
{
    write(state, m_threadPlaces[indexOf(thread)].rcuDepth, depth);
}

Layout::BitWait Layout::bitWait(StateView state, ThreadId thread) const
{
    const ThreadPlaces &places = m_threadPlaces[indexOf(thread)];
    return {static_cast<CellId>(read(state, places.bitWord)), readValue(state, places.bit)};
}

void Layout::setBitWait(StateBytes state, ThreadId thread, BitWait wait) const
{
    const ThreadPlaces &places = m_threadPlaces[indexOf(thread)];
    write(state, places.bitWord, static_cast<std::uint64_t>(wait.word));
    write(state, places.bit, static_cast<std::uint64_t>(wait.bit));
}

GracePeriod Layout::gracePeriod(StateView state, ThreadId thread) const
{
    const ThreadPlaces &places = m_threadPlaces[indexOf(thread)];
    return {read(state, places.readers), read(state, places.stores)};
}

void Layout::setGracePeriod(StateBytes state, ThreadId thread, GracePeriod waits) const
{
    const ThreadPlaces &places = m_threadPlaces[indexOf(thread)];
    write(state, places.readers, waits.readers);
    write(state, places.stores, waits.stores);
}

std::size_t Layout::bufferedStores(StateView state, ThreadId thread) const
{
    return read(state, m_threadPlaces[indexOf(thread)].bufferCount);
}

Layout::Region Layout::bufferRegion(ThreadId thread, std::size_t index, EntryPart part) const
{
    const ThreadPlaces &places = m_threadPlaces[indexOf(thread)];
    const std::array widths{m_addressWidth, m_bufferedWidth, places.numberWidth};
    std::size_t offset = places.bufferBegin + index * entrySize(places);
    for (std::size_t i = 0; i < static_cast<std::size_t>(part); ++i)
        offset += widths[i];
    return {static_cast<std::uint32_t>(offset),
            static_cast<std::uint8_t>(widths[static_cast<std::size_t>(part)]), false};
}

BufferedStore Layout::bufferedStore(StateView state, ThreadId thread, std::size_t index) const
{
    const auto cell =
        static_cast<CellId>(read(state, bufferRegion(thread, index, EntryPart::Cell)));
    const auto raw =
        static_cast<std::int32_t>(read(state, bufferRegion(thread, index, EntryPart::Value)));
    return {cell, cell == nullCell ? 0 : asStored(cell, raw)};
}

std::uint32_t Layout::storePosition(StateView state, ThreadId thread, std::size_t index) const
{
    const std::vector<std::uint32_t> &positions =
        m_threadPlaces[indexOf(thread)].storeNumbers.positions;
    const std::size_t number = read(state, bufferRegion(thread, index, EntryPart::Number));
    return number < positions.size() ? positions[number] : 0;
}

void Layout::appendBufferedStore(StateBytes state, ThreadId thread, BufferedStore store,
                                 std::uint32_t position) const
{
    const ThreadPlaces &places = m_threadPlaces[indexOf(thread)];
    const std::size_t count = bufferedStores(state, thread);
    RACEWALK_CHECK(count < places.bufferCapacity);
    write(state, bufferRegion(thread, count, EntryPart::Cell),
          static_cast<std::uint64_t>(store.cell));
    write(state, bufferRegion(thread, count, EntryPart::Value),
          static_cast<std::uint32_t>(store.value));
    // Others have no number: states should not differ in what makes no difference.
    if (places.numberWidth != 0 && m_isInObject[indexOf(store.cell)])
        write(state, bufferRegion(thread, count, EntryPart::Number),
              places.storeNumbers.ofPosition[position]);
    write(state, places.bufferCount, count + 1);
}

void Layout::eraseBufferedStore(StateBytes state, ThreadId thread, std::size_t index) const
{
    const ThreadPlaces &places = m_threadPlaces[indexOf(thread)];
    const std::size_t entry = entrySize(places);
    const std::size_t count = bufferedStores(state, thread);
    const auto begin = state.begin() + places.bufferBegin;
    const auto at = [&](std::size_t i) { return begin + static_cast<std::ptrdiff_t>(i * entry); };
    std::copy(at(index + 1), at(count), at(index));
    std::fill(at(count - 1), at(count), std::byte{0});
    write(state, places.bufferCount, count - 1);
}

std::int32_t Layout::asStored(CellId cell, std::int32_t value) const
{
    const Region place = m_cells[indexOf(cell)];
    if (place.width >= 4)
        return value;
    const unsigned shift = 32U - 8U * place.width;
    const auto raw = static_cast<std::uint32_t>(value) << shift;
    return place.isSigned ? static_cast<std::int32_t>(raw) >> shift
                          : static_cast<std::int32_t>(raw >> shift);
}

void Layout::loadRegisters(StateView state, ThreadId thread, std::int32_t *values) const
{
    const ThreadPlaces &places = m_threadPlaces[indexOf(thread)];
    for (const RegisterId id : (*places.live)[position(state, thread)])
        values[indexOf(id)] = readValue(state, places.registers[indexOf(id)]);
}

std::int32_t Layout::registerValue(StateView state, ThreadId thread, RegisterId id) const
{
    return readValue(state, m_threadPlaces[indexOf(thread)].registers[indexOf(id)]);
}

void Layout::storeRegisters(StateBytes state, ThreadId thread, std::uint32_t position,
                            const std::int32_t *values) const
{
    const ThreadPlaces &places = m_threadPlaces[indexOf(thread)];
    std::fill(state.begin() + places.registersBegin, state.begin() + places.registersEnd,
              std::byte{0});
    for (const RegisterId id : (*places.live)[position])
        write(state, places.registers[indexOf(id)],
              static_cast<std::uint32_t>(values[indexOf(id)]));
}

} // namespace racewalk

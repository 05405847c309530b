// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/layout.h"

#include "program/check.h"
#include "program/operations.h"

#include <algorithm>
#include <cstring>

namespace racewalk {

namespace {

/// Which optional regions a program needs: a state should have no bytes that never change.
struct Needs {
    bool taskState = false, rcu = false, bitWait = false, gracePeriod = false, callbacks = false,
         frees = false;
};

Needs needsOf(const Program &program)
{
    Needs needs;
    for (const Body &body : program.bodies)
        for (const Instruction &instruction : body.code) {
            const Operation &operation = operationOf(instruction.op);
            needs.taskState |= operation.family == Operation::Family::Wait;
            needs.rcu |= operation.lock == Operation::Lock::Rcu;
            needs.bitWait |= operation.queues == Operation::Waiters::Bit;
            needs.gracePeriod |= operation.begins == Operation::Begins::GracePeriod;
            needs.callbacks |= operation.begins == Operation::Begins::Callback;
            needs.frees |= operation.frees;
        }
    return needs;
}

} // namespace

Layout::Layout(const Program &program)
{
    const auto declared = std::ranges::count(program.threads, false, &Thread::isSystem);
    m_threads = static_cast<std::size_t>(declared);
    RACEWALK_CHECK(m_threads <= maxThreads);
    m_addressWidth = program.storage.cells.size() <= 256 ? 1 : 2;
    placeThreads(program);
    m_faultKind = place(1);
    m_faultThread = place(1);
    m_cells.reserve(program.storage.cells.size());
    for (const Cell &cell : program.storage.cells) {
        m_isInObject.push_back(cell.object != noObject);
        m_cells.push_back(&cell == program.storage.cells.data()
                              ? Region{}
                              : cellRegion(program.storage.type(cell.type)));
    }
    placeObjects(program);
}

Layout::Region Layout::place(std::size_t width, bool isSigned)
{
    const Region result{static_cast<std::uint32_t>(m_size), static_cast<std::uint8_t>(width),
                        isSigned};
    m_size += width;
    return result;
}

Layout::Region Layout::valueRegion(const Type &type)
{
    if (type.kind == TypeKind::Pointer)
        return place(m_addressWidth);
    if (type.kind == TypeKind::Bool)
        return place(1);
    return place(type.bits == 0 ? 4 : (type.bits + 7U) / 8U, type.isSigned);
}

Layout::Region Layout::cellRegion(const Type &type)
{
    switch (type.kind) {
    case TypeKind::SpinLock:
    case TypeKind::Mutex:
        return place(1);
    case TypeKind::WaitQueue:
        return place(m_threads);
    case TypeKind::Completion:
        return place(1 + m_threads);
    case TypeKind::Semaphore:
        return place(2 + m_threads);
    case TypeKind::RwLock:
        return place(1 + maskWidth(m_threads) + m_threads);
    case TypeKind::Atomic:
        return place(4, true);
    case TypeKind::Void:
    case TypeKind::Bool:
    case TypeKind::Integer:
    case TypeKind::Enum:
    case TypeKind::Pointer:
    case TypeKind::Struct:
    case TypeKind::Array:
    case TypeKind::Task:
        break;
    }
    return valueRegion(type);
}

/// In bytes, of all that a thread can store: a lock that is released counts as one.
std::size_t Layout::widestValue(const Program &program) const
{
    std::size_t widest = 1;
    for (std::size_t i = 1; i < program.storage.cells.size(); ++i) {
        const Type &type = program.storage.typeOf(static_cast<CellId>(i));
        if (type.kind == TypeKind::Pointer)
            widest = std::max(widest, m_addressWidth);
        else if (type.kind == TypeKind::Atomic || isValue(type))
            widest = std::max<std::size_t>(widest, type.bits == 0 ? 4 : (type.bits + 7U) / 8U);
    }
    return widest == 3 ? 4 : widest;
}

void Layout::placeThreads(const Program &program)
{
    const Needs needs = needsOf(program);
    const bool isBuffered = buffersStores(program.memory);
    m_hasGracePeriods = needs.gracePeriod;
    m_bufferedWidth = widestValue(program);
    const std::size_t mask = maskWidth(m_threads);
    for (const Thread &thread : program.threads) {
        const Body &body = program.bodies[indexOf(thread.body)];
        ThreadPlaces places;
        places.live = &body.live;
        if (!thread.isSystem) {
            places.position = place(body.code.size() <= 256 ? 1 : 2);
            if (needs.taskState)
                places.taskState = place(1);
            if (needs.rcu)
                places.rcuDepth = place(1);
            if (needs.bitWait) {
                places.bitWord = place(m_addressWidth);
                places.bit = place(1, true);
            }
            if (needs.gracePeriod)
                places.readers = place(mask);
            if (needs.gracePeriod && isBuffered)
                places.stores = place(mask);
            placeRegisters(body, places, program.storage);
            if (isBuffered && needs.frees)
                places.storeNumbers = storeNumbers(body);
            placeBuffer(body, places, program);
            places.end = static_cast<std::uint32_t>(m_size);
        }
        m_threadPlaces.push_back(std::move(places));
    }
}

void Layout::placeRegisters(const Body &body, ThreadPlaces &places, const Storage &storage)
{
    RACEWALK_CHECK(body.registers.size() <= maxRegisters);
    std::vector<bool> isStored(body.registers.size());
    for (const auto &registers : body.live)
        for (const RegisterId id : registers)
            isStored[indexOf(id)] = true;
    places.registersBegin = static_cast<std::uint32_t>(m_size);
    for (std::size_t i = 0; i < body.registers.size(); ++i)
        places.registers.push_back(isStored[i] ? valueRegion(storage.type(body.registers[i].type))
                                               : Region{});
    places.registersEnd = static_cast<std::uint32_t>(m_size);
}

void Layout::placeBuffer(const Body &body, ThreadPlaces &places, const Program &program)
{
    places.bufferCapacity = storeBufferCapacity(body, program.memory);
    if (places.bufferCapacity != 0)
        places.bufferCount = place(1);
    const std::size_t numbers = places.storeNumbers.positions.size();
    places.numberWidth = numbers <= 1 ? 0 : numbers <= 256 ? 1 : 2;
    places.bufferBegin = static_cast<std::uint32_t>(m_size);
    m_size += places.bufferCapacity * entrySize(places);
}

void Layout::placeObjects(const Program &program)
{
    const bool callbacks = needsOf(program).callbacks;
    for (std::size_t i = 0; i < program.storage.objects.size(); ++i) {
        ObjectPlaces places;
        places.life = place(1);
        if (callbacks)
            places.readers = place(maskWidth(m_threads));
        if (callbacks && buffersStores(program.memory))
            places.stores = place(maskWidth(m_threads));
        m_objects.push_back(places);
    }
}

std::size_t Layout::maskWidth(std::size_t threads)
{
    for (const std::size_t width : {1U, 2U, 4U})
        if (threads <= 8 * width)
            return width;
    return 8;
}

std::uint64_t Layout::read(StateView state, Region place)
{
    const std::byte *from = state.data() + place.offset;
    switch (place.width) {
    case 0:
        return 0;
    case 1:
        return static_cast<std::uint64_t>(*from);
    case 2: {
        std::uint16_t value = 0;
        std::memcpy(&value, from, sizeof value);
        return value;
    }
    case 4: {
        std::uint32_t value = 0;
        std::memcpy(&value, from, sizeof value);
        return value;
    }
    }
    std::uint64_t value = 0;
    std::memcpy(&value, from, sizeof value);
    return value;
}

void Layout::write(StateBytes state, Region place, std::uint64_t value)
{
    static_assert(std::endian::native == std::endian::little);
    std::memcpy(state.data() + place.offset, &value, place.width);
}

std::int32_t Layout::readValue(StateView state, Region place)
{
    const auto raw = static_cast<std::uint32_t>(read(state, place));
    if (place.isSigned && place.width < 4 && place.width > 0) {
        const unsigned shift = 32U - 8U * place.width;
        return static_cast<std::int32_t>(raw << shift) >> shift;
    }
    return static_cast<std::int32_t>(raw);
}

} // namespace racewalk

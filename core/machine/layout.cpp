// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/layout.h"

#include "program/check.h"

#include <algorithm>
#include <cstring>

namespace racewalk {

namespace {

/// Which optional regions a program needs: a state should have no bytes that never change.
struct Needs {
    bool taskState = false, rcu = false, bitWait = false, gracePeriod = false, callbacks = false;
};

Needs needsOf(const Program &program)
{
    Needs needs;
    for (const Body &body : program.bodies)
        for (const Instruction &instruction : body.code) {
            const Op op = instruction.op;
            needs.taskState |= op >= Op::PrepareToWait && op <= Op::Up;
            needs.rcu |= op == Op::RcuReadLock || op == Op::RcuReadUnlock;
            needs.bitWait |= op == Op::PrepareToWaitBit;
            needs.gracePeriod |= op == Op::SynchronizeRcu;
            needs.callbacks |= op == Op::CallRcu;
        }
    return needs;
}

std::size_t maskWidth(std::size_t threads)
{
    for (const std::size_t width : {1U, 2U, 4U})
        if (threads <= 8 * width)
            return width;
    return 8;
}

} // namespace

Layout::Layout(const Program &program)
{
    const auto declared = std::ranges::count(program.threads, false, &Thread::isSystem);
    m_threads = static_cast<std::size_t>(declared);
    RACEWALK_CHECK(m_threads <= maxThreads);
    m_addressWidth = program.storage.cells.size() <= 256 ? 1 : 2;
    m_faultKind = place(1);
    m_faultThread = place(1);
    placeThreads(program);
    m_cells.reserve(program.storage.cells.size());
    for (const Cell &cell : program.storage.cells)
        m_cells.push_back(&cell == program.storage.cells.data()
                              ? Place{}
                              : cellPlace(program.storage.type(cell.type)));
    placeObjects(program);
}

Layout::Place Layout::place(std::size_t width, bool isSigned)
{
    const Place result{static_cast<std::uint32_t>(m_size), static_cast<std::uint8_t>(width),
                       isSigned};
    m_size += width;
    return result;
}

Layout::Place Layout::valuePlace(const Type &type)
{
    if (type.kind == TypeKind::Pointer)
        return place(m_addressWidth);
    if (type.kind == TypeKind::Bool)
        return place(1);
    return place(type.bits == 0 ? 4 : (type.bits + 7U) / 8U, type.isSigned);
}

Layout::Place Layout::cellPlace(const Type &type)
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
        return place(1 + maskWidth(m_threads));
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
    return valuePlace(type);
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
    const bool isBuffered = program.memory != MemoryModel::Sc;
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
            places.bufferCapacity = storeBufferCapacity(body, program.memory);
            if (places.bufferCapacity != 0)
                places.bufferCount = place(1);
            places.bufferBegin = static_cast<std::uint32_t>(m_size);
            m_size += places.bufferCapacity * (m_addressWidth + m_bufferedWidth);
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
        places.registers.push_back(isStored[i] ? valuePlace(storage.type(body.registers[i].type))
                                               : Place{});
    places.registersEnd = static_cast<std::uint32_t>(m_size);
}

void Layout::placeObjects(const Program &program)
{
    const bool callbacks = needsOf(program).callbacks;
    for (std::size_t i = 0; i < program.storage.objects.size(); ++i) {
        ObjectPlaces places;
        places.life = place(1);
        if (callbacks)
            places.readers = place(maskWidth(m_threads));
        if (callbacks && program.memory != MemoryModel::Sc)
            places.stores = place(maskWidth(m_threads));
        m_objects.push_back(places);
    }
}

std::uint64_t Layout::read(StateView state, Place place)
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
    default: {
        std::uint64_t value = 0;
        std::memcpy(&value, from, sizeof value);
        return value;
    }
    }
}

void Layout::write(StateBytes state, Place place, std::uint64_t value)
{
    static_assert(std::endian::native == std::endian::little);
    std::memcpy(state.data() + place.offset, &value, place.width);
}

std::int32_t Layout::readValue(StateView state, Place place)
{
    const auto raw = static_cast<std::uint32_t>(read(state, place));
    if (place.isSigned && place.width < 4 && place.width > 0) {
        const unsigned shift = 32U - 8U * place.width;
        return static_cast<std::int32_t>(raw << shift) >> shift;
    }
    return static_cast<std::int32_t>(raw);
}

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

Layout::Place Layout::bufferPlace(ThreadId thread, std::size_t index, bool isValue) const
{
    const std::size_t entry = m_addressWidth + m_bufferedWidth;
    const std::size_t offset = m_threadPlaces[indexOf(thread)].bufferBegin + index * entry +
                               (isValue ? m_addressWidth : 0);
    return {static_cast<std::uint32_t>(offset),
            static_cast<std::uint8_t>(isValue ? m_bufferedWidth : m_addressWidth), false};
}

BufferedStore Layout::bufferedStore(StateView state, ThreadId thread, std::size_t index) const
{
    const auto cell = static_cast<CellId>(read(state, bufferPlace(thread, index, false)));
    const auto raw = static_cast<std::int32_t>(read(state, bufferPlace(thread, index, true)));
    return {cell, cell == nullCell ? 0 : asStored(cell, raw)};
}

void Layout::appendBufferedStore(StateBytes state, ThreadId thread, BufferedStore store) const
{
    const ThreadPlaces &places = m_threadPlaces[indexOf(thread)];
    const std::size_t count = bufferedStores(state, thread);
    RACEWALK_CHECK(count < places.bufferCapacity);
    write(state, bufferPlace(thread, count, false), static_cast<std::uint64_t>(store.cell));
    write(state, bufferPlace(thread, count, true), static_cast<std::uint32_t>(store.value));
    write(state, places.bufferCount, count + 1);
}

void Layout::eraseBufferedStore(StateBytes state, ThreadId thread, std::size_t index) const
{
    const ThreadPlaces &places = m_threadPlaces[indexOf(thread)];
    const std::size_t entry = m_addressWidth + m_bufferedWidth;
    const std::size_t count = bufferedStores(state, thread);
    const auto begin = state.begin() + places.bufferBegin;
    const auto at = [&](std::size_t i) { return begin + static_cast<std::ptrdiff_t>(i * entry); };
    std::copy(at(index + 1), at(count), at(index));
    std::fill(at(count - 1), at(count), std::byte{0});
    write(state, places.bufferCount, count - 1);
}

std::int32_t Layout::asStored(CellId cell, std::int32_t value) const
{
    const Place place = m_cells[indexOf(cell)];
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
    state[m_cells[indexOf(lock)].offset] =
        static_cast<std::byte>(owner ? indexOf(*owner) + 1 : 0);
}

namespace {

/// A read-write lock is the writer's byte, then the readers' mask.
template <class Place>
Place readersPlace(Place lock)
{
    ++lock.offset;
    --lock.width;
    return lock;
}

} // namespace

ThreadMask Layout::lockReaders(StateView state, CellId lock) const
{
    return read(state, readersPlace(m_cells[indexOf(lock)]));
}

void Layout::setLockReaders(StateBytes state, CellId lock, ThreadMask readers) const
{
    write(state, readersPlace(m_cells[indexOf(lock)]), readers);
}

namespace {

constexpr std::uint8_t exclusiveBit = 0x80;

} // namespace

std::span<const std::byte> Layout::queueBytes(StateView state, CellId queue) const
{
    const Place place = m_cells[indexOf(queue)];
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
        const Place place = m_cells[indexOf(first) + i];
        std::fill_n(state.begin() + place.offset, place.width, std::byte{0});
    }
}

} // namespace racewalk

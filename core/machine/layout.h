// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/finding.h"
#include "machine/state.h"
#include "machine/store_buffer.h"
#include "program/program.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace racewalk {

/// A set of threads, bit i for thread i.
using ThreadMask = std::uint64_t;

constexpr ThreadMask maskOf(ThreadId thread)
{
    return ThreadMask{1} << indexOf(thread);
}

inline constexpr std::size_t maxThreads = 63; ///< system lanes not counted

/// What an RCU grace period waits for: the readers that were inside when it began, and the threads
/// whose stores from before it, or from such a read section, have not all drained.
struct GracePeriod {
    ThreadMask readers = 0;
    ThreadMask stores = 0; ///< always 0 under sc

    bool isOver() const { return (readers | stores) == 0; }
    bool operator==(const GracePeriod &) const = default;
};

/// The layout of a state's bytes, computed once per Program, which must outlive it. Integers are
/// little endian and as wide as declared; regions that a program does not use have no bytes. Order
/// of regions: for each thread its own data (position, task state, RCU depth, bit wait, grace
/// period, registers, and a store buffer unless under sc); then the shared data: fault, cells,
/// objects.
class Layout {
public:
    explicit Layout(const Program &program);

    std::size_t stateSize() const { return m_size; }

    /// End of a thread's own bytes; not for system lanes. They begin at the end of the previous
    /// thread's bytes; the bytes after the last thread's are shared.
    std::size_t endOf(ThreadId thread) const { return m_threadPlaces[indexOf(thread)].end; }
    std::size_t beginOf(ThreadId thread) const
    {
        return indexOf(thread) == 0 ? 0 : m_threadPlaces[indexOf(thread) - 1].end;
    }
    StateView own(StateView state, ThreadId thread) const
    {
        return state.subspan(beginOf(thread), endOf(thread) - beginOf(thread));
    }
    /// Whether the own bytes of some thread contain a grace period.
    bool hasGracePeriods() const { return m_hasGracePeriods; }

    /// The failure that ended the run, or None. The thread is the one at fault.
    FindingKind fault(StateView state) const;
    ThreadId faultThread(StateView state) const;
    void setFault(StateBytes state, FindingKind kind, ThreadId thread) const;

    /// Index into the thread's Body::code.
    std::uint32_t position(StateView state, ThreadId thread) const;
    void setPosition(StateBytes state, ThreadId thread, std::uint32_t position) const;

    TaskState taskState(StateView state, ThreadId thread) const;
    void setTaskState(StateBytes state, ThreadId thread, TaskState value) const;

    /// Nesting of rcu_read_lock().
    std::uint8_t rcuDepth(StateView state, ThreadId thread) const;
    void setRcuDepth(StateBytes state, ThreadId thread, std::uint8_t depth) const;

    /// The (word, bit) that the thread is queued for; word is nullCell if it is on no bit wait
    /// queue.
    struct BitWait {
        CellId word = nullCell;
        std::int32_t bit = 0;
        bool operator==(const BitWait &) const = default;
    };
    BitWait bitWait(StateView state, ThreadId thread) const;
    void setBitWait(StateBytes state, ThreadId thread, BitWait wait) const;

    /// What this thread's synchronize_rcu() still waits for.
    GracePeriod gracePeriod(StateView state, ThreadId thread) const;
    void setGracePeriod(StateBytes state, ThreadId thread, GracePeriod waits) const;

    /// The thread's store buffer, oldest entry first; no entry under sc.
    std::size_t bufferedStores(StateView state, ThreadId thread) const;
    BufferedStore bufferedStore(StateView state, ThreadId thread, std::size_t index) const;
    /// The instruction that stored it, as an index into the thread's Body::code: the first one from
    /// the same place in the text. Known only of stores to memory that can be freed.
    std::uint32_t storePosition(StateView state, ThreadId thread, std::size_t index) const;
    /// The buffer must not be full.
    void appendBufferedStore(StateBytes state, ThreadId thread, BufferedStore store,
                             std::uint32_t position) const;
    void eraseBufferedStore(StateBytes state, ThreadId thread, std::size_t index) const;
    std::size_t bufferCapacity(ThreadId thread) const
    {
        return m_threadPlaces[indexOf(thread)].bufferCapacity;
    }
    /// Returns a value as it is read back from the cell.
    std::int32_t asStored(CellId cell, std::int32_t value) const;

    /// Copies the registers of a thread from or to `values` (one per register of its body).
    /// Registers that are not live at the stored position are zero in the state.
    void loadRegisters(StateView state, ThreadId thread, std::int32_t *values) const;
    std::int32_t registerValue(StateView state, ThreadId thread, RegisterId id) const;
    void storeRegisters(StateBytes state, ThreadId thread, std::uint32_t position,
                        const std::int32_t *values) const;

    /// The value of a cell (bool, integer, enum, pointer, atomic_t), extended to 32 bits.
    std::int32_t value(StateView state, CellId cell) const;
    void setValue(StateBytes state, CellId cell, std::int32_t value) const;

    /// The holder of a spinlock or mutex, or the writer that holds a read-write lock.
    std::optional<ThreadId> owner(StateView state, CellId lock) const;
    void setOwner(StateBytes state, CellId lock, std::optional<ThreadId> owner) const;

    /// The threads that hold a read-write lock for reading.
    ThreadMask lockReaders(StateView state, CellId lock) const;
    void setLockReaders(StateBytes state, CellId lock, ThreadMask readers) const;

    /// Wait queue: non-exclusive waiters by number, then exclusive ones in order of arrival.
    /// Completion, semaphore and read-write lock: their waiters in order of arrival.
    struct Waiter {
        ThreadId thread{};
        bool exclusive = false;
        bool operator==(const Waiter &) const = default;
    };
    std::vector<Waiter> waiters(StateView state, CellId queue) const;
    void setWaiters(StateBytes state, CellId queue, const std::vector<Waiter> &waiters) const;
    bool hasWaiters(StateView state, CellId queue) const;
    /// 0 for a thread that does not wait, 1 for a non-exclusive waiter, and from 2 on the exclusive
    /// ones by their position.
    std::size_t rankIn(StateView state, CellId queue, ThreadId thread) const;

    /// Number of complete() calls that were not consumed; completedForAll after complete_all().
    static constexpr std::uint8_t completedForAll = 255;
    std::uint8_t done(StateView state, CellId completion) const;
    void setDone(StateBytes state, CellId completion, std::uint8_t done) const;

    /// Count of a semaphore.
    static constexpr std::uint16_t maxCount = 0xffff;
    std::uint16_t count(StateView state, CellId semaphore) const;
    void setCount(StateBytes state, CellId semaphore, std::uint16_t count) const;

    enum class Life : std::uint8_t {
        Free,
        Live,
        Pending
    }; ///< Pending: a callback will free it after a grace period
    Life life(StateView state, ObjectId object) const;
    void setLife(StateBytes state, ObjectId object, Life life) const;
    /// What a pending object's callback still waits for.
    GracePeriod gracePeriodOf(StateView state, ObjectId object) const;
    void setGracePeriodOf(StateBytes state, ObjectId object, GracePeriod waits) const;

    /// Sets every byte of a cell or object to zero.
    void clear(StateBytes state, CellId first, std::size_t cells) const;

private:
    struct Region {
        std::uint32_t offset = 0;
        std::uint8_t width = 0; ///< in bytes; 0 if the region does not exist
        bool isSigned = false;
    };
    struct ThreadPlaces {
        Region position, taskState, rcuDepth, bitWord, bit, readers, stores;
        Region bufferCount;
        std::uint32_t bufferBegin = 0;
        std::size_t bufferCapacity = 0;
        StoreNumbers storeNumbers;   ///< empty if no store can reach freed memory
        std::size_t numberWidth = 0; ///< bytes of a store's number in the buffer
        std::vector<Region> registers;
        std::uint32_t registersBegin = 0, registersEnd = 0;
        std::uint32_t end = 0;
        const std::vector<std::vector<RegisterId>> *live =
            nullptr; ///< Body::live; the Program outlives the Layout
    };
    struct ObjectPlaces {
        Region life, readers, stores;
    };

    /// Returns the width in bytes of a set of `threads` threads.
    static std::size_t maskWidth(std::size_t threads);
    Region readersRegion(CellId lock) const;
    std::span<const std::byte> queueBytes(StateView state, CellId queue) const;
    static std::uint64_t read(StateView state, Region place);
    static void write(StateBytes state, Region place, std::uint64_t value);
    static std::int32_t readValue(StateView state, Region place);
    Region place(std::size_t width, bool isSigned = false);
    Region valueRegion(const Type &type);
    Region cellRegion(const Type &type);
    std::size_t entrySize(const ThreadPlaces &places) const
    {
        return m_addressWidth + m_bufferedWidth + places.numberWidth;
    }
    enum class EntryPart { Cell, Value, Number };
    Region bufferRegion(ThreadId thread, std::size_t index, EntryPart part) const;
    void placeBuffer(const Body &body, ThreadPlaces &places, const Program &program);
    std::size_t widestValue(const Program &program) const;
    void placeThreads(const Program &program);
    void placeRegisters(const Body &body, ThreadPlaces &places, const Storage &storage);
    void placeObjects(const Program &program);

    std::size_t m_size = 0;
    std::size_t m_addressWidth = 1;
    std::size_t m_bufferedWidth = 0; ///< bytes of a value in a store buffer
    std::size_t m_threads = 0;       ///< without system lanes
    bool m_hasGracePeriods = false;
    Region m_faultKind, m_faultThread;
    std::vector<ThreadPlaces> m_threadPlaces;
    std::vector<Region> m_cells;
    std::vector<bool> m_isInObject; ///< by cell
    std::vector<ObjectPlaces> m_objects;
};

} // namespace racewalk

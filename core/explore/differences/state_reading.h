// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"
#include "program/patch.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// A state in terms that two programs share: equal if and only if the states are the same.
using StateReading = std::vector<std::uint32_t>;

/// Reads the states of two programs that come from one source, such as two variants, or one variant
/// under two memory models, so that they can be compared although their layouts differ.
///
/// Two states are the same if
/// - the same failure, of the same thread, has ended the run, or none has;
/// - every thread, by name, is at the same place, with the same calls open, or has ended. Places
///   are the same if the patch between the variants keeps their line, and if they are the same
///   operation of it; a place in an added line is in one variant only;
/// - every thread has the same task state, nesting of RCU read sections, bit it waits for and grace
///   period, the same stores in its buffer, in order, and the same values in those of its variables
///   and intermediate results that its code may still use;
/// - every global, by its path and type, has the same value, holder and waiters, in order; every
///   pool object, by name, is free, live or pending, with the same readers to wait for. Pointers
///   are the same if what they point to has the same name.
/// What only one of the programs has, a thread or a global, counts in the other one as being what
/// it is at the start.
///
/// So no two states of one program have the same reading.
class StateReadings {
public:
    /// All arguments outlive this. The patch leads from the left variant to the right one; empty if
    /// the variants are the same.
    StateReadings(const Machine &left, const Machine &right, const Patch &patch);

    /// Replaces `reading` with that of a state of the left (0) or right (1) machine. May be called
    /// by several threads.
    void read(std::size_t side, StateView state, StateReading &reading) const;

private:
    using Number = std::uint32_t;

    /// A variable of a thread at one place.
    struct Local {
        Number name = 0;
        RegisterId id{};
        auto operator<=>(const Local &) const = default;
    };
    struct ThreadTable {
        ThreadId thread{};
        std::vector<Number> places;             ///< by position
        std::vector<std::vector<Local>> locals; ///< by position, those in use, by name
    };
    struct CellEntry {
        CellId cell{};
        Number name = 0;
    };
    struct ObjectEntry {
        ObjectId object{};
        Number name = 0;
    };
    struct Table {
        const Machine *machine = nullptr;
        std::vector<ThreadTable> threads;           ///< by name; no system lanes
        std::vector<CellEntry> cells;               ///< by name
        std::vector<ObjectEntry> objects;           ///< by name
        std::vector<Number> threadNames, cellNames; ///< by number
        /// The part of the reading that a thread, cell or object has at the start, by name; only of
        /// those that the other program lacks.
        std::map<Number, StateReading> initial;
    };

    Number numberOf(std::string_view name);
    void addNames(Table &table);
    void addThread(Table &table, ThreadId thread, const Patch *patch);
    void addInitial(Table &table, const Table &other);
    static Number addressOf(const Table &table, std::int32_t value);
    static Number valueOf(const Table &table, const Type &type, std::int32_t value);
    static void appendMask(const Table &table, ThreadMask threads, StateReading &reading);
    static void appendGracePeriod(const Table &table, const GracePeriod &period,
                                  StateReading &reading);
    static void appendWaiters(const Table &table, StateView state, CellId queue,
                              StateReading &reading);
    static void appendThread(const Table &table, const ThreadTable &thread, StateView state,
                             StateReading &reading);
    static void appendStores(const Table &table, const ThreadTable &thread, StateView state,
                             StateReading &reading);
    static void appendCell(const Table &table, CellId cell, StateView state, StateReading &reading);
    static void appendObject(const Table &table, ObjectId object, StateView state,
                             StateReading &reading);

    std::map<std::string, Number, std::less<>> m_numbers;
    std::array<Table, 2> m_tables;
};

} // namespace racewalk

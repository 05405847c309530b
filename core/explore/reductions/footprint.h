// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/program.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace racewalk {

/// A set of cells of one program.
class CellSet {
public:
    explicit CellSet(std::size_t cells = 0) : m_bits((cells + 63) / 64) {}

    bool contains(CellId cell) const
    {
        return (m_bits[indexOf(cell) / 64] >> (indexOf(cell) % 64) & 1) != 0;
    }
    bool isEmpty() const;
    void insert(CellId cell)
    {
        m_bits[indexOf(cell) / 64] |= std::uint64_t{1} << (indexOf(cell) % 64);
    }
    void erase(CellId cell)
    {
        m_bits[indexOf(cell) / 64] &= ~(std::uint64_t{1} << (indexOf(cell) % 64));
    }
    /// Whether any of them was new.
    bool insert(const CellSet &others);
    /// Only what is among `others`; whether anything was not.
    bool keep(const CellSet &others);

private:
    std::vector<std::uint64_t> m_bits;
};

/// The cells that some code may touch; never too few, perhaps too many.
struct Footprint {
    explicit Footprint(std::size_t cells = 0)
        : any(cells), written(cells), plain(cells), tried(cells)
    {}

    CellSet any;     ///< in whatever way
    CellSet written; ///< by anything but reads
    CellSet plain;   ///< by plain accesses
    /// By anything but taking a lock that others then wait for, and releasing it: what can be done
    /// while somebody holds it.
    CellSet tried;

    bool insert(const Footprint &other);
};

/// What the threads of a program may still touch, wherever they stand; and which cells they touch
/// only while they hold a lock that guards them.
class Footprints {
public:
    /// `program` outlives this.
    explicit Footprints(const Program &program);

    /// Whether the program is small enough: otherwise nothing can be asked.
    bool isKnown() const { return !m_behind.empty(); }

    /// From `position`, at which a thread can stand, to the thread's end.
    const Footprint &behind(ThreadId thread, std::uint32_t position) const
    {
        return m_behind[m_tableOf[indexOf(thread)]][position];
    }
    bool isGuarded(CellId cell) const { return m_isGuarded[indexOf(cell)]; }

private:
    void addTable(ThreadId thread);
    void meetGuards(const CellSet &touched, const CellSet &held);

    const Program &m_program;
    std::vector<std::size_t> m_tableOf; ///< by thread: threads that run the same have one table
    std::vector<std::vector<Footprint>> m_behind;
    /// By cell, the locks that are held whenever it is touched; none if it never is.
    std::vector<std::optional<CellSet>> m_guards;
    std::vector<bool> m_isGuarded;
};

} // namespace racewalk

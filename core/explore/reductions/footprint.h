// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/program.h"

#include <boost/dynamic_bitset.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace racewalk {

/// A set of cells of one program, by their index.
using CellSet = boost::dynamic_bitset<>;

/// The cells that a piece of code may touch: never too few, possibly too many.
struct Footprint {
    explicit Footprint(std::size_t cells = 0)
        : any(cells), written(cells), plain(cells), tried(cells)
    {}

    CellSet any;     ///< in any way
    CellSet written; ///< by anything except reads
    CellSet plain;   ///< by plain accesses
    /// Cells that are touched by anything except taking a blocking lock and releasing it:
    /// operations that are possible while another thread holds the lock.
    CellSet tried;

    bool insert(const Footprint &other);
};

/// The cells that the threads of a program may still touch, from any position, and the cells that
/// they touch only while they hold a lock that guards them.
class Footprints {
public:
    /// `program` outlives this.
    explicit Footprints(const Program &program);

    /// Whether the program is small enough to be analysed; otherwise nothing can be queried.
    bool isKnown() const { return !m_behind.empty(); }

    /// The cells touched from `position`, between two steps of the thread, to the thread's end.
    const Footprint &behind(ThreadId thread, std::uint32_t position) const
    {
        return m_behind[m_tableOf[indexOf(thread)]][position];
    }
    bool isGuarded(CellId cell) const { return m_isGuarded[indexOf(cell)]; }

private:
    void addTable(ThreadId thread);
    void meetGuards(const CellSet &touched, const CellSet &held);

    const Program &m_program;
    std::vector<std::size_t> m_tableOf; ///< by thread: threads that run the same code share a table
    std::vector<std::vector<Footprint>> m_behind;
    /// By cell, the locks that are held whenever it is touched; nullopt if it is never touched.
    std::vector<std::optional<CellSet>> m_guards;
    std::vector<bool> m_isGuarded;
};

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/reductions/footprint.h"
#include "machine/machine.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace racewalk {

/// Finds states in which exploring the steps of one thread is enough. These steps are a persistent
/// set (Godefroid: Partial-order methods for the verification of concurrent systems, 1996):
/// everything that other threads can do before the thread steps commutes with its step, and no
/// finding depends on the order. One thread's steps are persistent if its next operation touches
/// only (a) memory that no other thread can still access, judged from the code reachable from each
/// thread's position; (b) memory guarded by a lock it holds; (c) nothing shared; or (d) its own
/// store buffer. Excluded are steps that fail, that write what an invariant reads, or that may be
/// in a data race.
///
/// One operation in every cycle of the code is always fully expanded, so that no thread is
/// postponed forever (Kurshan, Levin, Minea, Peled and Yenigun: Static partial order reduction,
/// 1998).
class PersistentSteps {
public:
    /// `machine` outlives this.
    explicit PersistentSteps(const Machine &machine);

    /// Whether no operation of any thread can be enough.
    bool isTrivial() const { return m_isTrivial; }

    /// Returns the first thread whose next operation is enough, if there is one. The drains of its
    /// store buffer are then not among its steps.
    std::optional<ThreadId> threadIn(StateView state) const;

private:
    /// The condition under which the operation at a position is enough.
    enum class Need : std::uint8_t {
        Impossible,
        Nothing,       ///< none: it concerns only its own thread
        NoWriter,      ///< a read
        NoAccess,      ///< a write, or taking a lock
        NoTry,         ///< releasing a lock: its waiters are blocked meanwhile
        NoRace,        ///< a store into a buffer
        NoPlainAccess, ///< a marked store into a buffer: only a plain access can race with it
    };
    struct PositionFacts {
        Need need = Need::Impossible;
        bool canFail = false; ///< the operation, or the local work after it
    };

    std::vector<PositionFacts> positionsOf(ThreadId thread) const;
    Need needOf(const Instruction &instruction) const;
    bool isEnough(StateView state, ThreadId thread) const;
    bool isIndependent(StateView state, ThreadId thread, Need need, CellId cell) const;
    bool isBuffered(StateView state, ThreadId thread, CellId cell) const;
    bool canFailIn(StateView state, ThreadId thread) const;

    const Machine &m_machine;
    const Footprints m_footprints;
    const CellSet m_seenByInvariants;
    bool m_hasGracePeriods = false;
    bool m_canFree = false;                   ///< objects may be freed
    std::vector<std::vector<PositionFacts>> m_positions; ///< by thread and position
    bool m_isTrivial = true;
};

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/reductions/footprint.h"
#include "machine/machine.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace racewalk {

/// Says where the steps of one thread are enough: whatever the others can do before it steps, it
/// commutes with its step, and nothing that is reported can tell which came first. They are a
/// persistent set (Godefroid: Partial-order methods for the verification of concurrent systems,
/// 1996) of one thread's steps, read off what each thread may still touch.
///
/// No circle of states goes round with such steps alone, so nobody is put off for ever: in each
/// circle of a thread's code there is an operation that is always taken along with everybody's
/// steps (Kurshan, Levin, Minea, Peled and Yenigun: Static partial order reduction, 1998).
class PersistentSteps {
public:
    /// `machine` outlives this.
    explicit PersistentSteps(const Machine &machine);

    /// Whether there is any thread, anywhere, whose steps can be enough.
    bool isTrivial() const { return m_isTrivial; }

    /// A thread whose next operation is enough, if there is one: the first. The drains of its store
    /// buffer are not among its steps then.
    std::optional<ThreadId> threadIn(StateView state) const;

private:
    /// What makes the operation at a position enough.
    enum class Need : std::uint8_t {
        Impossible,
        Nothing,      ///< it has to do with its own thread alone
        NoWriter,     ///< a read
        Nobody,       ///< a write, or taking a lock
        NobodyTrying, ///< releasing a lock: who waits for it can do nothing meanwhile
        NobodyRacing, ///< a store into a buffer
        NobodyPlain,  ///< the same, marked: only a plain access can be in a race with it
    };
    struct Place {
        Need need = Need::Impossible;
        bool canFail = false; ///< by itself, or in the local work behind it
    };

    std::vector<Place> placesOf(ThreadId thread) const;
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
    std::vector<std::vector<Place>> m_places; ///< by thread and position
    bool m_isTrivial = true;
};

} // namespace racewalk

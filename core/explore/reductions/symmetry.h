// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"
#include "machine/renaming.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace racewalk {

/// Threads that can be exchanged for each other, and one state to stand for all that differ by such
/// an exchange (Clarke, Enders, Filkorn and Jha: Exploiting symmetry in temporal logic model
/// checking, 1996; Ip and Dill: Better verification through symmetry, 1996).
///
/// The threads of one declaration are interchangeable if their code never asks which of them runs
/// it, and if it makes no difference in which order a step that wakes several has them go on.
class Symmetry {
public:
    explicit Symmetry(const Machine &machine);
    Symmetry(const Symmetry &) = delete;
    Symmetry &operator=(const Symmetry &) = delete;

    /// Threads in a row.
    struct Group {
        std::size_t begin = 0, end = 0;
    };
    const std::vector<Group> &groups() const { return m_groups; }
    bool isTrivial() const { return m_groups.empty(); }

    /// Whether a step of the thread can make another state stand for its target than the target
    /// itself, if the state that it was taken from stands for its own.
    bool canMove(ThreadId thread) const;

    /// How the threads have to be renamed to get the state that stands for this one.
    Renaming renaming(StateView state) const;
    void rename(StateView from, const Renaming &renaming, StateBytes to) const
    {
        m_renamer.rename(from, renaming, to);
    }
    State standFor(StateView state) const;

private:
    int compare(StateView state, ThreadId a, ThreadId b) const;
    int compareOwn(StateView state, ThreadId a, ThreadId b) const;
    int compareShared(StateView state, ThreadId a, ThreadId b) const;
    int compareGracePeriods(StateView state, ThreadId a, ThreadId b) const;
    std::vector<std::uint64_t> gracePeriodKey(StateView state, ThreadId thread) const;

    const Machine m_machine; ///< its own: a StateSpace outlives the one that was searched
    Renamer m_renamer;
    std::vector<Group> m_groups;
    ThreadMask m_members = 0;                          ///< of all groups
    std::vector<std::optional<std::size_t>> m_groupOf; ///< by thread
    bool m_canLoseRelations = false; ///< freeing an object can free a lock or a queue
};

} // namespace racewalk

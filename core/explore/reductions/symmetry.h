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

/// Interchangeable threads, and one representative for all states that differ only by exchanging
/// them (Clarke, Enders, Filkorn and Jha: Exploiting symmetry in temporal logic model checking,
/// 1996; Ip and Dill: Better verification through symmetry, 1996).
///
/// The threads of one declaration are interchangeable if their code uses neither `self` nor
/// `current`, and if the order in which one step wakes several of them makes no difference.
class Symmetry {
public:
    explicit Symmetry(const Machine &machine);
    Symmetry(const Symmetry &) = delete;
    Symmetry &operator=(const Symmetry &) = delete;

    /// Interchangeable threads with consecutive numbers.
    struct Group {
        std::size_t begin = 0, end = 0;
    };
    const std::vector<Group> &groups() const { return m_groups; }
    bool isTrivial() const { return m_groups.empty(); }

    /// Whether a step of the thread, taken in a representative, can lead to a state that is not its
    /// own representative.
    bool canMove(ThreadId thread) const;

    /// Returns the renaming that turns this state into its representative.
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

    const Machine m_machine; ///< a copy: a StateSpace outlives the searched machine
    Renamer m_renamer;
    std::vector<Group> m_groups;
    ThreadMask m_members = 0;                          ///< members of all groups
    std::vector<std::optional<std::size_t>> m_groupOf; ///< by thread
    bool m_canLoseRelations = false; ///< freeing an object can remove a lock or a queue
};

} // namespace racewalk

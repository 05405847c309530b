// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/layout.h"
#include "machine/step.h"
#include "program/program.h"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace racewalk {

/// A permutation of threads. System lanes are never renamed.
class Renaming {
public:
    Renaming(); ///< the identity

    ThreadId operator()(ThreadId thread) const
    {
        return static_cast<ThreadId>(m_names[indexOf(thread)]);
    }
    Step operator()(Step step) const { return {(*this)(step.thread), step.choice}; }
    ThreadMask operator()(ThreadMask threads) const;

    bool isIdentity() const { return *this == Renaming(); }
    void set(ThreadId thread, ThreadId name)
    {
        m_names[indexOf(thread)] = static_cast<std::uint8_t>(indexOf(name));
    }
    Renaming inverse() const;
    /// Returns the composition: first this one, then `next`.
    Renaming then(const Renaming &next) const;

    auto operator<=>(const Renaming &) const = default;

private:
    std::array<std::uint8_t, maxThreads + 1> m_names;
};

/// Renames the threads of states. This includes every part of a state that refers to a thread: its
/// own bytes, the locks that it holds, its positions in queues, and what waits for it.
class Renamer {
public:
    /// Both outlive this.
    Renamer(const Program &program, const Layout &layout);

    /// The cells that can refer to threads: cells that have an owner, the read-write locks among
    /// them, and objects with a queue of threads.
    const std::vector<CellId> &locks() const { return m_locks; }
    const std::vector<CellId> &rwLocks() const { return m_rwLocks; }
    const std::vector<CellId> &queues() const { return m_queues; }

    /// Renamed threads must run the same body. `from` and `to` do not overlap.
    void rename(StateView from, const Renaming &renaming, StateBytes to) const;

private:
    void renameThreads(StateView from, const Renaming &renaming, StateBytes to) const;
    void renameQueue(CellId queue, const Renaming &renaming, StateBytes to) const;

    const Program &m_program;
    const Layout &m_layout;
    std::vector<CellId> m_locks, m_rwLocks, m_queues;
};

} // namespace racewalk

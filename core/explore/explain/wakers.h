// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/reductions/possible_values.h"
#include "machine/machine.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace racewalk {

/// What keeps a thread from going on, in one state.
struct Wait {
    /// A lock, a seqlock's count, a queue, a completion, a semaphore, or what a bit wait is about.
    struct Place {
        CellId cell = nullCell;
        std::optional<std::int32_t> bit; ///< of a bit wait; anyBit for a variable
        bool operator==(const Place &) const = default;
    };
    ThreadId thread{};
    Readiness::Kind kind = Readiness::Kind::Asleep;
    std::vector<Place> places; ///< who sleeps may be on several queues, or on none
    ThreadMask holders = 0;    ///< who holds the lock, or holds up the grace period
    ThreadMask queued = 0;     ///< those of the holders who only queue before it
    ThreadMask readers = 0;    ///< those of the holders who have or want a read-write lock to read
    TaskState taskState = TaskState::Running;
};

/// nullopt for a thread that can step, or has ended, and for a system lane.
std::optional<Wait> waitOf(const Machine &machine, StateView state, ThreadId thread);

/// An instruction that could wake a thread, or release what it waits for.
struct WakerSite {
    ThreadId thread{};
    std::uint32_t position = 0; ///< in the thread's body
    bool isCertain = false; ///< false: which address it is about is only known when it is executed
    bool operator==(const WakerSite &) const = default;
};

/// Knows every instruction of a program that wakes or releases, and what it can be about.
class WakerFinder {
public:
    /// `program` outlives the finder.
    explicit WakerFinder(const Program &program);

    /// Those that could end the wait, in the code of every thread, by thread and position. Whether
    /// they can still be executed is another question.
    std::vector<WakerSite> wakersFor(const Wait &wait) const;

    const Predecessors &predecessors(ThreadId thread) const
    {
        return m_predecessors[indexOf(m_program.threads[indexOf(thread)].body)];
    }

private:
    struct Release {
        ThreadId thread{};
        std::uint32_t position = 0;
        Op op = Op::End;
        PossibleValues address; ///< of a task: its number + 1
        PossibleValues bit;     ///< of a seqlock: 0 if a write ends there
        bool mayPass = false;   ///< by who sleeps uninterruptibly: wake_up_interruptible()
    };
    enum class Match : std::uint8_t { No, May, Certain };

    void addReleasesOf(ThreadId thread);
    Match matchLock(const Release &release, const Wait &wait) const;
    Match matchAsleep(const Release &release, const Wait &wait) const;
    Match match(const Release &release, const Wait &wait) const;

    const Program &m_program;
    std::vector<Predecessors> m_predecessors; ///< by body
    std::vector<Release> m_releases;          ///< by thread, then position
};

} // namespace racewalk

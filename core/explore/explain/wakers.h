// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/reductions/possible_values.h"
#include "machine/machine.h"
#include "program/enum_table.h"
#include "program/operations.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace racewalk {

/// What a thread waits for in one state.
struct Wait {
    enum class Kind : std::uint8_t { Asleep, Spinning, Mutex, GracePeriod };
    /// An object that a thread waits for: a lock, a seqlock's count, a queue, a completion, a
    /// semaphore, or the word of a bit wait.
    struct Object {
        CellId cell = nullCell;
        std::optional<std::int32_t> bit; ///< of a bit wait; anyBit for a variable
        bool operator==(const Object &) const = default;
    };
    ThreadId thread{};
    Kind kind = Kind::Asleep;
    std::vector<Object> objects; ///< a sleeping thread may be on several queues, or on none
    ThreadMask holders = 0;      ///< threads that hold the lock, or delay the grace period
    ThreadMask queued = 0;       ///< holders that are only queued ahead of the thread
    ThreadMask readers = 0;      ///< holders that have or want a read lock
    TaskState taskState = TaskState::Running;
};

/// What is said of a kind of wait. Its clause is "VERB OBJECT ..., held by b".
struct WaitRow {
    Wait::Kind kind;
    bool isForLock;
    std::string_view verb;   ///< "spins"
    std::string_view object; ///< "on"; the objects follow
    std::string_view held;   ///< "held by "; the holders follow
    std::string_view could;  ///< of a waker: "evict could release it at ..."
    std::string_view does;   ///< "no other statement releases it"
};

inline constexpr std::array waitKinds = std::to_array<WaitRow>({
    {Wait::Kind::Asleep, false, "sleeps", "on", "", "wake it", "wakes it"},
    {Wait::Kind::Spinning, true, "spins", "on", "held by ", "release it", "releases it"},
    {Wait::Kind::Mutex, true, "waits", "for", "held by ", "release it", "releases it"},
    {Wait::Kind::GracePeriod, false, "waits", "for a grace period", "held up by ",
     "leave its read section", "ends the grace period"},
});
static_assert(isComplete<waitKinds, &WaitRow::kind>(),
              "waitKinds needs one row for each Wait::Kind, in their order");

constexpr const WaitRow &rowOf(Wait::Kind kind)
{
    return waitKinds[static_cast<std::size_t>(kind)];
}

/// Returns what the thread waits for; nullopt if it can step or has finished, and for a system
/// lane.
std::optional<Wait> waitOf(const Machine &machine, StateView state, ThreadId thread);

/// An instruction that could wake a thread, or release what it waits for.
struct WakerSite {
    ThreadId thread{};
    std::uint32_t position = 0; ///< in the thread's body
    bool isCertain = false;     ///< false: its address is only known when it is executed
    bool operator==(const WakerSite &) const = default;
};

/// Finds the instructions of a program that wake or release, and the objects that they can affect.
class WakerFinder {
public:
    /// `program` outlives the finder.
    explicit WakerFinder(const Program &program);

    /// Returns the instructions that could end the wait, in the code of every thread, by thread and
    /// position, whether or not they can still be executed.
    std::vector<WakerSite> wakersFor(const Wait &wait) const;

    const Predecessors &predecessors(ThreadId thread) const
    {
        return m_predecessors[indexOf(m_program.threads[indexOf(thread)].body)];
    }

private:
    struct Release {
        ThreadId thread{};
        std::uint32_t position = 0;
        const Operation *operation = nullptr;
        PossibleValues address; ///< for a task: its number + 1
        PossibleValues bit;     ///< for a seqlock: 0 if a write section ends there
        bool mayPass = false;   ///< wake_up_interruptible(): does not wake uninterruptible sleepers
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

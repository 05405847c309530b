// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/finding.h"
#include "machine/layout.h"
#include "machine/reached_code.h"
#include "machine/state.h"
#include "machine/step.h"
#include "machine/step_record.h"
#include "program/program.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace racewalk {

/// Why a thread cannot take its next step, or that it can.
struct Readiness {
    enum class Kind : std::uint8_t {
        Enabled,
        Ended,
        Spinning, ///< for a spinlock or read-write lock held by `holders`, or in read_seqbegin()
                  ///< while they write
        WaitingForMutex,
        Asleep, ///< in schedule(), on `queue` or on the bit wait queue of (`queue`, `bit`), or on
                ///< none
        GracePeriod,       ///< in synchronize_rcu(), delayed by `holders`
        Draining,          ///< its own store buffer must drain first; draining is a separate step
        NoCallback,        ///< system lane: nothing is pending
        WaitingForReaders, ///< system lane: every pending callback is delayed by `holders`
        Faulted,           ///< the run has ended in a failure
    };
    Kind kind = Kind::Enabled;
    CellId cell = nullCell;          ///< lock, queue, completion, semaphore, or word of a bit wait
    std::optional<std::int32_t> bit; ///< of a bit wait
    /// Threads that hold the lock or are queued ahead, or the readers waited for.
    ThreadMask holders = 0;
    ThreadMask queued = 0; ///< for a read-write lock: holders that are only queued ahead
    TaskState taskState = TaskState::Running;
};

/// The condition of a state as a whole.
enum class Standing : std::uint8_t {
    Going, ///< some thread can step
    Ended, ///< every non-daemon thread has finished, and no thread can step; callbacks may still
           ///< be pending
    Hang,  ///< no thread can step, no callback can change that, and a non-daemon thread is
           ///< unfinished
    Fault, ///< the run has ended in a failure
};

/// Executes a Program: the only implementation of what a step does. Immutable, so several threads
/// may share one. A state's bytes must come from the same Machine.
class Machine {
public:
    /// Does not throw; `program` must have been accepted by the language.
    explicit Machine(std::shared_ptr<const Program> program);

    const Program &program() const { return *m_program; }
    std::shared_ptr<const Program> sharedProgram() const { return m_program; }
    const Layout &layout() const { return m_layout; }

    /// Returns the state in which every thread is before its first visible operation. May already
    /// be a Fault.
    State initialState() const;
    State initialState(StepRecord &record) const;
    State initialState(ReachedCode &reached) const;

    /// Appends the enabled steps in one fixed order: by thread, then by choice, then drains. None
    /// in a Fault.
    void appendEnabledSteps(StateView state, std::vector<Step> &steps) const;
    void appendEnabledSteps(StateView state, ThreadId thread, std::vector<Step> &steps) const;
    std::vector<Step> enabledSteps(StateView state) const;
    bool isEnabled(StateView state, Step step) const;

    Readiness readiness(StateView state, ThreadId thread) const;
    Standing standing(StateView state) const;

    /// Takes an enabled step, in place.
    void apply(StateBytes state, Step step) const;
    /// Takes an enabled step. Returns whether the step neither read nor changed another thread's
    /// own bytes: it is then enabled, and has the same effect, in every state with the same bytes
    /// of this thread and the same shared ones. Which steps are enabled depends on no other bytes
    /// in any case.
    bool applyAlone(StateBytes state, Step step) const;
    /// Takes an enabled step and records what happened.
    void apply(StateBytes state, Step step, StepRecord &record) const;
    /// Takes an enabled step and adds the instructions that it executes to `reached`.
    void apply(StateBytes state, Step step, ReachedCode &reached) const;

    /// Returns the first operation of the thread's next step, or nullptr if it has finished or is
    /// asleep.
    const Origin *nextOperation(StateView state, ThreadId thread) const;

    /// Whether the thread holds a spinlock or is inside rcu_read_lock(): it must not sleep.
    bool isInAtomicContext(StateView state, ThreadId thread) const;
    /// Whether the thread holds the spinlock, mutex or read-write lock from its own point of view:
    /// a lock that it has released it does not hold, even if other threads cannot see that yet.
    bool holds(StateView state, ThreadId thread, CellId lock) const;
    /// Returns the spinlocks, mutexes and read-write locks that the thread holds, by cell.
    std::vector<CellId> heldLocks(StateView state, ThreadId thread) const;

    /// The thread's next instruction, and an operand's value.
    const Instruction &nextInstruction(StateView state, ThreadId thread) const;
    std::int32_t operandValue(StateView state, ThreadId thread, Operand operand) const;

    /// Returns the address of the thread's next operation; nullCell if it has none or it is NULL.
    CellId nextAddress(StateView state, ThreadId thread) const;

    /// Two threads whose next operations are both enabled and access one scalar; at least one is a
    /// write, and at least one is plain.
    struct Race {
        ThreadId first{}, second{}; ///< by number
        CellId cell{};
        auto operator<=>(const Race &) const = default;
    };
    /// Returns the access of the thread's next operation, if it can be in a race. Depends only on
    /// the thread's own bytes and the shared ones.
    struct Access {
        CellId cell{};
        bool isWrite = false, isPlain = false;
    };
    std::optional<Access> nextAccess(StateView state, ThreadId thread) const;
    static bool isRace(const Access &a, const Access &b)
    {
        return a.cell == b.cell && (a.isWrite || b.isWrite) && (a.isPlain || b.isPlain);
    }
    void appendDataRaces(StateView state, std::vector<Race> &races) const;

private:
    bool canTouch(StateView state, CellId cell) const;
    bool isAboutToBeFreed(StateView state, CellId cell) const;
    void appendCallbacks(StateView state, ThreadId lane, std::vector<Step> &steps) const;
    void appendDrains(StateView state, ThreadId thread, std::vector<Step> &steps) const;
    bool isQueued(StateView state, ThreadId thread, CellId queue) const;
    bool mustDrain(StateView state, ThreadId thread) const;
    Readiness readinessForRwLock(StateView state, ThreadId thread, bool isWrite) const;
    Readiness readinessForSequence(StateView state, ThreadId thread) const;
    Readiness readinessInGracePeriod(StateView state, ThreadId thread) const;
    Readiness readinessOfLane(StateView state) const;
    Readiness readinessForLock(StateView state, ThreadId thread, Readiness::Kind blocked) const;
    Readiness readinessAsleep(StateView state, ThreadId thread) const;
    template <class Observer>
    State makeInitialState(Observer &observer) const;
    template <class Observer>
    void applyObserved(StateBytes state, Step step, Observer &observer) const;
    bool mayEndAll(StateView state, ThreadId thread) const;

    std::shared_ptr<const Program> m_program;
    Layout m_layout;
    /// All cells of each kind; queues include completions and semaphores.
    std::vector<CellId> m_spinLocks, m_mutexes, m_rwLocks, m_queues;
};

/// Whether the step is one of a system lane, or the drain of a store buffer. Such a step is not a
/// context switch.
bool isSystemStep(const Program &program, Step step);

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/finding.h"
#include "machine/layout.h"
#include "machine/reached_code.h"
#include "machine/state.h"
#include "machine/step.h"
#include "machine/step_record.h"
#include "program/program.h"

#include <memory>
#include <optional>
#include <vector>

namespace racewalk {

/// Why a thread cannot take its next step, or that it can.
struct Readiness {
    enum class Kind : std::uint8_t {
        Enabled,
        Ended,
        Spinning, ///< for a spinlock or read-write lock that `holders` have, or in read_seqbegin()
                  ///< while they write
        WaitingForMutex,
        Asleep, ///< in schedule(), on `queue` or on the bit wait queue of (`queue`, `bit`), or on
                ///< none
        GracePeriod,       ///< in synchronize_rcu(), held up by `holders`
        Draining,          ///< its own store buffer must drain first, which is a step of its own
        NoCallback,        ///< system lane: nothing is pending
        WaitingForReaders, ///< system lane: every pending callback is held up by `holders`
        Faulted,           ///< the run has ended in a failure
    };
    Kind kind = Kind::Enabled;
    CellId cell = nullCell;          ///< lock, queue, completion, semaphore, or word of a bit wait
    std::optional<std::int32_t> bit; ///< of a bit wait
    ThreadMask holders = 0; ///< who holds the lock or queues before it, or the readers waited for
    ThreadMask queued = 0;  ///< those of them who only queue before it, for a read-write lock
    TaskState taskState = TaskState::Running;
};

/// How a state stands as a whole.
enum class Standing : std::uint8_t {
    Going, ///< some thread can step
    Ended, ///< every thread that is no daemon has ended, and no thread can step; a system lane may
           ///< still have work
    Hang,  ///< no thread can step, no system lane can change that, and a thread that is no daemon
           ///< has not ended
    Fault, ///< the run has ended in a failure
};

/// Executes a Program: the only implementation of what a step does. Immutable, so many threads may
/// use one. A state's bytes must come from the same Machine.
class Machine {
public:
    /// Throws nothing; `program` must be one that the language accepted.
    explicit Machine(std::shared_ptr<const Program> program);

    const Program &program() const { return *m_program; }
    std::shared_ptr<const Program> sharedProgram() const { return m_program; }
    const Layout &layout() const { return m_layout; }

    /// Every thread before its first visible operation. May already be a Fault.
    State initialState() const;
    State initialState(StepRecord &record) const;
    State initialState(ReachedCode &reached) const;

    /// In one fixed order: by thread, then by choice, then drains. Empty in a Fault.
    void appendEnabledSteps(StateView state, std::vector<Step> &steps) const;
    void appendEnabledSteps(StateView state, ThreadId thread, std::vector<Step> &steps) const;
    std::vector<Step> enabledSteps(StateView state) const;
    bool isEnabled(StateView state, Step step) const;

    Readiness readiness(StateView state, ThreadId thread) const;
    Standing standing(StateView state) const;

    /// Takes a step that is enabled, in place.
    void apply(StateBytes state, Step step) const;
    /// The same. Returns whether the step neither read nor changed what is another thread's own: it
    /// is then enabled, and does the same, in every state with the same bytes of this thread and
    /// the same shared ones. Which steps are enabled depends on no other bytes anyway.
    bool applyAlone(StateBytes state, Step step) const;
    /// The same, telling what happened.
    void apply(StateBytes state, Step step, StepRecord &record) const;
    /// The same, adding the instructions that the step executes.
    void apply(StateBytes state, Step step, ReachedCode &reached) const;

    /// What the thread's next step does first, or nullptr if it has ended or is asleep.
    const Origin *nextOperation(StateView state, ThreadId thread) const;

    /// Whether the thread holds a spinlock or is inside rcu_read_lock(): it must not sleep.
    bool isInAtomicContext(StateView state, ThreadId thread) const;
    /// Whether the thread holds the spinlock, mutex or read-write lock, as it sees it itself: what
    /// it has released it does not hold, though others may not see that yet.
    bool holds(StateView state, ThreadId thread, CellId lock) const;
    /// The spinlocks, mutexes and read-write locks that the thread holds, each by cell.
    std::vector<CellId> heldLocks(StateView state, ThreadId thread) const;

    /// The instruction that the thread stands before, and what an operand of it is worth.
    const Instruction &nextInstruction(StateView state, ThreadId thread) const;
    std::int32_t operandValue(StateView state, ThreadId thread, Operand operand) const;

    /// The address that the thread's next operation is about; nullCell if it has none, or is NULL.
    CellId nextAddress(StateView state, ThreadId thread) const;

    /// Two threads whose next operations may both be taken and are accesses of one scalar, one a
    /// write, one plain.
    struct Race {
        ThreadId first{}, second{}; ///< by number
        CellId cell{};
        auto operator<=>(const Race &) const = default;
    };
    /// The access that the thread's next operation is, if it is one that can be in a race. Depends
    /// on nothing but the thread's own bytes and shared ones.
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
    /// Every cell of the kind; queues with completions and semaphores.
    std::vector<CellId> m_spinLocks, m_mutexes, m_rwLocks, m_queues;
};

/// Whether no thread runs in the step: a system lane's, or the drain of a store buffer. Such a step
/// is no context switch.
bool isSystemStep(const Program &program, Step step);

} // namespace racewalk

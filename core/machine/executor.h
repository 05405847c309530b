// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"
#include "machine/observer.h"
#include "program/operations.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace racewalk {

/// Takes one step of one thread in a state's bytes: the only implementation of every instruction.
/// Internal to the module. perform.h calls the function of each operation; these functions are in
/// the *_operations.h files. A failure is written into the state and ends the step immediately.
template <class Observer>
class Executor {
public:
    Executor(const Machine &machine, StateBytes state, Observer &observer)
        : m_machine(machine), m_program(machine.program()), m_layout(machine.layout()),
          m_state(state), m_observer(observer), m_isBuffered(buffersStores(m_program.memory))
    {}

    /// Runs the thread to its first visible operation. Registers start at zero.
    void start(ThreadId thread)
    {
        enter(thread, 0);
        clearRegisters();
        runLocalWork();
        leave();
    }

    void step(Step step)
    {
        m_choice = step.choice;
        const std::uint32_t position = m_layout.position(m_state, step.thread);
        if (step.isDrain() && !m_program.threads[indexOf(step.thread)].isSystem) {
            enter(step.thread, position);
            drain(step.drainedIndex());
            return;
        }
        m_layout.loadRegisters(m_state, step.thread, m_registers.data());
        enter(step.thread, position);
        m_observer.operation(step.thread, position);
        m_observer.executes(step.thread, position);
        perform(code());
        runLocalWork();
        leave();
        resumeWoken();
    }

    /// Executes a property's code, which only reads shared memory. Returns whether the property
    /// holds.
    bool evaluate(const Body &body, ThreadId reporter)
    {
        m_thread = reporter;
        m_body = &body;
        m_position = 0;
        clearRegisters();
        runLocalWork();
        return m_registers[0] != 0;
    }

private:
    void enter(ThreadId thread, std::uint32_t position)
    {
        m_thread = thread;
        m_body = &m_program.bodyOf(thread);
        m_position = position;
        m_atomicDepth = 0;
    }

    void leave()
    {
        if (m_program.threads[indexOf(m_thread)].isSystem)
            return;
        m_layout.storeRegisters(m_state, m_thread, m_position, m_registers.data());
        m_layout.setPosition(m_state, m_thread, m_position);
    }

    void clearRegisters() { std::fill_n(m_registers.begin(), m_body->registers.size(), 0); }

    const Instruction &code() const { return m_body->code[m_position]; }

    std::int32_t value(Operand operand) const
    {
        switch (operand.kind) {
        case Operand::Kind::None:
            return 0;
        case Operand::Kind::Constant:
            return operand.value;
        case Operand::Kind::Register:
            return m_registers[static_cast<std::size_t>(operand.value)];
        case Operand::Kind::Self:
            return m_program.threads[indexOf(m_thread)].self;
        }
        return 0;
    }

    CellId address(Operand operand) const { return static_cast<CellId>(value(operand)); }

    void setLocal(std::int32_t value)
    {
        if (code().result != noRegister)
            m_registers[indexOf(code().result)] = value;
    }

    /// The result of a visible operation.
    void setResult(std::int32_t value)
    {
        m_observer.result(value);
        setLocal(value);
    }

    bool hasFailed() const { return m_layout.fault(m_state) != FindingKind::None; }

    void fail(FindingKind kind, CellId cell = nullCell)
    {
        if (hasFailed())
            return;
        m_layout.setFault(m_state, kind, m_thread);
        m_observer.failed(m_thread, m_position, kind, cell);
    }

    /// Whether the memory may be accessed; records a failure otherwise.
    bool checkAccess(CellId cell)
    {
        if (cell == nullCell) {
            fail(FindingKind::NullDereference);
            return false;
        }
        const ObjectId object = m_program.storage.cells[indexOf(cell)].object;
        if (object != noObject && m_layout.life(m_state, object) == Layout::Life::Free) {
            fail(FindingKind::UseAfterFree, cell);
            return false;
        }
        return true;
    }

    bool isInAtomicContext() const { return m_machine.isInAtomicContext(m_state, m_thread); }

    /// Executes local instructions until the thread reaches a visible operation, sleeps, finishes
    /// or fails.
    void runLocalWork()
    {
        for (std::size_t work = 0; !hasFailed(); ++work) {
            const Instruction &instruction = code();
            switch (operationOf(instruction.op).stand) {
            case Operation::Stand::Never:
                break;
            case Operation::Stand::Always:
                if (m_atomicDepth == 0)
                    return;
                break;
            case Operation::Stand::Asleep:
                return;
            case Operation::Stand::AtEnd:
                checkEnd();
                return;
            case Operation::Stand::InAtomicContext: // the wait is the step that fails, not the one
                if (isInAtomicContext())            // before it
                    return;
                break;
            }
            if (work == maxLocalWork) {
                fail(FindingKind::Diverges);
                return;
            }
            if (isVisible(instruction.op) && operationOf(instruction.op).depth == 0)
                m_observer.operation(m_thread, m_position);
            m_observer.executes(m_thread, m_position);
            perform(instruction);
        }
    }

    /// Runs the threads that this step woke from schedule() to their next visible operation.
    void resumeWoken()
    {
        while (m_woken != 0 && !hasFailed()) {
            const auto thread = static_cast<ThreadId>(std::countr_zero(m_woken));
            m_woken &= m_woken - 1;
            m_layout.loadRegisters(m_state, thread, m_registers.data());
            enter(thread, m_layout.position(m_state, thread) + 1);
            runLocalWork();
            leave();
        }
    }

    void perform(const Instruction &instruction);
    void execute(const Instruction &instruction);
    bool reachPlace(const Instruction &instruction);

    void computeResult(const Instruction &instruction);
    void checkEnd();
    void elementOf(const Instruction &instruction);
    void peek(CellId cell);
    std::int32_t &windowElement(const Instruction &instruction);
    void leaveCall(const Instruction &instruction);

    std::int32_t load(CellId cell) const;
    void store(CellId cell, std::int32_t value);
    void storeNow(BufferedStore store);
    void orderStores();
    void drain(std::size_t index);

    void exchange(CellId cell, std::int32_t wanted);
    void compareExchange(CellId cell, std::int32_t expected, std::int32_t wanted);
    void fetchAdd(CellId cell, std::int32_t amount);
    void addUnlessZero(CellId cell, std::int32_t amount);
    bool isBitSet(CellId cell, std::int32_t bit) const;
    void changeBit(CellId cell, std::int32_t bit, bool isSet);
    void testAndChangeBit(CellId cell, std::int32_t bit, bool isSet);

    void takeLock(CellId lock);
    void takeMutex(CellId lock);
    void tryLock(CellId lock);
    void releaseLock(CellId lock);
    void releaseWriteLock(CellId lock);
    void arriveAtRwLock(CellId lock, bool isWrite);
    void holdRwLock(CellId lock, bool isWrite);
    void takeRwLockInTurn(CellId lock, bool isWrite);
    void releaseReadLock(CellId lock);
    void beginSequence(CellId sequence);
    void advanceSequence(const Instruction &instruction, CellId sequence);
    void assertHeld(CellId lock);

    void enqueue(CellId queue, bool exclusive);
    void dequeue(CellId queue);
    bool wake(ThreadId thread);
    void wakeQueue(CellId queue, std::int32_t exclusive, bool interruptibleOnly);
    void setTaskState(std::int32_t taskState);
    void prepareToWait(CellId queue, std::int32_t taskState, bool exclusive);
    void finishWait(CellId queue);
    void prepareToWaitBit(CellId word, std::int32_t bit, std::int32_t taskState);
    void finishWaitBit(CellId word, std::int32_t bit);
    void askBitQueue(CellId word, std::int32_t bit);
    bool isWaitingFor(ThreadId thread, Layout::BitWait key) const;
    void wakeBit(CellId word, std::int32_t bit);
    void wakeTask(std::int32_t task);
    void sleep();
    void takeCompletion(CellId completion);
    void complete(CellId completion, bool all);
    bool isSleepingInDown(ThreadId thread) const;
    void down(CellId semaphore);
    void up(CellId semaphore);

    void enterReadSection();
    void leaveReadSection();
    void synchronizeRcu();
    GracePeriod gracePeriodFromNow() const;
    template <class Change>
    void forEachGracePeriod(const Change &change);
    void callRcu(CellId cell);
    void runCallback();
    void freeNow(ObjectId object);
    void freeCell(CellId cell);
    void allocate(PoolId pool);
    /// Returns the live object that starts at `cell`; otherwise records a failure and returns
    /// noObject.
    ObjectId objectToFree(CellId cell);

    const Machine &m_machine;
    const Program &m_program;
    const Layout &m_layout;
    StateBytes m_state;
    Observer &m_observer;
    const bool m_isBuffered;
    ThreadId m_thread{};
    const Body *m_body = nullptr;
    std::uint32_t m_position = 0;
    std::uint32_t m_next = 0; ///< the instruction that follows m_position
    std::uint16_t m_choice = 0;
    int m_atomicDepth = 0;
    ThreadMask m_woken = 0; ///< threads that this step woke
    std::array<std::int32_t, maxRegisters> m_registers;
};

} // namespace racewalk

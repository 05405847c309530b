// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/machine.h"

#include "machine/perform.h"
#include "machine/recorder.h"

#include <algorithm>

namespace racewalk {

Machine::Machine(std::shared_ptr<const Program> program)
    : m_program(std::move(program)), m_layout(*m_program)
{
    const Storage &storage = m_program->storage;
    for (std::size_t i = 1; i < storage.cells.size(); ++i) {
        const auto cell = static_cast<CellId>(i);
        const TypeKind kind = storage.typeOf(cell).kind;
        if (kind == TypeKind::SpinLock)
            m_spinLocks.push_back(cell);
        else if (kind == TypeKind::Mutex)
            m_mutexes.push_back(cell);
        else if (kind == TypeKind::RwLock)
            m_rwLocks.push_back(cell);
        else if (kind == TypeKind::WaitQueue || kind == TypeKind::Completion ||
                 kind == TypeKind::Semaphore)
            m_queues.push_back(cell);
    }
}

namespace {

bool hasEveryThreadEnded(const Machine &machine, StateView state)
{
    const Program &program = machine.program();
    for (std::size_t i = 0; i < program.threads.size(); ++i) {
        const auto thread = static_cast<ThreadId>(i);
        if (program.threads[i].isDaemon || program.threads[i].isSystem)
            continue;
        const Layout &layout = machine.layout();
        if (!operationOf(program.bodyOf(thread).code[layout.position(state, thread)].op).isEnd() ||
            layout.bufferedStores(state, thread) != 0)
            return false;
    }
    return true;
}

/// Records which instructions of threads are executed.
struct ReachObserver : NoObserver {
    ReachObserver(const Program &program, ReachedCode &reached)
        : m_program(program), m_reached(reached)
    {}
    void executes(ThreadId thread, std::uint32_t position)
    {
        m_reached.add(m_program.threads[indexOf(thread)].body, position);
    }

    const Program &m_program;
    ReachedCode &m_reached;
};

/// Hears what made a property impossible to evaluate.
struct PropertyObserver : NoObserver {
    CellId cell = nullCell;
    void failed(ThreadId, std::uint32_t, FindingKind, CellId about) { cell = about; }
};

/// Invariants always, finals once every thread has ended; the first that does not hold, or that
/// cannot be evaluated, is the fault.
template <class Observer>
void checkProperties(const Machine &machine, StateBytes state, ThreadId reporter,
                     Observer &observer)
{
    const Program &program = machine.program();
    if (program.invariants.empty() && program.finals.empty())
        return;
    const Layout &layout = machine.layout();
    const auto check = [&](const std::vector<Property> &properties, FindingKind kind) {
        for (std::uint32_t number = 0; number < properties.size(); ++number) {
            if (layout.fault(state) != FindingKind::None)
                return;
            PropertyObserver listener;
            const bool holds = Executor<PropertyObserver>(machine, state, listener)
                                   .evaluate(properties[number].body, reporter);
            const FindingKind fault = layout.fault(state);
            if (fault == FindingKind::None && holds)
                continue;
            const FindingKind found = fault == FindingKind::None ? kind : fault;
            layout.setFault(state, found, reporter);
            observer.failedProperty(reporter, properties[number], number, found, listener.cell);
        }
    };
    check(program.invariants, FindingKind::Invariant);
    if (hasEveryThreadEnded(machine, state))
        check(program.finals, FindingKind::Final);
}

} // namespace

template <class Observer> State Machine::makeInitialState(Observer &observer) const
{
    State state(m_layout.stateSize());
    const Storage &storage = m_program->storage;
    for (std::size_t i = 0; i < storage.objects.size(); ++i)
        if (storage.objects[i].initiallyLive)
            m_layout.setLife(state, static_cast<ObjectId>(i), Layout::Life::Live);
    for (std::size_t i = 1; i < storage.cells.size(); ++i) {
        const auto cell = static_cast<CellId>(i);
        const TypeKind kind = storage.typeOf(cell).kind;
        if ((isValue(storage.typeOf(cell)) || kind == TypeKind::Atomic) &&
            storage.cells[i].initial != 0)
            m_layout.setValue(state, cell, storage.cells[i].initial);
        else if (kind == TypeKind::Semaphore)
            m_layout.setCount(state, cell, static_cast<std::uint16_t>(storage.cells[i].initial));
    }
    for (std::size_t i = 0; i < m_program->threads.size(); ++i)
        if (!m_program->threads[i].isSystem)
            Executor<Observer>(*this, state, observer).start(static_cast<ThreadId>(i));
    checkProperties(*this, state, ThreadId{}, observer);
    return state;
}

State Machine::initialState() const
{
    NoObserver observer;
    return makeInitialState(observer);
}

State Machine::initialState(StepRecord &record) const
{
    Recorder observer(*m_program, ThreadId{}, record);
    return makeInitialState(observer);
}

State Machine::initialState(ReachedCode &reached) const
{
    ReachObserver observer(*m_program, reached);
    return makeInitialState(observer);
}

template <class Observer>
void Machine::applyObserved(StateBytes state, Step step, Observer &observer) const
{
    Executor<Observer>(*this, state, observer).step(step);
    checkProperties(*this, state, step.thread, observer);
}

namespace {

/// Whether an operation has to do with nothing but its own thread and what is shared.
bool isAlone(const Layout &layout, Op op)
{
    switch (operationOf(op).reach) {
    case Operation::Reach::Own:
        return true;
    case Operation::Reach::GracePeriods:
        return !layout.hasGracePeriods();
    case Operation::Reach::Others:
        return false;
    }
    return false;
}

/// Records whether a step uses only its own thread's piece and the shared piece of the state.
struct AloneObserver : NoObserver {
    const Machine &m_machine;
    bool isStepAlone = true;

    explicit AloneObserver(const Machine &machine) : m_machine(machine) {}
    void operation(ThreadId thread, std::uint32_t position)
    {
        const Op op = m_machine.program().bodyOf(thread).code[position].op;
        isStepAlone = isStepAlone && isAlone(m_machine.layout(), op);
    }
    void drained(ThreadId, BufferedStore)
    {
        isStepAlone = isStepAlone && !m_machine.layout().hasGracePeriods();
    }
    void woke(ThreadId) { isStepAlone = false; }
};

} // namespace

/// Whether finals may be looked at where this thread has come to: only then other threads matter.
bool Machine::mayEndAll(StateView state, ThreadId thread) const
{
    if (m_program->finals.empty())
        return false;
    const Thread &it = m_program->threads[indexOf(thread)];
    return it.isDaemon || it.isSystem ||
           (operationOf(nextInstruction(state, thread).op).isEnd() &&
            m_layout.bufferedStores(state, thread) == 0);
}

bool Machine::applyAlone(StateBytes state, Step step) const
{
    AloneObserver observer(*this);
    applyObserved(state, step, observer);
    return observer.isStepAlone && !mayEndAll(state, step.thread);
}

void Machine::apply(StateBytes state, Step step) const
{
    NoObserver observer;
    applyObserved(state, step, observer);
}

void Machine::apply(StateBytes state, Step step, StepRecord &record) const
{
    Recorder observer(*m_program, step.thread, record);
    applyObserved(state, step, observer);
}

void Machine::apply(StateBytes state, Step step, ReachedCode &reached) const
{
    ReachObserver observer(*m_program, reached);
    applyObserved(state, step, observer);
}

bool isSystemStep(const Program &program, Step step)
{
    return step.isDrain() || program.threads[indexOf(step.thread)].isSystem;
}

} // namespace racewalk

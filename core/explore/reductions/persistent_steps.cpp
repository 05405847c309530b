// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/reductions/persistent_steps.h"

#include "explore/reductions/local_work.h"
#include "program/ids.h"

#include <algorithm>

namespace racewalk {

namespace {

bool hasAnywhere(const Program &program, std::initializer_list<Op> ops)
{
    return std::ranges::any_of(program.bodies, [&](const Body &body) { return hasAny(body, ops); });
}

bool isForLock(Op op)
{
    return op == Op::SpinLock || op == Op::SpinUnlock || op == Op::MutexLock ||
           op == Op::MutexUnlock;
}

/// The cells that invariants look at: every one if that depends.
CellSet seenByInvariants(const Program &program)
{
    CellSet seen(program.storage.cells.size());
    for (const Property &invariant : program.invariants)
        for (const Instruction &instruction : invariant.body.code) {
            if (instruction.op != Op::Peek)
                continue;
            for (std::size_t i = 0; i < program.storage.cells.size(); ++i)
                if (instruction.a.kind != Operand::Kind::Constant ||
                    instruction.a.value == static_cast<std::int32_t>(i))
                    seen.insert(static_cast<CellId>(i));
        }
    return seen;
}

} // namespace

PersistentSteps::PersistentSteps(const Machine &machine)
    : m_machine(machine), m_footprints(machine.program()),
      m_seenByInvariants(seenByInvariants(machine.program())),
      m_hasGracePeriods(hasAnywhere(machine.program(), {Op::SynchronizeRcu, Op::CallRcu})),
      m_canFree(hasAnywhere(machine.program(), {Op::Free, Op::CallRcu}))
{
    if (!m_footprints.isKnown())
        return;
    const Program &program = machine.program();
    for (std::size_t i = 0; i < program.threads.size(); ++i) {
        const Thread &thread = program.threads[i];
        // Finals are looked at wherever a daemon has got to once all others have ended.
        const bool isLeftOut = thread.isSystem || (thread.isDaemon && !program.finals.empty());
        m_places.push_back(
            isLeftOut ? std::vector<Place>(program.bodyOf(static_cast<ThreadId>(i)).code.size())
                      : placesOf(static_cast<ThreadId>(i)));
        m_isTrivial = m_isTrivial && std::ranges::all_of(m_places.back(), [](const Place &place) {
                          return place.need == Need::Impossible;
                      });
    }
}

std::vector<PersistentSteps::Place> PersistentSteps::placesOf(ThreadId thread) const
{
    const Body &body = m_machine.program().bodyOf(thread);
    const bool canEndBadly =
        hasAny(body, {Op::SpinLock, Op::SpinTrylock, Op::MutexLock, Op::MutexTrylock, Op::ReadLock,
                      Op::WriteLock, Op::RcuReadLock});
    const Program &program = m_machine.program();
    const bool hasFinals = !program.finals.empty();
    const bool isGoingOn = std::ranges::any_of(
        program.threads, [](const Thread &other) { return other.isDaemon || other.isSystem; });
    std::vector<Place> places(body.code.size());
    std::vector<bool> isCut(body.code.size());
    for (std::uint32_t position = 0; position < body.code.size(); ++position) {
        const Instruction &instruction = body.code[position];
        if (!isVisible(instruction.op))
            continue;
        Place &place = places[position];
        const LocalWork work = localWorkBehind(body, position);
        // What local work reads is freed by others, if by anybody. Once all have ended that must,
        // finals are looked at after each step of those that need not.
        const bool canEnd = hasFinals && work.canEnd(body);
        if ((!m_canFree || !work.canPeek(body)) && !(canEnd && isGoingOn))
            place = {.need = needOf(instruction),
                     .canFail =
                         canEnd || isForLock(instruction.op) || work.canFail(body, canEndBadly)};
        isCut[position] = place.need == Need::Impossible;
    }
    const std::vector<bool> cuts = cutsOfCircles(body, isCut);
    for (std::uint32_t position = 0; position < body.code.size(); ++position)
        if (cuts[position])
            places[position].need = Need::Impossible;
    return places;
}

PersistentSteps::Need PersistentSteps::needOf(const Instruction &instruction) const
{
    const bool isBuffered = buffersStores(m_machine.program().memory);
    switch (instruction.op) {
    case Op::Fence:
    case Op::Choose:
        return Need::Nothing;
    case Op::Load:
    case Op::TestBit:
        return Need::NoWriter;
    case Op::Store:
        if (!isBuffered)
            return Need::Nobody;
        if (m_hasGracePeriods) // which look at what is in the buffers
            return Need::Impossible;
        return instruction.ordering == Ordering::Plain ? Need::NobodyRacing : Need::NobodyPlain;
    case Op::Exchange:
    case Op::CompareExchange:
    case Op::FetchAdd:
    case Op::AddUnlessZero:
    case Op::TestAndSetBit:
    case Op::TestAndClearBit:
    case Op::SetBit:
    case Op::ClearBit:
    case Op::SpinLock:
    case Op::MutexLock:
        return Need::Nobody;
    case Op::SpinUnlock:
    case Op::MutexUnlock:
        return isBuffered && m_hasGracePeriods ? Need::Impossible : Need::NobodyTrying;
    default:
        return Need::Impossible;
    }
}

std::optional<ThreadId> PersistentSteps::threadIn(StateView state) const
{
    if (m_machine.layout().fault(state) != FindingKind::None)
        return std::nullopt;
    for (std::size_t i = 0; i < m_places.size(); ++i) {
        const auto thread = static_cast<ThreadId>(i);
        if (!m_machine.program().threads[i].isSystem && isEnough(state, thread))
            return thread;
    }
    return std::nullopt;
}

bool PersistentSteps::isEnough(StateView state, ThreadId thread) const
{
    const Layout &layout = m_machine.layout();
    const Place &place = m_places[indexOf(thread)][layout.position(state, thread)];
    if (place.need == Need::Impossible)
        return false;
    if (place.need != Need::Nothing) {
        const CellId cell = m_machine.nextAddress(state, thread);
        if (cell == nullCell)
            return false;
        const ObjectId object = m_machine.program().storage.cells[indexOf(cell)].object;
        const bool isInLiveObject =
            object != noObject && !m_canFree && layout.life(state, object) == Layout::Life::Live;
        if ((object != noObject && !isInLiveObject) ||
            (place.need == Need::Nobody && m_seenByInvariants.contains(cell)))
            return false;
        if (!m_footprints.isGuarded(cell) && !isIndependent(state, thread, place.need, cell))
            return false;
    }
    return m_machine.readiness(state, thread).kind == Readiness::Kind::Enabled &&
           !(place.canFail && canFailIn(state, thread));
}

/// Of everything that the others may still do, and of what their store buffers hold.
bool PersistentSteps::isIndependent(StateView state, ThreadId thread, Need need, CellId cell) const
{
    const Layout &layout = m_machine.layout();
    for (std::size_t i = 0; i < m_machine.program().threads.size(); ++i) {
        const auto other = static_cast<ThreadId>(i);
        if (other == thread || m_machine.program().threads[i].isSystem)
            continue;
        const Footprint &footprint = m_footprints.behind(other, layout.position(state, other));
        switch (need) {
        case Need::Impossible:
            return false;
        case Need::Nothing:
            break;
        case Need::NoWriter:
            if (footprint.written.contains(cell) || isBuffered(state, other, cell))
                return false;
            break;
        case Need::Nobody:
            if (footprint.any.contains(cell) || isBuffered(state, other, cell))
                return false;
            break;
        case Need::NobodyTrying:
            if (footprint.tried.contains(cell))
                return false;
            break;
        case Need::NobodyRacing:
            if (footprint.any.contains(cell))
                return false;
            break;
        case Need::NobodyPlain:
            if (footprint.plain.contains(cell))
                return false;
            break;
        }
    }
    return true;
}

bool PersistentSteps::isBuffered(StateView state, ThreadId thread, CellId cell) const
{
    const Layout &layout = m_machine.layout();
    for (std::size_t i = layout.bufferedStores(state, thread); i-- > 0;)
        if (layout.bufferedStore(state, thread, i).cell == cell)
            return true;
    return false;
}

/// A run ends in a failure: what the others would still have done must not be missed.
bool PersistentSteps::canFailIn(StateView state, ThreadId thread) const
{
    std::vector<Step> steps;
    m_machine.appendEnabledSteps(state, thread, steps);
    State next(state.size());
    return std::ranges::any_of(steps, [&](Step step) {
        if (step.isDrain())
            return false;
        std::ranges::copy(state, next.bytes().begin());
        m_machine.apply(next, step);
        return m_machine.layout().fault(next) != FindingKind::None;
    });
}

} // namespace racewalk

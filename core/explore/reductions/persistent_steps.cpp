// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/reductions/persistent_steps.h"

#include "explore/reductions/local_work.h"
#include "program/ids.h"
#include "program/operations.h"

#include <algorithm>

namespace racewalk {

namespace {

bool hasAnywhere(const Program &program, bool (*is)(const Operation &))
{
    return std::ranges::any_of(program.bodies, [is](const Body &body) { return hasAny(body, is); });
}

/// The cells that invariants look at: every one if that depends.
CellSet seenByInvariants(const Program &program)
{
    CellSet seen(program.storage.cells.size());
    for (const Property &invariant : program.invariants)
        for (const Instruction &instruction : invariant.body.code) {
            if (operationOf(instruction.op).access == Operation::Access::None)
                continue;
            for (std::size_t i = 0; i < program.storage.cells.size(); ++i)
                if (instruction.a.kind != Operand::Kind::Constant ||
                    instruction.a.value == static_cast<std::int32_t>(i))
                    seen.set(i);
        }
    return seen;
}

} // namespace

PersistentSteps::PersistentSteps(const Machine &machine)
    : m_machine(machine), m_footprints(machine.program()),
      m_seenByInvariants(seenByInvariants(machine.program())),
      m_hasGracePeriods(hasAnywhere(machine.program(),
                                    [](const Operation &operation) {
                                        return operation.begins != Operation::Begins::Nothing;
                                    })),
      m_canFree(hasAnywhere(machine.program(),
                            [](const Operation &operation) { return operation.frees; }))
{
    if (!m_footprints.isKnown())
        return;
    const Program &program = machine.program();
    for (std::size_t i = 0; i < program.threads.size(); ++i) {
        const Thread &thread = program.threads[i];
        // Finals are looked at wherever a daemon has got to once all others have ended.
        const bool isLeftOut = thread.isSystem || (thread.isDaemon && !program.finals.empty());
        m_positions.push_back(isLeftOut ? std::vector<PositionFacts>(
                                              program.bodyOf(static_cast<ThreadId>(i)).code.size())
                                        : positionsOf(static_cast<ThreadId>(i)));
        m_isTrivial =
            m_isTrivial && std::ranges::all_of(m_positions.back(), [](const PositionFacts &place) {
                return place.need == Need::Impossible;
            });
    }
}

std::vector<PersistentSteps::PositionFacts> PersistentSteps::positionsOf(ThreadId thread) const
{
    const Body &body = m_machine.program().bodyOf(thread);
    const bool canEndBadly =
        hasAny(body, [](const Operation &operation) { return operation.takesLock(); });
    const Program &program = m_machine.program();
    const bool hasFinals = !program.finals.empty();
    const bool hasOptionalThreads = std::ranges::any_of(
        program.threads, [](const Thread &other) { return other.isDaemon || other.isSystem; });
    std::vector<PositionFacts> places(body.code.size());
    std::vector<bool> isCut(body.code.size());
    for (std::uint32_t position = 0; position < body.code.size(); ++position) {
        const Instruction &instruction = body.code[position];
        if (!isVisible(instruction.op))
            continue;
        PositionFacts &place = places[position];
        const LocalWork work = localWorkBehind(body, position);
        // What local work reads is freed by others, if by anybody. Once all have ended that must,
        // finals are looked at after each step of those that need not.
        const bool canEnd = hasFinals && work.canEnd(body);
        if ((!m_canFree || !work.canPeek(body)) && !(canEnd && hasOptionalThreads))
            place = {.need = needOf(instruction),
                     .canFail = canEnd ||
                                operationOf(instruction.op).failure != Operation::Failure::Never ||
                                work.canFail(body, canEndBadly)};
        isCut[position] = place.need == Need::Impossible;
    }
    const std::vector<bool> cuts = cutsOfCycles(body, isCut);
    for (std::uint32_t position = 0; position < body.code.size(); ++position)
        if (cuts[position])
            places[position].need = Need::Impossible;
    return places;
}

PersistentSteps::Need PersistentSteps::needOf(const Instruction &instruction) const
{
    const bool isBuffered = buffersStores(m_machine.program().memory);
    const Operation &operation = operationOf(instruction.op);
    switch (operation.alone) {
    case Operation::Alone::Never:
        return Need::Impossible;
    case Operation::Alone::Always:
        return Need::Nothing;
    case Operation::Alone::IfNotWritten:
        return Need::NoWriter;
    case Operation::Alone::IfNotUsed:
        if (!isBuffered || operation.buffer != Operation::Buffer::Store)
            return Need::NoAccess;
        if (m_hasGracePeriods) // which look at what is in the buffers
            return Need::Impossible;
        return instruction.ordering == Ordering::Plain ? Need::NoRace : Need::NoPlainAccess;
    case Operation::Alone::IfNotTried:
        return isBuffered && m_hasGracePeriods ? Need::Impossible : Need::NoTry;
    }
    return Need::Impossible;
}

std::optional<ThreadId> PersistentSteps::threadIn(StateView state) const
{
    if (m_machine.layout().fault(state) != FindingKind::None)
        return std::nullopt;
    for (std::size_t i = 0; i < m_positions.size(); ++i) {
        const auto thread = static_cast<ThreadId>(i);
        if (!m_machine.program().threads[i].isSystem && isEnough(state, thread))
            return thread;
    }
    return std::nullopt;
}

bool PersistentSteps::isEnough(StateView state, ThreadId thread) const
{
    const Layout &layout = m_machine.layout();
    const PositionFacts &place = m_positions[indexOf(thread)][layout.position(state, thread)];
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
            (place.need == Need::NoAccess && m_seenByInvariants[indexOf(cell)]))
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
            if (footprint.written[indexOf(cell)] || isBuffered(state, other, cell))
                return false;
            break;
        case Need::NoAccess:
            if (footprint.any[indexOf(cell)] || isBuffered(state, other, cell))
                return false;
            break;
        case Need::NoTry:
            if (footprint.tried[indexOf(cell)])
                return false;
            break;
        case Need::NoRace:
            if (footprint.any[indexOf(cell)])
                return false;
            break;
        case Need::NoPlainAccess:
            if (footprint.plain[indexOf(cell)])
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/reductions/footprint.h"

#include "explore/reductions/local_work.h"
#include "explore/reductions/possible_values.h"
#include "program/control_flow.h"
#include "program/ids.h"
#include "program/operations.h"

#include <optional>

namespace racewalk {

namespace {

/// Tables with more bits than that cost more than they save.
constexpr std::size_t maxBits = std::size_t{1} << 27;

enum class Touch : std::uint8_t { None, Read, Write, Lock, Try };

/// Whether others wait while the lock is held.
bool isExclusive(Operation::Lock lock)
{
    return lock == Operation::Lock::Spin || lock == Operation::Lock::Mutex;
}

bool takes(const Operation &operation)
{
    return isExclusive(operation.lock) && operation.lockUse == Operation::LockUse::Take;
}

bool releases(const Operation &operation)
{
    return isExclusive(operation.lock) && operation.releasesLock();
}

/// What an instruction does with the cell that its operand `a` is the address of.
Touch touchOf(const Operation &operation)
{
    if (operation.isLocal() || operation.address == Operation::Address::None)
        return Touch::None;
    if (operation.family == Operation::Family::Memory)
        return operation.access == Operation::Access::Read ? Touch::Read : Touch::Write;
    return takes(operation) || releases(operation) ? Touch::Lock : Touch::Try;
}

void addCell(CellId cell, Touch touch, Ordering ordering, Footprint &footprint)
{
    footprint.any.set(indexOf(cell));
    const bool isAccess = touch == Touch::Read || touch == Touch::Write;
    if (touch != Touch::Read)
        footprint.written.set(indexOf(cell));
    if (isAccess && ordering == Ordering::Plain)
        footprint.plain.set(indexOf(cell));
    if (touch != Touch::Lock)
        footprint.tried.set(indexOf(cell));
}

/// By instruction, what it touches itself.
std::vector<Footprint> touchedBy(const Program &program, ThreadId thread, ValueFinder &values)
{
    const Body &body = program.bodyOf(thread);
    const std::size_t cells = program.storage.cells.size();
    std::vector<Footprint> touched(body.code.size(), Footprint(cells));
    for (std::uint32_t position = 0; position < body.code.size(); ++position) {
        const Instruction &instruction = body.code[position];
        const Touch touch = touchOf(operationOf(instruction.op));
        if (touch == Touch::None)
            continue;
        const PossibleValues addresses = values.at(position, instruction.a);
        for (std::size_t i = 1; i < cells; ++i)
            if (addresses.contains(static_cast<std::int32_t>(i)))
                addCell(static_cast<CellId>(i), touch, instruction.ordering, touched[position]);
    }
    return touched;
}

/// The locks that a thread certainly holds, by instruction; without a value where it never comes.
class HeldLocks {
public:
    HeldLocks(const Program &program, ThreadId thread, ValueFinder &values)
        : m_program(program), m_body(program.bodyOf(thread)), m_values(values),
          m_held(m_body.code.size())
    {
        std::vector<std::uint32_t> open{0};
        m_held[0] = CellSet(program.storage.cells.size());
        while (!open.empty()) {
            const std::uint32_t position = open.back();
            open.pop_back();
            const CellSet after = behind(position);
            for (const std::uint32_t next : successorsOf(m_body, position))
                if (meet(next, after))
                    open.push_back(next);
        }
    }

    const std::optional<CellSet> &at(std::uint32_t position) const { return m_held[position]; }

private:
    CellSet behind(std::uint32_t position)
    {
        CellSet held = *m_held[position];
        const Instruction &instruction = m_body.code[position];
        const bool isTaken = takes(operationOf(instruction.op));
        const bool isReleased = releases(operationOf(instruction.op));
        if (!isTaken && !isReleased)
            return held;
        const PossibleValues locks = m_values.at(position, instruction.a);
        for (std::size_t i = 1; i < m_program.storage.cells.size(); ++i) {
            const bool isInObject = m_program.storage.cells[i].object != noObject;
            if (isTaken && !isInObject && locks.isOnly(static_cast<std::int32_t>(i)))
                held.set(i);
            else if (isReleased && locks.contains(static_cast<std::int32_t>(i)))
                held.reset(i);
        }
        return held;
    }

    bool meet(std::uint32_t position, const CellSet &held)
    {
        if (!m_held[position]) {
            m_held[position] = held;
            return true;
        }
        const bool isLess = !m_held[position]->is_subset_of(held);
        *m_held[position] &= held;
        return isLess;
    }

    const Program &m_program;
    const Body &m_body;
    ValueFinder &m_values;
    std::vector<std::optional<CellSet>> m_held;
};

} // namespace

bool Footprint::insert(const Footprint &other)
{
    bool isMore = false;
    for (const auto set :
         {&Footprint::any, &Footprint::written, &Footprint::plain, &Footprint::tried}) {
        isMore = isMore || !(other.*set).is_subset_of(this->*set);
        this->*set |= other.*set;
    }
    return isMore;
}

Footprints::Footprints(const Program &program)
    : m_program(program), m_guards(program.storage.cells.size()),
      m_isGuarded(program.storage.cells.size())
{
    std::size_t bits = program.storage.cells.size() * program.storage.cells.size();
    for (const Thread &thread : program.threads)
        bits += program.bodies[indexOf(thread.body)].code.size() * program.storage.cells.size() * 4;
    if (bits > maxBits)
        return;
    for (std::size_t i = 0; i < program.threads.size(); ++i)
        addTable(static_cast<ThreadId>(i));
    for (std::size_t i = 1; i < m_guards.size(); ++i)
        m_isGuarded[i] = m_guards[i] && m_guards[i]->any();
}

void Footprints::addTable(ThreadId thread)
{
    const Thread &it = m_program.threads[indexOf(thread)];
    for (std::size_t i = 0; i < indexOf(thread); ++i) {
        const Thread &other = m_program.threads[i];
        if (other.body == it.body &&
            (other.self == it.self || !usesSelf(m_program.bodyOf(thread)))) {
            m_tableOf.push_back(m_tableOf[i]);
            return;
        }
    }
    m_tableOf.push_back(m_behind.size());
    ValueFinder values(m_program, thread);
    std::vector<Footprint> behind = touchedBy(m_program, thread, values);
    const HeldLocks held(m_program, thread, values);
    for (std::uint32_t position = 0; position < behind.size(); ++position)
        if (held.at(position))
            meetGuards(behind[position].any, *held.at(position));

    const Body &body = m_program.bodyOf(thread);
    for (bool isMore = true; isMore;) {
        isMore = false;
        for (std::uint32_t position = static_cast<std::uint32_t>(behind.size()); position-- > 0;)
            for (const std::uint32_t next : successorsOf(body, position))
                if (next != position && behind[position].insert(behind[next]))
                    isMore = true;
    }
    m_behind.push_back(std::move(behind));
}

void Footprints::meetGuards(const CellSet &touched, const CellSet &held)
{
    for (std::size_t i = 1; i < m_guards.size(); ++i) {
        if (!touched[i])
            continue;
        if (m_guards[i])
            *m_guards[i] &= held;
        else
            m_guards[i] = held;
    }
}

} // namespace racewalk

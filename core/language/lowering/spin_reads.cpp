// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/spin_reads.h"

#include "program/control_flow.h"
#include "program/flow_graph.h"
#include "program/ids.h"
#include "program/liveness.h"
#include "program/operations.h"

#include <boost/graph/strong_components.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace racewalk {

namespace {

/// Which cycles a graph has: its strong components of more than one vertex.
class Cycles {
public:
    explicit Cycles(const FlowGraph &graph) : m_of(num_vertices(graph))
    {
        m_sizes.resize(static_cast<std::size_t>(boost::strong_components(
            graph,
            boost::make_iterator_property_map(m_of.begin(), get(boost::vertex_index, graph)))));
        for (const std::size_t component : m_of)
            ++m_sizes[component];
    }

    bool isOnOne(std::size_t vertex) const { return m_sizes[m_of[vertex]] > 1; }
    bool areOnOne(std::size_t a, std::size_t b) const { return m_of[a] == m_of[b] && isOnOne(a); }
    std::size_t numberOf(std::size_t vertex) const { return m_of[vertex]; }

private:
    std::vector<std::size_t> m_of, m_sizes;
};

/// By instruction: whether a thread passes it without a step. What an atomic block does is one step
/// anyway.
std::vector<bool> passedWithoutStep(const Body &body, const std::vector<bool> &isQuiet)
{
    std::vector<bool> isPassed(body.code.size());
    int atomicDepth = 0;
    for (std::size_t i = 0; i < body.code.size(); ++i) {
        const Operation &operation = operationOf(body.code[i].op);
        const bool isStep = operation.isVisible() || operation.isAsleep();
        isPassed[i] = atomicDepth == 0 && (isQuiet[i] || !isStep);
        atomicDepth += operation.depth;
    }
    return isPassed;
}

Cycles cyclesOf(const Body &body, const std::vector<bool> &isPassed)
{
    FlowGraph graph(body.code.size());
    for (std::uint32_t at = 0; at < body.code.size(); ++at)
        if (isPassed[at])
            for (const std::uint32_t next : successorsOf(body, at))
                if (isPassed[next])
                    add_edge(at, next, graph);
    return Cycles(graph);
}

/// Whether the pointers that are never written form a cycle, which a thread can follow forever.
bool hasPointerCycle(const Storage &storage)
{
    std::vector<std::size_t> owners(storage.cells.size());
    for (std::size_t i = 0; i < storage.globals.size(); ++i)
        for (std::size_t cell = indexOf(storage.globals[i].first); cell < owners.size(); ++cell)
            owners[cell] = i;
    for (std::size_t cell = 0; cell < owners.size(); ++cell)
        if (const ObjectId object = storage.cells[cell].object; object != noObject)
            owners[cell] = storage.globals.size() + indexOf(object);
    FlowGraph graph(storage.globals.size() + storage.objects.size());
    bool pointsToItself = false;
    for (std::size_t i = 1; i < owners.size(); ++i) {
        const Cell &cell = storage.cells[i];
        const Type &type = storage.type(cell.type);
        const bool isFollowed = !cell.written && type.kind == TypeKind::Pointer &&
                                storage.type(type.target).kind != TypeKind::Task;
        if (!isFollowed || cell.initial == 0)
            continue;
        const std::size_t target = owners[static_cast<std::size_t>(cell.initial)];
        pointsToItself = pointsToItself || target == owners[i];
        add_edge(owners[i], target, graph);
    }
    const Cycles cycles(graph);
    for (std::size_t i = 0; i < num_vertices(graph); ++i)
        if (cycles.isOnOne(i))
            return true;
    return pointsToItself;
}

/// Whether the result is one of a few values, whatever the operands are: `(i + 1) % n`, `!i`.
bool hasFewResults(Op op)
{
    return operationOf(op).isTruth || op == Op::RemainderSigned || op == Op::RemainderUnsigned ||
           op == Op::And;
}

/// How an instruction of a loop changes a value from one iteration to the next.
enum class Change { Keeps, Up, Down, Follows, Other };

Change changeBy(const Instruction &instruction, const Body &body, const Storage &storage)
{
    const auto constantOf = [](const Operand &operand) {
        return operand.kind == Operand::Kind::Constant ? operand.value : 0;
    };
    const auto byStep = [](std::int32_t step) {
        return step > 0 ? Change::Up : step < 0 ? Change::Down : Change::Other;
    };
    const Op op = instruction.op;
    if (op == Op::Move || op == Op::Wrap || op == Op::ReadLocal || op == Op::WriteLocal)
        return Change::Keeps;
    if (op == Op::Add)
        return byStep(constantOf(instruction.a) + constantOf(instruction.b));
    if (op == Op::Subtract)
        return byStep(-constantOf(instruction.b));
    const bool isPointer =
        instruction.result != noRegister &&
        storage.type(body.registers[indexOf(instruction.result)].type).kind == TypeKind::Pointer;
    const bool isAddress = op == Op::FieldOf || op == Op::ElementOf;
    return isAddress || (op == Op::Load && isPointer) ? Change::Follows : Change::Other;
}

/// Finds the counters of loops: the instructions by which a value depends on its value in the
/// previous iteration, if it only grows, only shrinks, or follows pointers without a cycle, and
/// nothing else in the loop sets it. A value that no condition of the loop depends on is a counter
/// only if it is live.
class CounterFinder {
public:
    CounterFinder(const Body &body, const Storage &storage, const Cycles &loops)
        : m_body(body), m_storage(storage), m_loops(loops), m_predecessors(predecessorsOf(body))
    {}

    std::vector<std::uint32_t> counters()
    {
        const std::vector<RegisterSet> live = liveRegisters(m_body);
        for (std::uint32_t at = 0; at < m_body.code.size(); ++at) {
            const Instruction &instruction = m_body.code[at];
            const bool isBranch =
                operationOf(instruction.op).next == Operation::Next::FollowingOrTarget;
            const Change change = changeBy(instruction, m_body, m_storage);
            const bool isGrowth = (change == Change::Up || change == Change::Down) &&
                                  live[at + 1][indexOf(instruction.result)];
            if (m_loops.isOnOne(at) && (isBranch || isGrowth))
                forEachUse(at, [&](std::size_t reg) { numberOf({reg, at}); });
        }
        for (std::size_t next = 0; next < m_values.size(); ++next)
            trace(next);
        return countersAmongValues();
    }

private:
    /// What a register has before an instruction.
    using Value = std::pair<std::size_t, std::uint32_t>;
    struct Dependence {
        std::size_t value = 0, on = 0; ///< in m_values
        std::uint32_t by = 0;          ///< the instruction between
        bool isComputed = false;       ///< else the instruction leaves it as it is
    };
    /// A value, and an instruction that sets the register to it.
    using Definition = std::pair<std::size_t, std::uint32_t>;
    /// What the definitions in a cycle of values do.
    struct Kinds {
        bool hasUp = false, hasDown = false, hasFollowing = false, hasOther = false;
    };

    std::vector<std::uint32_t> countersAmongValues() const
    {
        FlowGraph graph(m_values.size());
        for (const Dependence &dependence : m_dependences)
            if (!dependence.isComputed || !hasFewResults(m_body.code[dependence.by].op))
                add_edge(dependence.value, dependence.on, graph);
        const Cycles cycles(graph);
        std::set<Definition> inCycle; // computed from a value of the same cycle
        std::map<std::size_t, Kinds> kinds;
        for (const Dependence &dependence : m_dependences)
            if (dependence.isComputed && cycles.areOnOne(dependence.value, dependence.on) &&
                inCycle.emplace(dependence.value, dependence.by).second)
                addKind(kinds[cycles.numberOf(dependence.value)],
                        changeBy(m_body.code[dependence.by], m_body, m_storage));
        const std::set<std::size_t> reset = resetCycles(cycles, inCycle);
        std::vector<std::uint32_t> counters;
        for (const auto &[value, by] : inCycle)
            if (const std::size_t cycle = cycles.numberOf(value);
                isCount(kinds[cycle]) && !reset.contains(cycle))
                counters.push_back(by);
        return counters;
    }

    static void addKind(Kinds &kinds, Change change)
    {
        kinds.hasUp |= change == Change::Up;
        kinds.hasDown |= change == Change::Down;
        kinds.hasFollowing |= change == Change::Follows;
        kinds.hasOther |= change == Change::Other;
    }

    bool isCount(const Kinds &kinds) const
    {
        if (kinds.hasOther)
            return false;
        if (kinds.hasFollowing)
            return !kinds.hasUp && !kinds.hasDown && !hasPointerCycle(m_storage);
        return kinds.hasUp != kinds.hasDown;
    }

    /// The cycles of which a value may also come, unchanged, from a definition outside of the
    /// cycle.
    std::set<std::size_t> resetCycles(const Cycles &cycles,
                                      const std::set<Definition> &inCycle) const
    {
        std::vector<bool> isReset(m_values.size());
        for (const Definition &definition : m_definitions)
            if (!inCycle.contains(definition))
                isReset[definition.first] = true;
        for (bool isChanged = true; isChanged;) {
            isChanged = false;
            for (const Dependence &dependence : m_dependences)
                if (!dependence.isComputed && isReset[dependence.on] &&
                    !isReset[dependence.value]) {
                    isReset[dependence.value] = true;
                    isChanged = true;
                }
        }
        std::set<std::size_t> reset;
        for (std::size_t value = 0; value < isReset.size(); ++value)
            if (isReset[value])
                reset.insert(cycles.numberOf(value));
        return reset;
    }

    std::size_t numberOf(Value value)
    {
        const auto [entry, isNew] = m_numbers.try_emplace(value, m_values.size());
        if (isNew)
            m_values.push_back(value);
        return entry->second;
    }

    void trace(std::size_t number)
    {
        const auto [reg, at] = m_values[number];
        for (const std::uint32_t before : m_predecessors[at]) {
            if (!m_loops.areOnOne(before, at))
                continue;
            const Instruction &instruction = m_body.code[before];
            const bool isElement = instruction.op == Op::WriteLocal && isIn(reg, instruction);
            const bool isSet =
                instruction.result != noRegister && indexOf(instruction.result) == reg;
            if (isSet)
                m_definitions.emplace_back(number, before);
            if (isElement || isSet)
                forEachUse(before, [&](std::size_t used) {
                    m_dependences.push_back({number, numberOf({used, before}), before, true});
                });
            if (!isSet)
                m_dependences.push_back({number, numberOf({reg, before}), before, false});
        }
    }

    static bool isIn(std::size_t reg, const Instruction &instruction)
    {
        const auto first = static_cast<std::size_t>(instruction.b.value);
        return reg >= first && reg < first + instruction.target;
    }

    template <class Visit>
    void forEachUse(std::uint32_t at, const Visit &visit) const
    {
        const Instruction &instruction = m_body.code[at];
        for (const Operand &operand : {instruction.a, instruction.b, instruction.c})
            if (operand.kind == Operand::Kind::Register)
                visit(static_cast<std::size_t>(operand.value));
        if (instruction.op == Op::ReadLocal)
            for (std::size_t i = 0; i < instruction.target; ++i)
                visit(static_cast<std::size_t>(instruction.b.value) + i);
    }

    const Body &m_body;
    const Storage &m_storage;
    const Cycles &m_loops;
    const Predecessors m_predecessors;
    std::vector<Value> m_values;
    std::map<Value, std::size_t> m_numbers;
    std::vector<Dependence> m_dependences;
    std::vector<Definition> m_definitions;
};

} // namespace

std::vector<bool> spinReads(const Body &body, const Storage &storage,
                            const std::vector<bool> &isQuiet)
{
    std::vector<bool> isPassed = passedWithoutStep(body, isQuiet);
    std::vector<bool> isSpin(body.code.size());
    for (;;) {
        const Cycles loops = cyclesOf(body, isPassed);
        bool isAny = false;
        for (std::size_t i = 0; i < isSpin.size(); ++i) {
            isSpin[i] = isQuiet[i] && loops.isOnOne(i);
            isAny = isAny || isSpin[i];
        }
        if (!isAny)
            return isSpin;
        // Without its counters a loop may leave loops within it, which have their own.
        const std::vector<std::uint32_t> counters = CounterFinder(body, storage, loops).counters();
        if (counters.empty())
            return isSpin;
        for (const std::uint32_t counter : counters)
            isPassed[counter] = false;
    }
}

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/spin_reads.h"

#include "program/control_flow.h"
#include "program/flow_graph.h"
#include "program/ids.h"
#include "program/liveness.h"
#include "program/operations.h"

#include <boost/graph/strong_components.hpp>

#include <map>
#include <set>
#include <utility>

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

/// Whether repeating the operation makes a value grow.
bool grows(Op op)
{
    return op == Op::Add || op == Op::Subtract || op == Op::Multiply || op == Op::ShiftLeft;
}

/// Whether the result is one of a few values, whatever the operands are: `(i + 1) % n`, `!i`.
bool hasFewResults(Op op)
{
    return operationOf(op).isTruth || op == Op::RemainderSigned || op == Op::RemainderUnsigned ||
           op == Op::And;
}

/// Finds the counters of loops: instructions by which a value depends on what it was the last time
/// around, while nothing in the loop sets it back. A value that no condition of the loop depends on
/// counts only if it grows and matters.
class CounterFinder {
public:
    CounterFinder(const Body &body, const Cycles &loops)
        : m_body(body), m_loops(loops), m_predecessors(predecessorsOf(body))
    {}

    std::vector<std::uint32_t> counters()
    {
        addUses([](const Instruction &instruction, std::uint32_t) {
            return operationOf(instruction.op).next == Operation::Next::FollowingOrTarget;
        });
        const std::size_t ofConditions = m_values.size();
        const std::vector<RegisterSet> live = liveRegisters(m_body);
        addUses([&](const Instruction &instruction, std::uint32_t at) {
            return grows(instruction.op) && live[at + 1][indexOf(instruction.result)];
        });
        return countersAmong(ofConditions);
    }

private:
    /// What a register has before an instruction.
    using Value = std::pair<std::size_t, std::uint32_t>;
    struct Dependence {
        std::size_t value = 0, on = 0; ///< in m_values
        std::uint32_t by = 0;          ///< the instruction between
        bool isComputed = false;       ///< else the instruction leaves it as it is
    };
    /// An instruction that gives a value.
    using Setting = std::pair<std::size_t, std::uint32_t>;

    template <class Choose>
    void addUses(const Choose &isChosen)
    {
        for (std::uint32_t at = 0; at < m_body.code.size(); ++at)
            if (m_loops.isOnOne(at) && isChosen(m_body.code[at], at))
                forEachUse(at, [&](std::size_t reg) { numberOf({reg, at}); });
        for (; m_traced < m_values.size(); ++m_traced)
            trace(m_traced);
    }

    std::vector<std::uint32_t> countersAmong(std::size_t ofConditions) const
    {
        FlowGraph graph(m_values.size());
        for (const Dependence &dependence : m_dependences)
            if (!dependence.isComputed || !hasFewResults(m_body.code[dependence.by].op))
                add_edge(dependence.value, dependence.on, graph);
        const Cycles cycles(graph);
        std::set<Setting> goingOn; // settings from a value of the same cycle
        for (const Dependence &dependence : m_dependences)
            if (dependence.isComputed && cycles.areOnOne(dependence.value, dependence.on))
                goingOn.emplace(dependence.value, dependence.by);
        std::set<std::size_t> reset, growing; // cycles
        for (const Setting &setting : m_settings)
            if (!goingOn.contains(setting))
                reset.insert(cycles.numberOf(setting.first));
        for (const auto &[value, by] : goingOn)
            if (value < ofConditions || grows(m_body.code[by].op))
                growing.insert(cycles.numberOf(value));
        std::vector<std::uint32_t> counters;
        for (const auto &[value, by] : goingOn)
            if (const std::size_t cycle = cycles.numberOf(value);
                growing.contains(cycle) && !reset.contains(cycle))
                counters.push_back(by);
        return counters;
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
                m_settings.emplace_back(number, before);
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
    const Cycles &m_loops;
    const Predecessors m_predecessors;
    std::vector<Value> m_values;
    std::map<Value, std::size_t> m_numbers;
    std::size_t m_traced = 0; ///< how many of m_values
    std::vector<Dependence> m_dependences;
    std::vector<Setting> m_settings;
};

} // namespace

std::vector<bool> spinReads(const Body &body, const std::vector<bool> &isQuiet)
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
        const std::vector<std::uint32_t> counters = CounterFinder(body, loops).counters();
        if (counters.empty())
            return isSpin;
        for (const std::uint32_t counter : counters)
            isPassed[counter] = false;
    }
}

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/promela/promela_flow.h"

#include "program/control_flow.h"
#include "program/flow_graph.h"
#include "program/operations.h"

#include <algorithm>
#include <utility>

namespace racewalk {

namespace {

bool standsInAtomicContext(Op op)
{
    return operationOf(op).stand == Operation::Stand::InAtomicContext;
}

/// Whether a thread that is not inside of an atomic block stays before this instruction.
bool endsStep(const Instruction &instruction)
{
    const Operation &operation = operationOf(instruction.op);
    return operation.isVisible() || operation.isAsleep() || operation.isEnd();
}

} // namespace

bool StepFlow::mark(std::uint32_t position, Mark mark)
{
    if ((m_marks[position] & mark) != 0)
        return false;
    m_marks[position] |= mark;
    if (mark == pass)
        passed.push_back(position);
    else if (mark == stop)
        stops.push_back(position);
    else
        hasJoins = true;
    return true;
}

StepFlow stepFlow(const Body &body, std::uint32_t start, bool isLocal)
{
    StepFlow flow(body.code.size());
    if (isLocal && endsStep(body.code[start])) {
        flow.mark(start, StepFlow::stop);
        return flow;
    }
    flow.mark(start, StepFlow::pass);
    if (isLocal && standsInAtomicContext(body.code[start].op))
        flow.mark(start, StepFlow::stop);
    // gotos do not cross the borders of atomic blocks: the depth belongs to the position.
    std::vector<bool> isReached(body.code.size());
    std::vector<std::pair<std::uint32_t, int>> open{{start, 0}};
    while (!open.empty()) {
        const auto [at, depth] = open.back();
        open.pop_back();
        const int behind = depth + operationOf(body.code[at].op).depth;
        for (const std::uint32_t next : successorsOf(body, at)) {
            const Op op = body.code[next].op;
            const bool ends = operationOf(op).isAsleep() || operationOf(op).isEnd();
            if (ends || (isVisible(op) && behind == 0)) {
                flow.mark(next, StepFlow::stop);
                continue;
            }
            if (standsInAtomicContext(op)) // it stays there if it is going to fail
                flow.mark(next, StepFlow::stop);
            if (isReached[next])
                flow.mark(next, StepFlow::join);
            isReached[next] = true;
            if (flow.mark(next, StepFlow::pass))
                open.emplace_back(next, behind);
        }
    }
    const FlowGraph passed = flowAmong(flow.passed, body.code.size(), [&body](std::uint32_t at) {
        return successorsOf(body, at);
    });
    flow.hasLoop = !headsOfCycles(passed).empty();
    return flow;
}

std::vector<std::uint32_t> standingPositions(const Body &body)
{
    std::vector<bool> isFound(body.code.size());
    std::vector<std::uint32_t> found;
    std::vector<std::uint32_t> open;
    const auto add = [&](const StepFlow &flow) {
        for (const std::uint32_t stop : flow.stops) {
            if (isFound[stop])
                continue;
            isFound[stop] = true;
            found.push_back(stop);
            open.push_back(stop);
        }
    };
    add(stepFlow(body, 0, true));
    while (!open.empty()) {
        const std::uint32_t at = open.back();
        open.pop_back();
        const Operation &operation = operationOf(body.code[at].op);
        if (operation.isAsleep())
            add(stepFlow(body, at + 1, true));
        else if (!operation.isEnd())
            add(stepFlow(body, at, false));
    }
    std::ranges::sort(found);
    return found;
}

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/promela_flow.h"

#include <algorithm>
#include <map>

namespace racewalk {

namespace {

std::vector<std::uint32_t> successors(const Body &body, std::uint32_t at)
{
    const Instruction &instruction = body.code[at];
    switch (instruction.op) {
    case Op::End:
        return {};
    case Op::Jump:
        return {instruction.target};
    case Op::BranchIfZero:
    case Op::BranchIfNotZero:
        return {at + 1, instruction.target};
    case Op::Schedule:
    case Op::Down:
        return {at + 1, at + 2}; // to sleep, or past that
    default:
        return {at + 1};
    }
}

int depthBehind(const Instruction &instruction, int depth)
{
    return depth + (instruction.op == Op::AtomicBegin) - (instruction.op == Op::AtomicEnd);
}

/// Whether what was passed can lead back to itself: then an order of it does not exist.
bool findLoop(const Body &body, const StepFlow &flow)
{
    std::map<std::uint32_t, std::size_t> waitsFor;
    const auto forEachEdge = [&](std::uint32_t from, const auto &visit) {
        for (const std::uint32_t next : successors(body, from))
            if (flow.passed.contains(next))
                visit(next);
    };
    for (const std::uint32_t at : flow.passed)
        forEachEdge(at, [&](std::uint32_t next) { ++waitsFor[next]; });
    std::vector<std::uint32_t> ready;
    for (const std::uint32_t at : flow.passed)
        if (waitsFor[at] == 0)
            ready.push_back(at);
    std::size_t ordered = 0;
    while (!ready.empty()) {
        const std::uint32_t at = ready.back();
        ready.pop_back();
        ++ordered;
        forEachEdge(at, [&](std::uint32_t next) {
            if (--waitsFor[next] == 0)
                ready.push_back(next);
        });
    }
    return ordered != flow.passed.size();
}

} // namespace

bool isStop(const Instruction &instruction)
{
    return isVisible(instruction.op) || instruction.op == Op::Awake || instruction.op == Op::End;
}

StepFlow stepFlow(const Body &body, std::uint32_t start, bool isLocal)
{
    StepFlow flow;
    if (isLocal && isStop(body.code[start])) {
        flow.stops.insert(start);
        return flow;
    }
    // gotos do not cross the borders of atomic blocks: the depth belongs to the position.
    std::map<std::uint32_t, std::size_t> arrivals;
    std::vector<std::pair<std::uint32_t, int>> open{{start, 0}};
    flow.passed.insert(start);
    if (isLocal && body.code[start].op == Op::MightSleep)
        flow.stops.insert(start);
    while (!open.empty()) {
        const auto [at, depth] = open.back();
        open.pop_back();
        const int behind = depthBehind(body.code[at], depth);
        for (const std::uint32_t next : successors(body, at)) {
            const Op op = body.code[next].op;
            const bool ends = op == Op::Awake || op == Op::End;
            if (ends || (isVisible(op) && behind == 0)) {
                flow.stops.insert(next);
                continue;
            }
            if (op == Op::MightSleep)
                flow.stops.insert(next); // if it is going to fail
            if (++arrivals[next] > 1)
                flow.joins.insert(next);
            if (flow.passed.insert(next).second)
                open.emplace_back(next, behind);
        }
    }
    flow.hasLoop = findLoop(body, flow);
    return flow;
}

std::vector<std::uint32_t> standingPositions(const Body &body)
{
    std::set<std::uint32_t> found;
    std::vector<std::uint32_t> open;
    const auto add = [&](const StepFlow &flow) {
        for (const std::uint32_t stop : flow.stops)
            if (found.insert(stop).second)
                open.push_back(stop);
    };
    add(stepFlow(body, 0, true));
    while (!open.empty()) {
        const std::uint32_t at = open.back();
        open.pop_back();
        if (body.code[at].op == Op::Awake)
            add(stepFlow(body, at + 1, true));
        else if (body.code[at].op != Op::End)
            add(stepFlow(body, at, false));
    }
    return {found.begin(), found.end()};
}

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/reductions/local_work.h"

#include "program/control_flow.h"
#include "program/flow_graph.h"

#include <algorithm>

namespace racewalk {

namespace {

/// A thread stands at a might_sleep() only if that fails.
bool isLocal(Op op)
{
    return !operationOf(op).isVisible() && !operationOf(op).isAsleep();
}

bool isEnd(Op op)
{
    return operationOf(op).isEnd();
}

/// On the way: what fails at the end, or because it would sleep, is another question.
bool canFail(Op op)
{
    const Operation &operation = operationOf(op);
    return operation.address == Operation::Address::Needed ||
           (operation.failure != Operation::Failure::Never && !isEnd(op));
}

/// Where cycles begin of code that is all among `positions`, for a walk in their order.
std::vector<std::uint32_t> headsAmong(const Body &body, const std::vector<std::uint32_t> &positions)
{
    const FlowGraph graph =
        flowAmong(positions, body.code.size(),
                  [&body](std::uint32_t position) { return successorsOf(body, position); });
    std::vector<std::uint32_t> heads;
    for (const std::size_t head : headsOfCycles(graph))
        heads.push_back(positions[head]);
    return heads;
}

} // namespace

bool LocalWork::canFail(const Body &body, bool canEndBadly) const
{
    return isCyclic || std::ranges::any_of(positions, [&](std::uint32_t position) {
               const Op op = body.code[position].op;
               return racewalk::canFail(op) || (isEnd(op) && canEndBadly);
           });
}

bool LocalWork::canPeek(const Body &body) const
{
    return std::ranges::any_of(positions, [&](std::uint32_t position) {
        return operationOf(body.code[position].op).address == Operation::Address::Needed;
    });
}

bool LocalWork::canEnd(const Body &body) const
{
    return std::ranges::any_of(
        positions, [&](std::uint32_t position) { return isEnd(body.code[position].op); });
}

LocalWork localWorkBehind(const Body &body, std::uint32_t position)
{
    LocalWork work;
    std::vector<bool> isSeen(body.code.size());
    std::vector<std::uint32_t> open{position};
    while (!open.empty()) {
        const std::uint32_t at = open.back();
        open.pop_back();
        for (const std::uint32_t next : successorsOf(body, at)) {
            if (!isLocal(body.code[next].op) || isSeen[next])
                continue;
            isSeen[next] = true;
            work.positions.push_back(next);
            open.push_back(next);
        }
    }
    work.isCyclic = !headsAmong(body, work.positions).empty();
    return work;
}

std::vector<bool> cutsOfCycles(const Body &body, const std::vector<bool> &isCut)
{
    std::vector<std::uint32_t> uncut;
    for (std::uint32_t position = 0; position < body.code.size(); ++position)
        if (!isCut[position])
            uncut.push_back(position);
    std::vector<bool> cuts(body.code.size());
    for (const std::uint32_t head : headsAmong(body, uncut)) {
        if (!isLocal(body.code[head].op)) {
            cuts[head] = true;
            continue;
        }
        // Whichever way it goes on from its head, the first operations there are in it.
        LocalWork work = localWorkBehind(body, head);
        work.positions.push_back(head);
        for (const std::uint32_t position : work.positions)
            for (const std::uint32_t next : successorsOf(body, position))
                if (!isLocal(body.code[next].op))
                    cuts[next] = true;
    }
    return cuts;
}

bool usesSelf(const Body &body)
{
    return std::ranges::any_of(body.code, [](const Instruction &instruction) {
        const auto isSelf = [](const Operand &operand) {
            return operand.kind == Operand::Kind::Self;
        };
        return isSelf(instruction.a) || isSelf(instruction.b) || isSelf(instruction.c);
    });
}

bool hasAny(const Body &body, bool (*is)(const Operation &))
{
    return std::ranges::any_of(body.code, [is](const Instruction &instruction) {
        return is(operationOf(instruction.op));
    });
}

} // namespace racewalk

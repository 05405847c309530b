// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/control_flow.h"

#include "program/operations.h"

namespace racewalk {

namespace {

/// Every instruction that `next` leads to from `start`, step by step.
template <class Next>
std::vector<bool> swept(std::size_t size, std::uint32_t start, const Next &next)
{
    std::vector<bool> isReached(size);
    std::vector<std::uint32_t> open{start};
    isReached[start] = true;
    while (!open.empty()) {
        const std::uint32_t position = open.back();
        open.pop_back();
        for (const std::uint32_t other : next(position)) {
            if (isReached[other])
                continue;
            isReached[other] = true;
            open.push_back(other);
        }
    }
    return isReached;
}

} // namespace

std::vector<std::uint32_t> successorsOf(const Body &body, std::uint32_t position)
{
    const Instruction &instruction = body.code[position];
    switch (operationOf(instruction.op).next) {
    case Operation::Next::Following:
        return {position + 1};
    case Operation::Next::None:
        return {};
    case Operation::Next::Target:
        return {instruction.target};
    case Operation::Next::FollowingOrTarget:
        return {position + 1, instruction.target};
    case Operation::Next::FollowingOrSecond:
        return {position + 1, position + 2};
    }
    return {};
}

Predecessors predecessorsOf(const Body &body)
{
    Predecessors predecessors(body.code.size());
    for (std::uint32_t position = 0; position < body.code.size(); ++position)
        for (const std::uint32_t next : successorsOf(body, position))
            predecessors[next].push_back(position);
    return predecessors;
}

std::vector<bool> reachableFrom(const Body &body, std::uint32_t position)
{
    return swept(body.code.size(), position,
                 [&](std::uint32_t at) { return successorsOf(body, at); });
}

std::vector<bool> leadingTo(const Predecessors &predecessors, std::uint32_t position)
{
    return swept(
        predecessors.size(), position,
        [&](std::uint32_t at) -> const std::vector<std::uint32_t> & { return predecessors[at]; });
}

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/liveness.h"

#include "program/control_flow.h"
#include "program/operations.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

namespace racewalk {

namespace {

void addUse(Operand operand, RegisterSet &live)
{
    if (operand.kind == Operand::Kind::Register)
        live[static_cast<std::size_t>(operand.value)] = true;
}

/// Whether the instruction does nothing but give a result.
bool onlyComputes(const Operation &operation)
{
    return operation.family == Operation::Family::Compute &&
           operation.failure == Operation::Failure::Never;
}

/// What is live before the instruction, given what is live after it.
RegisterSet before(const Instruction &instruction, RegisterSet live)
{
    if (instruction.result != noRegister) {
        auto result = live[indexOf(instruction.result)];
        if (!result && onlyComputes(operationOf(instruction.op)))
            return live;
        result = false;
    }
    addUse(instruction.a, live);
    addUse(instruction.b, live);
    addUse(instruction.c, live);
    return live;
}

/// Registers that are kept whatever the code does: results, and elements that are reached by
/// number.
RegisterSet alwaysLive(const Body &body)
{
    RegisterSet live(body.registers.size());
    for (std::size_t i = 0; i < live.size(); ++i)
        live[i] = body.registers[i].isResult;
    for (const Instruction &instruction : body.code)
        if (operationOf(instruction.op).hasWindow)
            for (std::uint32_t i = 0; i < instruction.target; ++i)
                live[static_cast<std::size_t>(instruction.b.value) + i] = true;
    return live;
}

} // namespace

std::vector<RegisterSet> liveRegisters(const Body &body)
{
    const std::size_t size = body.code.size();
    const RegisterSet always = alwaysLive(body);
    std::vector<RegisterSet> liveBefore(size, always);
    const Predecessors predecessors = predecessorsOf(body);

    std::deque<std::uint32_t> pending;
    std::vector<bool> isPending(size, true);
    for (auto at = static_cast<std::uint32_t>(size); at-- > 0;)
        pending.push_back(at);
    while (!pending.empty()) {
        const std::uint32_t at = pending.front();
        pending.pop_front();
        isPending[at] = false;
        RegisterSet after = always;
        for (const std::uint32_t next : successorsOf(body, at))
            after |= liveBefore[next];
        RegisterSet computed = always | before(body.code[at], std::move(after));
        if (computed == liveBefore[at])
            continue;
        liveBefore[at] = std::move(computed);
        for (const std::uint32_t previous : predecessors[at])
            if (!isPending[previous]) {
                isPending[previous] = true;
                pending.push_back(previous);
            }
    }
    return liveBefore;
}

void computeLiveness(Body &body)
{
    const std::vector<RegisterSet> liveBefore = liveRegisters(body);
    body.live.assign(body.code.size(), {});
    for (std::size_t at = 0; at < body.code.size(); ++at) {
        if (operationOf(body.code[at].op).stand == Operation::Stand::Never)
            continue;
        const RegisterSet &live = liveBefore[at];
        for (std::size_t i = live.find_first(); i != RegisterSet::npos; i = live.find_next(i))
            body.live[at].push_back(static_cast<RegisterId>(i));
    }
}

} // namespace racewalk

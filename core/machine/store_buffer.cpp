// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/store_buffer.h"

#include "program/control_flow.h"
#include "program/operations.h"

#include <algorithm>
#include <map>

namespace racewalk {

namespace {

using Buffer = Operation::Buffer;

bool isFence(const Instruction &instruction, FenceKind kind)
{
    return instruction.a.value == static_cast<std::int32_t>(kind);
}

} // namespace

bool isBufferedStore(Op op)
{
    switch (operationOf(op).buffer) {
    case Buffer::Store:
    case Buffer::Release:
    case Buffer::Advance:
        return true;
    case Buffer::Passes:
    case Buffer::Fence:
    case Buffer::Empty:
    case Buffer::EmptyIfQueued:
    case Buffer::EmptyIfBitQueued:
        return false;
    }
    return false;
}

bool isStoreBarrier(const Instruction &instruction)
{
    switch (operationOf(instruction.op).buffer) {
    case Buffer::Fence:
        return isFence(instruction, FenceKind::Write);
    case Buffer::Store:
        return instruction.ordering == Ordering::Release || instruction.ordering == Ordering::Full;
    case Buffer::Advance:
        return !isBarrierBehind(instruction);
    case Buffer::Release:
        return true;
    case Buffer::Passes:
    case Buffer::Empty:
    case Buffer::EmptyIfQueued:
    case Buffer::EmptyIfBitQueued:
        return false;
    }
    return false;
}

bool isBarrierBehind(const Instruction &instruction)
{
    return operationOf(instruction.op).buffer == Buffer::Advance && instruction.b.value != 0;
}

bool needsEmptyBuffer(const Instruction &instruction)
{
    switch (operationOf(instruction.op).buffer) {
    case Buffer::Fence:
        return isFence(instruction, FenceKind::Full);
    case Buffer::Empty:
        return true;
    case Buffer::Passes:
    case Buffer::Store:
    case Buffer::Release:
    case Buffer::Advance:
    case Buffer::EmptyIfQueued:
    case Buffer::EmptyIfBitQueued:
        return false;
    }
    return false;
}

namespace {

/// How many entries an instruction can add.
std::size_t entriesOf(const Instruction &instruction, MemoryModel model)
{
    const bool isBarrier =
        !keepsStoreOrder(model) && (isStoreBarrier(instruction) || isBarrierBehind(instruction));
    return (isBufferedStore(instruction.op) ? 1U : 0U) + (isBarrier ? 1U : 0U);
}

} // namespace

std::size_t storeBufferCapacity(const Body &body, MemoryModel model)
{
    if (!buffersStores(model))
        return 0;
    // The most entries before each instruction, over all paths; a loop that stores reaches the
    // maximum, so the sweep ends.
    std::vector<std::size_t> before(body.code.size(), 0);
    std::size_t most = 0;
    int atomicDepth = 0;
    std::vector<bool> isInAtomicBlock;
    for (const Instruction &instruction : body.code) {
        isInAtomicBlock.push_back(atomicDepth > 0);
        atomicDepth += operationOf(instruction.op).depth;
    }
    for (bool changes = true; changes;) {
        changes = false;
        for (std::size_t i = 0; i < body.code.size(); ++i) {
            const Instruction &instruction = body.code[i];
            std::size_t after = needsEmptyBuffer(instruction) ? 0 : before[i];
            if (!isInAtomicBlock[i])
                after = std::min(after + entriesOf(instruction, model), maxStoreBuffer);
            most = std::max(most, after);
            for (const std::uint32_t next : successorsOf(body, static_cast<std::uint32_t>(i)))
                if (before[next] < after) {
                    before[next] = after;
                    changes = true;
                }
        }
    }
    return most;
}

StoreNumbers storeNumbers(const Body &body)
{
    StoreNumbers numbers;
    numbers.ofPosition.resize(body.code.size());
    std::map<SourceSpan, std::uint16_t> known;
    for (std::uint32_t position = 0; position < body.code.size(); ++position) {
        if (!isBufferedStore(body.code[position].op))
            continue;
        const auto [entry, isNew] = known.try_emplace(
            body.origins[position].span, static_cast<std::uint16_t>(numbers.positions.size()));
        if (isNew)
            numbers.positions.push_back(position);
        numbers.ofPosition[position] = entry->second;
    }
    return numbers;
}

} // namespace racewalk

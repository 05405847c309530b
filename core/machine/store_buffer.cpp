// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/store_buffer.h"

#include <algorithm>
#include <map>

namespace racewalk {

bool isBufferedStore(Op op)
{
    switch (op) {
    case Op::Store:
    case Op::SpinUnlock:
    case Op::MutexUnlock:
    case Op::WriteUnlock:
    case Op::SeqAdvance:
        return true;
    default:
        return false;
    }
}

bool isStoreBarrier(const Instruction &instruction)
{
    switch (instruction.op) {
    case Op::Fence:
        return instruction.a.value == static_cast<std::int32_t>(FenceKind::Write);
    case Op::Store:
        return instruction.ordering == Ordering::Release || instruction.ordering == Ordering::Full;
    case Op::SeqAdvance:
        return instruction.b.value == 0;
    case Op::SpinUnlock:
    case Op::MutexUnlock:
    case Op::WriteUnlock:
        return true;
    default:
        return false;
    }
}

bool isBarrierBehind(const Instruction &instruction)
{
    return instruction.op == Op::SeqAdvance && instruction.b.value != 0;
}

bool needsEmptyBuffer(const Instruction &instruction)
{
    switch (instruction.op) {
    case Op::Fence:
        return instruction.a.value == static_cast<std::int32_t>(FenceKind::Full);
    case Op::Exchange:
    case Op::CompareExchange:
    case Op::FetchAdd:
    case Op::AddUnlessZero:
    case Op::TestAndSetBit:
    case Op::TestAndClearBit:
    case Op::SetBit:
    case Op::ClearBit:
    case Op::AtomicBegin:
    case Op::SpinLock:
    case Op::SpinTrylock:
    case Op::MutexLock:
    case Op::MutexTrylock:
    case Op::ReadLock:
    case Op::ReadUnlock:
    case Op::WriteLock:
    case Op::PrepareToWait:
    case Op::PrepareToWaitBit:
    case Op::SetTaskState:
    case Op::Schedule:
    case Op::WakeUp:
    case Op::WakeUpBit:
    case Op::WakeUpProcess:
    case Op::TakeCompletion:
    case Op::Complete:
    case Op::CompleteAll:
    case Op::Down:
    case Op::Up:
    case Op::SynchronizeRcu:
    case Op::CallRcu:
    case Op::Free:
        return true;
    default:
        return false;
    }
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
        atomicDepth += (instruction.op == Op::AtomicBegin) - (instruction.op == Op::AtomicEnd);
    }
    for (bool changes = true; changes;) {
        changes = false;
        for (std::size_t i = 0; i < body.code.size(); ++i) {
            const Instruction &instruction = body.code[i];
            std::size_t after = needsEmptyBuffer(instruction) ? 0 : before[i];
            if (!isInAtomicBlock[i])
                after = std::min(after + entriesOf(instruction, model), maxStoreBuffer);
            most = std::max(most, after);
            const auto flow = [&](std::size_t to) {
                if (to < before.size() && before[to] < after) {
                    before[to] = after;
                    changes = true;
                }
            };
            const bool isJump = instruction.op == Op::Jump;
            if (!isJump && instruction.op != Op::End)
                flow(i + 1);
            if (instruction.op == Op::Schedule || instruction.op == Op::Down ||
                instruction.op == Op::ReadLock || instruction.op == Op::WriteLock)
                flow(i + 2);
            if (isJump || instruction.op == Op::BranchIfZero ||
                instruction.op == Op::BranchIfNotZero)
                flow(instruction.target);
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

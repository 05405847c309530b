// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/lowering/primitives/primitives.h"

#include "language/lowering/primitives/primitive_parts.h"

#include <algorithm>
#include <array>
#include <vector>

namespace racewalk {

namespace {

std::vector<Primitive> allRows()
{
    std::vector<Primitive> all;
    for (const auto rows :
         {lowering::memoryPrimitives(), lowering::atomicPrimitives(), lowering::lockPrimitives(),
          lowering::waitingPrimitives(), lowering::objectPrimitives(), lowering::checkPrimitives()})
        for (const Primitive &row : rows)
            all.push_back(row);
    return all;
}

constexpr std::array constants = {
    KnownConstant{"TASK_RUNNING", static_cast<std::int32_t>(TaskState::Running)},
    KnownConstant{"TASK_INTERRUPTIBLE", static_cast<std::int32_t>(TaskState::Interruptible)},
    KnownConstant{"TASK_UNINTERRUPTIBLE", static_cast<std::int32_t>(TaskState::Uninterruptible)},
    KnownConstant{"GFP_KERNEL", 0},
    KnownConstant{"GFP_ATOMIC", 0},
    KnownConstant{"GFP_NOFS", 0},
    KnownConstant{"GFP_NOWAIT", 0},
    KnownConstant{"GFP_NOIO", 0},
};

} // namespace

std::span<const Primitive> primitives()
{
    static const std::vector<Primitive> table = allRows();
    return table;
}

const Primitive *findPrimitive(std::string_view name)
{
    const auto found = std::ranges::find(primitives(), name, &Primitive::name);
    return found == primitives().end() ? nullptr : &*found;
}

std::span<const KnownConstant> knownConstants()
{
    return constants;
}

} // namespace racewalk

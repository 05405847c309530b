// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/enum_table.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace racewalk {

/// When a store of one thread becomes visible to the others.
enum class MemoryModel : std::uint8_t { Sc, Tso, Pso };

struct MemoryModelRow {
    MemoryModel model;
    std::string_view name;    ///< as scenarios, the command line and JSON spell it: "tso"
    std::string_view title;   ///< "Total store order"
    std::string_view meaning; ///< one sentence
    bool buffersStores;       ///< whether a store waits in its thread's buffer
    bool keepsStoreOrder;     ///< whether a thread's stores become visible in program order
};

inline constexpr std::array memoryModels = std::to_array<MemoryModelRow>({
    {MemoryModel::Sc, "sc", "Sequential consistency",
     "Every store is visible to all threads immediately.", false, true},
    {MemoryModel::Tso, "tso", "Total store order",
     "As on x86, a store waits in its thread's buffer before other threads see it.", true, true},
    {MemoryModel::Pso, "pso", "Partial store order",
     "As TSO, except that stores to different places leave the buffer in any order.", true, false},
});
static_assert(isComplete<memoryModels, &MemoryModelRow::model>(),
              "memoryModels needs one row for each MemoryModel, in their order");

constexpr const MemoryModelRow &rowOf(MemoryModel model)
{
    return memoryModels[static_cast<std::size_t>(model)];
}

constexpr std::string_view toText(MemoryModel model)
{
    return rowOf(model).name;
}

constexpr bool buffersStores(MemoryModel model)
{
    return rowOf(model).buffersStores;
}

constexpr bool keepsStoreOrder(MemoryModel model)
{
    return rowOf(model).keepsStoreOrder;
}

std::optional<MemoryModel> memoryModelFrom(std::string_view text);

/// The names of all models in a sentence: "sc, tso or pso" with the conjunction "or".
std::string memoryModelNames(std::string_view conjunction);

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/memory_model.h"

#include <algorithm>

namespace racewalk {

std::optional<MemoryModel> memoryModelFrom(std::string_view text)
{
    const auto found = std::ranges::find(memoryModels, text, &MemoryModelRow::name);
    if (found == memoryModels.end())
        return std::nullopt;
    return found->model;
}

std::string memoryModelNames(std::string_view conjunction)
{
    std::string names(memoryModels.front().name);
    for (std::size_t i = 1; i + 1 < memoryModels.size(); ++i)
        names.append(", ").append(memoryModels[i].name);
    return names.append(" ").append(conjunction).append(" ").append(memoryModels.back().name);
}

} // namespace racewalk

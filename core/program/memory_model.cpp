// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/memory_model.h"

#include "program/one_line.h"

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
    std::vector<std::string> names;
    for (const MemoryModelRow &row : memoryModels)
        names.emplace_back(row.name);
    return listText(names, conjunction);
}

} // namespace racewalk

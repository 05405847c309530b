// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/memory_model.h"

#include <gtest/gtest.h>

using namespace racewalk;

namespace {

TEST(MemoryModel, IsReadFromTheNameThatItIsWrittenAs)
{
    for (const MemoryModelRow &row : memoryModels)
        EXPECT_EQ(memoryModelFrom(row.name), row.model) << row.name;
    EXPECT_EQ(memoryModelFrom("SC"), std::nullopt);
}

TEST(MemoryModel, ReordersStoresOnlyInABuffer)
{
    for (const MemoryModelRow &row : memoryModels)
        EXPECT_TRUE(row.buffersStores || row.keepsStoreOrder) << row.name;
}

TEST(MemoryModel, NamesAllModelsInASentence)
{
    EXPECT_EQ(memoryModelNames("or"), "sc, tso or pso");
    EXPECT_EQ(memoryModelNames("and"), "sc, tso and pso");
}

} // namespace

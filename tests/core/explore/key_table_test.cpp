// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/store/key_table.h"

#include <gtest/gtest.h>

#include <random>
#include <unordered_map>

using namespace racewalk;

namespace {

std::uint32_t find(const KeyTable &table, std::uint64_t key)
{
    return table.find(key, KeyTable::hashOf(key));
}

} // namespace

TEST(KeyTable, KnowsNothingAtFirst)
{
    const KeyTable table;
    for (const std::uint64_t key : {std::uint64_t{0}, ~std::uint64_t{0}})
        EXPECT_EQ(find(table, key), KeyTable::noNumber);
}

TEST(KeyTable, NumbersKeysInTheOrderOfInsertionWhileItGrows)
{
    KeyTable table;
    std::unordered_map<std::uint64_t, std::uint32_t> known;
    std::mt19937_64 random(1);
    while (known.size() < 250'000) {
        // Dense keys, keys in the high half, and any: all must spread.
        std::uint64_t key = random() % 150'000;
        if (random() % 3 == 0)
            key <<= 32;
        else if (random() % 2 == 0)
            key = random();
        const auto [there, isNew] =
            known.try_emplace(key, static_cast<std::uint32_t>(known.size()));
        const KeyTable::Insertion place = table.insert(key);
        ASSERT_EQ(place.isNew, isNew);
        ASSERT_EQ(place.number, there->second);
    }
    ASSERT_EQ(table.size(), known.size());
    for (const auto &[key, number] : known) {
        ASSERT_EQ(find(table, key), number);
        ASSERT_EQ(table[number], key);
    }
    for (std::uint64_t key = 150'000; key < 200'000; ++key)
        ASSERT_EQ(find(table, key) == KeyTable::noNumber, !known.contains(key));
}

TEST(KeyTable, TakesAtMostSixteenBytesPerKeyOnceItIsLarge)
{
    KeyTable table;
    for (std::uint64_t key = 0; key < 600'000; ++key) {
        table.insert(key * 7);
        if (key > 300'000) {
            ASSERT_LE(table.bytes(), (key + 1) * 16 + (std::size_t{1} << 21) + 4096) << key;
        }
    }
}

TEST(KeyTable, SaysBeforehandWhatGrowingTakes)
{
    KeyTable table;
    for (std::uint64_t key = 0; key < 300'000; key += 5) {
        const std::size_t announced = table.bytes() + table.bytesToGrow(5);
        const bool hasRoom = table.hasRoomFor(5);
        const std::size_t before = table.bytes();
        EXPECT_EQ(hasRoom, table.bytesToGrow(5) == 0);
        for (std::uint64_t i = 0; i < 5; ++i)
            table.insert(key + i);
        ASSERT_LE(table.bytes(), announced + 4096);
        ASSERT_EQ(hasRoom, table.bytes() == before);
    }
}

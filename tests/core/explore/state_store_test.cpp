// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/state_store.h"

#include "program/ids.h"

#include <gtest/gtest.h>

#include <cstring>

using namespace racewalk;

namespace {

/// A state of `size` bytes that is different for each number below 2^24.
State stateNumber(std::size_t size, std::uint32_t number)
{
    State state(size);
    for (std::size_t i = 0; i < size; ++i)
        state.bytes()[i] = static_cast<std::byte>(number >> (8 * (i % 3)));
    return state;
}

} // namespace

TEST(StateStore, NumbersStatesInTheOrderOfInsertionAndKeepsEachOnce)
{
    constexpr std::uint32_t count = 200'000;
    StateStore store(7);
    for (int round = 0; round < 2; ++round) {
        for (std::uint32_t i = 0; i < count; ++i) {
            const auto place = store.insert(stateNumber(7, i));
            ASSERT_TRUE(place);
            ASSERT_EQ(indexOf(place->index), i);
            ASSERT_EQ(place->isNew, round == 0);
        }
    }
    EXPECT_EQ(store.size(), count);
    for (std::uint32_t i = 0; i < count; ++i)
        ASSERT_EQ(State(store[StateIndex{i}]), stateNumber(7, i));
}

TEST(StateStore, FindsExactlyWhatWasInserted)
{
    StateStore store(3);
    for (std::uint32_t i = 0; i < 5000; i += 2)
        store.insert(stateNumber(3, i));
    for (std::uint32_t i = 0; i < 5000; ++i) {
        const auto found = store.find(stateNumber(3, i));
        ASSERT_EQ(found.has_value(), i % 2 == 0);
        if (found) {
            ASSERT_EQ(indexOf(*found), i / 2);
        }
    }
    EXPECT_FALSE(store.find(State(4)));
}

TEST(StateStore, ViewsStayValidWhileItGrows)
{
    StateStore store(64);
    store.insert(stateNumber(64, 77));
    const StateView first = store[StateIndex{0}];
    for (std::uint32_t i = 100; i < 50'000; ++i)
        store.insert(stateNumber(64, i));
    EXPECT_EQ(first.data(), store[StateIndex{0}].data());
    EXPECT_EQ(State(first), stateNumber(64, 77));
}

TEST(StateStore, AddsNothingWhenItMayNot)
{
    StateStore store(3);
    store.insert(stateNumber(3, 1));
    EXPECT_FALSE(store.insert(stateNumber(3, 2), false));
    EXPECT_EQ(store.size(), 1U);
    const auto known = store.insert(stateNumber(3, 1), false);
    ASSERT_TRUE(known);
    EXPECT_FALSE(known->isNew);
}

TEST(StateStore, SaysBeforehandWhatGrowingTakes)
{
    StateStore store(40);
    for (std::uint32_t i = 0; i < 100'000; ++i) {
        const std::size_t announced = store.bytes() + store.bytesToGrow();
        store.insert(stateNumber(40, i));
        // The vector of chunks is not worth announcing.
        ASSERT_LE(store.bytes(), announced + 4096) << i;
    }
}

TEST(StateStore, TakesAtMostElevenBytesPerStateBesideTheStates)
{
    StateStore store(32);
    for (std::uint32_t i = 0; i < 400'000; ++i)
        store.insert(stateNumber(32, i));
    EXPECT_LT(store.bytes(), 400'000U * (32 + 11) + (1U << 18));
}

TEST(StateStore, HoldsStatesLargerThanAChunk)
{
    const std::size_t size = std::size_t{1} << 19;
    StateStore store(size);
    store.insert(stateNumber(size, 1));
    store.insert(stateNumber(size, 2));
    EXPECT_EQ(State(store[StateIndex{1}]), stateNumber(size, 2));
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/store/state_store.h"

#include "program/ids.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <vector>

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

TEST(StateStore, GivesBackRandomBytesHoweverTheyAreCut)
{
    std::mt19937_64 random(7);
    for (const std::size_t size : {1, 2, 7, 8, 9, 15, 16, 17, 24, 31, 40, 63, 64, 65, 99, 200}) {
        for (const std::vector<std::size_t> &cuts :
             {std::vector<std::size_t>{}, {size / 2}, {size / 3, size / 3, 2 * size / 3, size}}) {
            StateStore store(size, cuts);
            std::map<std::vector<std::byte>, std::uint32_t> known;
            for (int i = 0; i < 2000; ++i) {
                // Few values, so that some come twice and parts are shared.
                State state(size);
                for (std::byte &byte : state.bytes())
                    byte = static_cast<std::byte>(random() % 3 == 0 ? random() % 256 : 0);
                const std::vector<std::byte> bytes(state.view().begin(), state.view().end());
                const auto [there, isNew] =
                    known.try_emplace(bytes, static_cast<std::uint32_t>(known.size()));
                ASSERT_EQ(store.find(state).has_value(), !isNew) << size;
                const auto place = store.insert(state);
                ASSERT_EQ(place->isNew, isNew);
                ASSERT_EQ(indexOf(place->index), there->second);
            }
            ASSERT_EQ(store.size(), known.size());
            for (const auto &[bytes, number] : known) {
                ASSERT_EQ(store[StateIndex{number}], State(StateView(bytes))) << size;
                ASSERT_EQ(store.find(bytes), StateIndex{number});
            }
        }
    }
}

TEST(StateStore, TakesSixteenBytesForAStateMadeOfKnownParts)
{
    // Eight threads of eight bytes, each in one of eight places, and what they share.
    std::vector<std::size_t> cuts;
    for (std::size_t i = 1; i <= 8; ++i)
        cuts.push_back(8 * i);
    StateStore store(72, cuts);
    std::mt19937 random(3);
    State state(72);
    while (store.size() < 200'000) {
        for (std::size_t i = 0; i < 8; ++i)
            state.bytes()[8 * i + i] = static_cast<std::byte>(random() % 8);
        state.bytes()[71] = static_cast<std::byte>(random() % 8);
        store.insert(state);
    }
    EXPECT_LT(store.bytes(), 200'000U * 16 + (1U << 21)) << "and what a chunk is not full";
}

TEST(StateStore, IsTheSameForAStateThatWasRefused)
{
    StateStore store(30);
    store.insert(stateNumber(30, 1));
    const std::size_t bytes = store.bytes();
    EXPECT_FALSE(store.insert(stateNumber(30, 2), false));
    EXPECT_EQ(store.bytes(), bytes);
    EXPECT_FALSE(store.find(stateNumber(30, 2)));
    EXPECT_EQ(indexOf(store.insert(stateNumber(30, 2))->index), 1U);
}

TEST(StateStore, HoldsStatesLargerThanAChunk)
{
    const std::size_t size = std::size_t{1} << 19;
    StateStore store(size);
    store.insert(stateNumber(size, 1));
    store.insert(stateNumber(size, 2));
    EXPECT_EQ(State(store[StateIndex{1}]), stateNumber(size, 2));
}

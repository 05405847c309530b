// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/new_states.h"
#include "cluster/numbering.h"
#include "cluster/ranks.h"
#include "explore/base/watch.h"
#include "support/thread_ranks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <new>
#include <random>
#include <set>
#include <string>

using namespace racewalk;
using namespace racewalk::test;

TEST(Ranks, ExchangeGivesEachWhatTheOthersHadForIt)
{
    asRanks(3, [](Ranks &ranks) {
        std::vector<Parcel> out = ranks.emptyParcels();
        for (unsigned to = 0; to < 3; ++to)
            put(out[to], 10 * ranks.rank() + to);
        const std::vector<Parcel> in = ranks.exchange(std::move(out));
        for (unsigned from = 0; from < 3; ++from)
            EXPECT_EQ(ParcelReader(in[from]).take<unsigned>(), 10 * from + ranks.rank());
    });
}

TEST(Ranks, HaveSameTellsWhetherOneDiffers)
{
    asRanks(3, [](Ranks &ranks) {
        EXPECT_TRUE(ranks.haveSame("text"));
        EXPECT_FALSE(ranks.haveSame(ranks.rank() == 1 ? "text" : "texts"));
    });
}

TEST(Ranks, TogetherThrowsOnAllWhatOneThrows)
{
    std::atomic<int> stopped = 0, outOfMemory = 0;
    asRanks(3, [&](Ranks &ranks) {
        ranks.together([] {});
        try {
            ranks.together([&] {
                if (ranks.rank() == 2)
                    throw EvaluationStopped{};
            });
        } catch (const EvaluationStopped &) {
            ++stopped;
        }
        try {
            ranks.together([&] {
                if (ranks.rank() == 1)
                    throw std::bad_alloc();
            });
        } catch (const std::bad_alloc &) {
            ++outOfMemory;
        }
    });
    EXPECT_EQ(stopped, 3);
    EXPECT_EQ(outOfMemory, 3);
}

TEST(GlobalPositions, NumberTheKeysOfAllRanks)
{
    std::mt19937 random(1);
    for (const std::size_t size : {0U, 1U, 5U, 1000U}) {
        std::set<std::uint64_t> all;
        while (all.size() < size)
            all.insert(1000 + random() % 5000);
        std::vector<std::vector<std::uint64_t>> keys(4);
        for (const std::uint64_t key : all)
            keys[random() % 3].push_back(key); // the last rank has none
        for (const std::uint64_t expected : {size, 2 * fewKeys}) {
            asRanks(4, [&](Ranks &ranks) {
                const std::vector<std::uint64_t> &own = keys[ranks.rank()];
                const GlobalPositions places =
                    globalPositions(ranks, own, 1000, 6000, expected, ranks.rank() == 1 ? 0x81 : 2);
                EXPECT_EQ(places.total, size);
                EXPECT_EQ(places.signs, 0x83);
                ASSERT_EQ(places.own.size(), own.size());
                for (std::size_t i = 0; i < own.size(); ++i)
                    EXPECT_EQ(places.own[i], std::distance(all.begin(), all.find(own[i])));
            });
        }
    }
}

TEST(NewStates, KeepEachStateOnceWithItsLeastKey)
{
    NewStates states(5);
    const auto stateOf = [](int i) {
        State state(5);
        std::ranges::copy(std::as_bytes(std::span(&i, 1)), state.bytes().begin());
        return state;
    };
    for (const bool isAgain : {false, true}) {
        for (int i = 0; i < 5000; ++i) {
            const std::uint64_t key = 10'000 + (isAgain ? -i : i);
            // Many have one hash.
            const std::uint32_t number =
                states.meet(stateOf(i), static_cast<std::uint64_t>(i % 100), key);
            ASSERT_EQ(number, i);
            ASSERT_TRUE(std::ranges::equal(states[number], stateOf(i).view()));
            ASSERT_EQ(states.key(number), 10'000U - (isAgain ? i : -i));
        }
    }
    EXPECT_EQ(states.size(), 5000U);
    states.clear();
    EXPECT_EQ(states.meet(stateOf(7), 7, 1), 0U);
    EXPECT_EQ(states.key(0), 1U);
}

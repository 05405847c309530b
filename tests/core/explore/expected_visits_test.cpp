// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/odds/expected_visits.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace racewalk;

namespace {

/// A drunkard on `size` places in a row, who comes in at `start`.
Cycle row(std::uint32_t size, std::uint32_t start)
{
    Cycle cycle{
        .entering = std::vector<double>(size), .leaving = std::vector<double>(size), .ways = {}};
    cycle.entering[start] = 1;
    for (std::uint32_t place = 0; place < size; ++place) {
        if (place > 0)
            cycle.ways.push_back({place, place - 1, 0.5});
        if (place + 1 < size)
            cycle.ways.push_back({place, place + 1, 0.5});
    }
    cycle.leaving.front() += 0.5;
    cycle.leaving.back() += 0.5;
    return cycle;
}

/// A ring of places, each left with chance 1/4.
Cycle ring(std::uint32_t size)
{
    Cycle cycle{.entering = std::vector<double>(size),
                .leaving = std::vector<double>(size, 0.25),
                .ways = {}};
    cycle.entering.front() = 1;
    for (std::uint32_t place = 0; place < size; ++place)
        cycle.ways.push_back({place, (place + 1) % size, 0.75});
    return cycle;
}

std::vector<double> visitsOf(const Cycle &cycle)
{
    Watch watch;
    return expectedVisits(cycle, watch).value();
}

/// What leaves, from all places.
double leavingOf(const Cycle &cycle, const std::vector<double> &visits)
{
    return std::inner_product(visits.begin(), visits.end(), cycle.leaving.begin(), 0.0);
}

} // namespace

TEST(ExpectedVisits, OfOnePlaceAreTheGeometricSeries)
{
    const Cycle cycle{.entering = {0.5}, .leaving = {0.2}, .ways = {{0, 0, 0.8}}};
    EXPECT_DOUBLE_EQ(visitsOf(cycle).front(), 2.5);
}

TEST(ExpectedVisits, OfADrunkardAreThoseOfTheTextbook)
{
    // Few places are eliminated; of many the sweeps give up, and they are eliminated too.
    for (const std::uint32_t size : {1U, 2U, 20U, 300U}) {
        const std::uint32_t start = size / 3;
        const std::vector<double> visits = visitsOf(row(size, start));
        for (std::uint32_t place = 0; place < size; ++place) {
            const double low = std::min(place, start) + 1;
            const double high = size - std::max(place, start);
            const double expected = 2 * low * high / (size + 1);
            EXPECT_NEAR(visits[place], expected, 1e-11 * expected) << size << ", " << place;
        }
    }
}

TEST(ExpectedVisits, OfAQuicklyLeftRingAreThoseOfTheTextbook)
{
    for (const std::uint32_t size : {5U, 2000U}) {
        const Cycle cycle = ring(size);
        const std::vector<double> visits = visitsOf(cycle);
        const double round = 1 - std::pow(0.75, size);
        for (std::uint32_t place = 0; place < size; ++place)
            EXPECT_NEAR(visits[place], std::pow(0.75, place) / round, 1e-12);
        EXPECT_NEAR(leavingOf(cycle, visits), 1, 1e-12);
    }
}

TEST(ExpectedVisits, ManyPlacesThatAreLeftSlowlyAreSweptToTheEnd)
{
    // 1,500 places that are left once in a thousand times.
    Cycle cycle = ring(1500);
    std::ranges::fill(cycle.leaving, 0.001);
    for (Cycle::Way &way : cycle.ways)
        way.chance = 0.999;
    const std::vector<double> visits = visitsOf(cycle);
    EXPECT_NEAR(leavingOf(cycle, visits), 1, 1e-12);
    EXPECT_NEAR(visits.front(), 1 / (1 - std::pow(0.999, 1500)), 1e-10);
}

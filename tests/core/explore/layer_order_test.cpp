// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/graph_layout/layer_order.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace racewalk {

TEST(Spread, KeepsPlacesThatAreFarEnoughApart)
{
    std::vector<double> places{-20, 0, 15};
    spread(places, std::array{10.0, 10.0}, 99);
    EXPECT_EQ(places, (std::vector<double>{-20, 0, 15}));
}

TEST(Spread, MovesWhatIsTooCloseAsLittleAsPossible)
{
    std::vector<double> places{0, 0, 0};
    spread(places, std::array{10.0, 10.0}, 99);
    EXPECT_EQ(places, (std::vector<double>{-10, 0, 10}));
    places = {5, 0, 100};
    spread(places, std::array{10.0, 10.0}, 99);
    EXPECT_EQ(places, (std::vector<double>{-2.5, 7.5, 100}));
}

TEST(Spread, LeavesTheFixedPlaceAlone)
{
    std::vector<double> places{0, 0, 0};
    spread(places, std::array{10.0, 10.0}, 0);
    EXPECT_EQ(places, (std::vector<double>{0, 10, 20}));
    places = {0, 0, 0};
    spread(places, std::array{10.0, 10.0}, 2);
    EXPECT_EQ(places, (std::vector<double>{-20, -10, 0}));
}

} // namespace racewalk

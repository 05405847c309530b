// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace racewalk::test {

/// What is wrong with a scenario: "LINE: SENTENCE" and, indented, its hint. Empty if it compiles.
std::string faultsOf(std::string_view text);

/// What a scenario says of itself and does not hold, a sentence each: each variant under each
/// memory model that the scenario claims has exactly the failures that it expects, and every tour
/// goes through and ends as it says. Warnings are claimed by their names in a comment, "data_race".
std::vector<std::string> brokenClaims(std::string_view text);

} // namespace racewalk::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace racewalk {

/// Formats a number, "1,824", in any locale.
std::string grouped(std::uint64_t number);
/// "1,824", "0.5": a number that is not negative.
std::string decimalText(double number);
/// A number in a few characters: "399,245", "2.4 million", "1.2 x 10^9".
std::string roundedText(double number);

/// Formats a probability: "2.3 %", "0.045 %", "3.1 x 10^-7 %". Only an impossible event has "0 %",
/// and only a certain one "100 %".
std::string percentText(double probability);

} // namespace racewalk

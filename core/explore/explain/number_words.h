// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace racewalk {

/// "1,824", whatever the locale.
std::string grouped(std::uint64_t number);
/// "1,824", "0.5": a number that is not negative.
std::string decimalText(double number);

/// "2.3 %", "0.045 %", "3.1 x 10^-7 %". Only what is impossible is "0 %", only what is certain
/// "100 %".
std::string percentText(double probability);

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace racewalk {

/// The candidate that `name` was most likely meant to be: fewest letters inserted, left out,
/// changed or swapped, the earlier one among equals. Empty if none is near enough to be worth
/// saying (about one mistake in three letters).
std::string_view nearestName(std::string_view name, std::span<const std::string_view> candidates);

/// "did you mean 'x'?", or empty.
std::string didYouMean(std::string_view name, std::span<const std::string_view> candidates);

} // namespace racewalk

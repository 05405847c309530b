// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace racewalk {

/// Returns the candidate that was most likely meant: the fewest letters inserted, omitted, changed
/// or swapped, the earlier one among equals. Empty if none is close enough (about one error per
/// three letters).
std::string_view nearestName(std::string_view name, std::span<const std::string_view> candidates);

/// "did you mean 'x'?", or empty.
std::string didYouMean(std::string_view name, std::span<const std::string_view> candidates);

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace racewalk {

/// Positions of two equal elements, one of each sequence.
struct CommonPair {
    std::size_t left = 0, right = 0;
    auto operator<=>(const CommonPair &) const = default;
};

/// Returns a longest common subsequence of two sequences, ascending in both. Equal numbers are
/// equal elements; what both sequences begin or end with is always part of it. The same input has
/// the same result.
///
/// Takes time in proportion to the length times the number of elements that are not common (Myers:
/// An O(ND) difference algorithm and its variations, Algorithmica 1, 1986), and linear memory.
/// Parts in which more than `most` elements are not common count as having nothing in common.
std::vector<CommonPair> longestCommonSubsequence(std::span<const std::uint32_t> left,
                                                 std::span<const std::uint32_t> right,
                                                 std::size_t most = 20'000);

} // namespace racewalk

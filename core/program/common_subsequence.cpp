// SPDX-License-Identifier: GPL-3.0-or-later
#include "program/common_subsequence.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

namespace racewalk {

namespace {

/// A part of both sequences, with the ends excluded.
struct Part {
    std::size_t leftBegin = 0, leftEnd = 0, rightBegin = 0, rightEnd = 0;

    std::ptrdiff_t leftSize() const { return static_cast<std::ptrdiff_t>(leftEnd - leftBegin); }
    std::ptrdiff_t rightSize() const { return static_cast<std::ptrdiff_t>(rightEnd - rightBegin); }
};

/// For each diagonal x - y: how far to the right a path with few differences reaches; -1 for a
/// diagonal that none reaches.
class Furthest {
public:
    Furthest(std::ptrdiff_t low, std::ptrdiff_t high)
        : m_low(low - 1), m_x(static_cast<std::size_t>(high - low + 3), -1)
    {}
    std::ptrdiff_t &operator[](std::ptrdiff_t diagonal)
    {
        return m_x[static_cast<std::size_t>(diagonal - m_low)];
    }

private:
    std::ptrdiff_t m_low;
    std::vector<std::ptrdiff_t> m_x;
};

class Aligner {
public:
    Aligner(std::span<const std::uint32_t> left, std::span<const std::uint32_t> right,
            std::size_t most)
        : m_left(left), m_right(right), m_most(static_cast<std::ptrdiff_t>(most))
    {}

    void align(Part part)
    {
        while (part.leftBegin < part.leftEnd && part.rightBegin < part.rightEnd &&
               m_left[part.leftBegin] == m_right[part.rightBegin])
            m_pairs.push_back({part.leftBegin++, part.rightBegin++});
        std::size_t tail = 0;
        while (part.leftBegin < part.leftEnd && part.rightBegin < part.rightEnd &&
               m_left[part.leftEnd - 1] == m_right[part.rightEnd - 1]) {
            --part.leftEnd;
            --part.rightEnd;
            ++tail;
        }
        if (part.leftBegin < part.leftEnd && part.rightBegin < part.rightEnd)
            alignAround(part);
        for (std::size_t i = 0; i < tail; ++i)
            m_pairs.push_back({part.leftEnd + i, part.rightEnd + i});
    }

    std::vector<CommonPair> take() { return std::move(m_pairs); }

private:
    /// Both sides have elements, and differ in the first and in the last.
    void alignAround(const Part &part)
    {
        const auto middle = middleOf(part);
        if (!middle)
            return;
        align({part.leftBegin, middle->left, part.rightBegin, middle->right});
        align({middle->left, part.leftEnd, middle->right, part.rightEnd});
    }

    /// Extends the paths with one difference more, in one direction. `at(x, y)` says whether the
    /// elements there are equal; `meets(diagonal, x)` whether the other direction's paths come as
    /// far.
    template <class Equal, class Meets>
    static std::optional<std::ptrdiff_t> extend(Furthest &furthest, std::ptrdiff_t differences,
                                                std::ptrdiff_t width, std::ptrdiff_t height,
                                                const Equal &equal, const Meets &meets)
    {
        const std::ptrdiff_t low =
            -differences + 2 * std::max<std::ptrdiff_t>(0, differences - height);
        const std::ptrdiff_t high =
            differences - 2 * std::max<std::ptrdiff_t>(0, differences - width);
        for (std::ptrdiff_t diagonal = low; diagonal <= high; diagonal += 2) {
            std::ptrdiff_t x = differences == 0 ? 0 : -1;
            if (furthest[diagonal - 1] >= 0 && furthest[diagonal - 1] < width)
                x = furthest[diagonal - 1] + 1;
            if (furthest[diagonal + 1] >= 0 && furthest[diagonal + 1] - diagonal <= height)
                x = std::max(x, furthest[diagonal + 1]);
            if (x < 0)
                continue;
            while (x < width && x - diagonal < height && equal(x, x - diagonal))
                ++x;
            furthest[diagonal] = x;
            if (meets(diagonal, x))
                return diagonal;
        }
        return std::nullopt;
    }

    /// A point on a shortest path from one corner to the other that parts it into two with about
    /// half of the differences each; nothing if there are too many.
    std::optional<CommonPair> middleOf(const Part &part) const
    {
        const std::ptrdiff_t width = part.leftSize(), height = part.rightSize();
        const std::ptrdiff_t delta = width - height;
        const bool isOdd = delta % 2 != 0;
        Furthest forward(-height, width), backward(-height, width);
        const auto point = [&part](std::ptrdiff_t x, std::ptrdiff_t y) {
            return CommonPair{part.leftBegin + static_cast<std::size_t>(x),
                              part.rightBegin + static_cast<std::size_t>(y)};
        };
        for (std::ptrdiff_t d = 0; d <= std::min((width + height + 1) / 2, m_most / 2); ++d) {
            const auto there = extend(
                forward, d, width, height,
                [&](std::ptrdiff_t x, std::ptrdiff_t y) {
                    return m_left[point(x, y).left] == m_right[point(x, y).right];
                },
                [&](std::ptrdiff_t diagonal, std::ptrdiff_t x) {
                    const std::ptrdiff_t other = delta - diagonal;
                    return isOdd && std::abs(other) < d && backward[other] >= 0 &&
                           x + backward[other] >= width;
                });
            if (there)
                return point(forward[*there], forward[*there] - *there);
            const auto back = extend(
                backward, d, width, height,
                [&](std::ptrdiff_t x, std::ptrdiff_t y) {
                    const CommonPair at = point(width - 1 - x, height - 1 - y);
                    return m_left[at.left] == m_right[at.right];
                },
                [&](std::ptrdiff_t diagonal, std::ptrdiff_t x) {
                    const std::ptrdiff_t other = delta - diagonal;
                    return !isOdd && std::abs(other) <= d && forward[other] >= 0 &&
                           x + forward[other] >= width;
                });
            if (back)
                return point(width - backward[*back], height - (backward[*back] - *back));
        }
        return std::nullopt;
    }

    const std::span<const std::uint32_t> m_left, m_right;
    const std::ptrdiff_t m_most;
    std::vector<CommonPair> m_pairs;
};

} // namespace

std::vector<CommonPair> longestCommonSubsequence(std::span<const std::uint32_t> left,
                                                 std::span<const std::uint32_t> right,
                                                 std::size_t most)
{
    Aligner aligner(left, right, most);
    aligner.align({0, left.size(), 0, right.size()});
    return aligner.take();
}

} // namespace racewalk

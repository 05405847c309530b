// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/words/nearest_name.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace racewalk {

namespace {

/// Longer names are not compared: they are unlikely typing errors, and it takes quadratic time.
constexpr std::size_t longestComparedName = 64;

/// Optimal string alignment distance: Levenshtein's, with the swap of two neighbours as one edit.
std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> beforeLast(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::swap(beforeLast, last);
        std::swap(last, row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({changed, last[j] + 1, row[j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], beforeLast[j - 2] + 1);
        }
    }
    return row[b.size()];
}

std::string lowered(std::string_view text)
{
    std::string result(text);
    for (char &c : result)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return result;
}

} // namespace

std::string_view nearestName(std::string_view name, std::span<const std::string_view> candidates)
{
    if (name.empty() || name.size() > longestComparedName)
        return {};
    const std::string wanted = lowered(name);
    std::size_t best = std::max<std::size_t>(1, name.size() / 3) + 1;
    std::string_view result;
    for (const std::string_view candidate : candidates) {
        const std::size_t longer = std::max(candidate.size(), name.size());
        const std::size_t shorter = std::min(candidate.size(), name.size());
        if (longer - shorter >= best || candidate == name)
            continue;
        // A wrong case is less of a mistake than a wrong letter, so it does not count.
        const std::size_t distance = editDistance(wanted, lowered(candidate));
        if (distance < best && distance < longer) {
            best = distance;
            result = candidate;
        }
    }
    return result;
}

std::string didYouMean(std::string_view name, std::span<const std::string_view> candidates)
{
    const std::string_view nearest = nearestName(name, candidates);
    return nearest.empty() ? std::string() : "did you mean '" + std::string(nearest) + "'?";
}

} // namespace racewalk

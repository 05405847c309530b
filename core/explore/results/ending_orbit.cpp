// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/results/ending_orbit.h"

#include "program/check.h"
#include "program/ids.h"

#include <algorithm>
#include <limits>
#include <map>

namespace racewalk {

namespace {

constexpr std::uint64_t maxSize = std::uint64_t{1} << 63;

/// In how many orders the members of a group can stand.
std::uint64_t ordersOf(const std::vector<std::size_t> &kinds)
{
    std::map<std::size_t, std::uint64_t> counts;
    std::uint64_t orders = 1;
    std::uint64_t placed = 0;
    for (const std::size_t kind : kinds) {
        // The binomial coefficients of the multinomial one, factor by factor: each division is
        // exact.
        ++placed;
        const std::uint64_t same = ++counts[kind];
        if (orders > maxSize / placed)
            return maxSize;
        orders = orders * placed / same;
    }
    return orders;
}

} // namespace

EndingOrbit::EndingOrbit(const EndingReader &reader, const Symmetry &symmetry,
                         const EndingFacts &facts)
    : m_reader(reader), m_symmetry(symmetry), m_facts(facts)
{
    for (const Symmetry::Group &group : symmetry.groups()) {
        std::map<ThreadFacts, std::size_t> kinds;
        for (std::size_t i = group.begin; i < group.end; ++i)
            kinds.emplace(reader.ofThread(facts, static_cast<ThreadId>(i)), 0);
        std::size_t number = 0;
        for (auto &[kind, kindNumber] : kinds)
            kindNumber = number++;
        std::vector<std::size_t> &members = m_kinds.emplace_back();
        for (std::size_t i = group.begin; i < group.end; ++i)
            members.push_back(kinds.at(reader.ofThread(facts, static_cast<ThreadId>(i))));
        const std::uint64_t orders = ordersOf(members);
        m_size = m_size > maxSize / orders ? maxSize : m_size * orders;
    }
}

std::vector<EndingFacts> EndingOrbit::list(std::size_t limit) const
{
    std::vector<EndingFacts> list;
    append(0, Renaming(), limit, list);
    return list;
}

void EndingOrbit::append(std::size_t group, const Renaming &renaming, std::size_t limit,
                         std::vector<EndingFacts> &list) const
{
    if (list.size() == limit)
        return;
    if (group == m_kinds.size()) {
        list.push_back(m_reader.renamed(m_facts, renaming));
        return;
    }
    const std::size_t first = m_symmetry.groups()[group].begin;
    std::vector<std::size_t> order = m_kinds[group];
    std::ranges::sort(order);
    do {
        Renaming extended = renaming;
        std::vector<bool> isTaken(order.size());
        for (std::size_t i = 0; i < order.size(); ++i) {
            std::size_t place = 0;
            while (isTaken[place] || order[place] != m_kinds[group][i])
                ++place;
            isTaken[place] = true;
            extended.set(static_cast<ThreadId>(first + i), static_cast<ThreadId>(first + place));
        }
        append(group + 1, extended, limit, list);
    } while (list.size() < limit && std::ranges::next_permutation(order).found);
}

Renaming EndingOrbit::renamingTo(const EndingFacts &wanted) const
{
    Renaming renaming;
    for (const Symmetry::Group &group : m_symmetry.groups()) {
        std::vector<bool> isTaken(group.end - group.begin);
        for (std::size_t i = group.begin; i < group.end; ++i) {
            const ThreadFacts facts = m_reader.ofThread(m_facts, static_cast<ThreadId>(i));
            std::size_t place = group.begin;
            while (place < group.end &&
                   (isTaken[place - group.begin] ||
                    m_reader.ofThread(wanted, static_cast<ThreadId>(place)) != facts))
                ++place;
            RACEWALK_CHECK(place < group.end);
            isTaken[place - group.begin] = true;
            renaming.set(static_cast<ThreadId>(i), static_cast<ThreadId>(place));
        }
    }
    return renaming;
}

} // namespace racewalk

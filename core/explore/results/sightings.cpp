// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/results/sightings.h"

#include "program/ids.h"

#include <algorithm>

namespace racewalk {

bool Sightings::isWanted(FindingKind kind, const Key &key, RunCost cost)
{
    std::map<Key, Sighting> &known = m_sightings[kind];
    const auto found = known.find(key);
    if (found != known.end())
        return cost < found->second.cost;
    m_isCut = m_isCut || known.size() == maxListed;
    return known.size() < maxListed;
}

void Sightings::keep(const Key &key, Sighting sighting)
{
    std::map<Key, Sighting> &known = m_sightings[sighting.kind];
    if (const auto found = known.find(key); found != known.end())
        sighting.share = found->second.share;
    known.insert_or_assign(key, std::move(sighting));
}

void Sightings::count(FindingKind kind, const Key &key, const Share &share)
{
    std::map<Key, Sighting> &known = m_sightings[kind];
    if (const auto found = known.find(key); found != known.end())
        found->second.share += share;
}

std::vector<Sighting> Sightings::take()
{
    std::vector<Sighting> all;
    for (auto &[kind, known] : m_sightings) {
        const std::ptrdiff_t begin = std::ssize(all);
        for (auto &[key, sighting] : known)
            all.push_back(std::move(sighting));
        std::ranges::stable_sort(all.begin() + begin, all.end(), {}, &Sighting::cost);
    }
    m_sightings.clear();
    return all;
}

std::uint32_t groupOf(const Program &program, ThreadId thread)
{
    const std::string &group = program.threads[indexOf(thread)].group;
    const auto first = std::ranges::find(program.threads, group, &Thread::group);
    return static_cast<std::uint32_t>(first - program.threads.begin());
}

} // namespace racewalk

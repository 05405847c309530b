// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/spots.h"

#include "explore/fates/explored.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace racewalk {

void Spots::add(FindingKind kind, const Key &key, Spot spot)
{
    spot.number = m_number;
    spot.place = m_place;
    spot.met = spot.first = std::uint64_t{m_number} << 32 | m_order++;
    merge(kind, key, spot);
}

void Spots::merge(FindingKind kind, const Key &key, const Spot &spot)
{
    const auto [known, isNew] = m_spots[kind].try_emplace(key, spot);
    if (isNew)
        return;
    const std::uint64_t first = std::min(known->second.first, spot.first);
    if (std::tie(spot.cost, spot.met) < std::tie(known->second.cost, known->second.met))
        known->second = spot;
    known->second.first = first;
}

void Spots::gather(Ranks &ranks)
{
    m_isCut = ranks.any(m_isCut);
    Parcel own;
    for (const auto &[kind, spots] : std::exchange(m_spots, {})) {
        for (const auto &[key, spot] : spots) {
            put(own, kind);
            putAll(own, key);
            put(own, spot);
        }
    }
    for (const Parcel &parcel : ranks.gather(std::move(own))) {
        for (ParcelReader reader(parcel); !reader.isAtEnd();) {
            const auto kind = reader.take<FindingKind>();
            const auto key = reader.takeAll<std::uint32_t>();
            merge(kind, key, reader.take<Spot>());
        }
    }
    for (auto &[kind, spots] : m_spots)
        keepFirst(spots);
}

/// One process takes no notice of findings after the first so many.
void Spots::keepFirst(ByKey &spots)
{
    if (spots.size() <= maxListed)
        return;
    m_isCut = true;
    std::vector<std::uint64_t> firsts;
    for (const auto &[key, spot] : spots)
        firsts.push_back(spot.first);
    std::ranges::nth_element(firsts, firsts.begin() + maxListed);
    std::erase_if(spots,
                  [&](const auto &entry) { return entry.second.first >= firsts[maxListed]; });
}

} // namespace racewalk

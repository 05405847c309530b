// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/numbering.h"

#include "program/check.h"

#include <algorithm>
#include <utility>

namespace racewalk {

namespace {

__extension__ using Wide = unsigned __int128;

using KeyOfRank = std::pair<std::uint64_t, std::uint32_t>;

/// For each rank the places of its keys, in their order, behind `before` others.
std::vector<Parcel> placesOf(std::vector<KeyOfRank> keys, std::uint64_t before, std::size_t ranks)
{
    std::ranges::sort(keys);
    std::vector<Parcel> places(ranks);
    for (const auto &[key, rank] : keys)
        put(places[rank], static_cast<std::uint32_t>(before++));
    return places;
}

} // namespace

std::vector<std::uint32_t> placesAmongAll(Ranks &ranks, std::span<const std::uint64_t> keys,
                                          std::uint64_t begin, std::uint64_t end)
{
    const auto counterOf = [&](std::uint64_t key) {
        RACEWALK_CHECK(begin <= key && key < end);
        return static_cast<unsigned>(Wide{key - begin} * ranks.count() / (end - begin));
    };
    std::vector<Parcel> asked = ranks.emptyParcels();
    for (const std::uint64_t key : keys)
        put(asked[counterOf(key)], key);
    const std::vector<Parcel> toCount = ranks.exchange(std::move(asked));

    std::vector<KeyOfRank> counted;
    for (std::uint32_t rank = 0; rank < toCount.size(); ++rank) {
        for (ParcelReader reader(toCount[rank]); !reader.isAtEnd();)
            counted.emplace_back(reader.take<std::uint64_t>(), rank);
    }
    const std::vector<std::uint64_t> counts = ranks.all(counted.size());
    std::uint64_t before = 0;
    for (unsigned rank = 0; rank < ranks.rank(); ++rank)
        before += counts[rank];

    // Keys are ascending and so are the parts of the range: the answers come in the keys' order.
    std::vector<std::uint32_t> places;
    places.reserve(keys.size());
    for (const Parcel &parcel :
         ranks.exchange(placesOf(std::move(counted), before, ranks.count()))) {
        for (ParcelReader reader(parcel); !reader.isAtEnd();)
            places.push_back(reader.take<std::uint32_t>());
    }
    RACEWALK_CHECK(places.size() == keys.size());
    return places;
}

} // namespace racewalk

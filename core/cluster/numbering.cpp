// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/numbering.h"

#include "program/check.h"

#include <algorithm>
#include <utility>

namespace racewalk {

namespace {

__extension__ using Wide = unsigned __int128;

using KeyOfRank = std::pair<std::uint64_t, std::uint32_t>;

GlobalPositions placesByAllKeys(Ranks &ranks, std::span<const std::uint64_t> keys,
                                std::uint8_t signs)
{
    Parcel parcel;
    put(parcel, signs);
    putBytes(parcel, std::as_bytes(keys));
    GlobalPositions places{.own = std::vector<std::uint32_t>(keys.size())};
    for (const Parcel &received :
         ranks.exchange(std::vector<Parcel>(ranks.count(), std::move(parcel)))) {
        ParcelReader reader(received);
        places.signs |= reader.take<std::uint8_t>();
        // Both lists are ascending.
        std::size_t i = 0;
        std::uint32_t before = 0;
        while (!reader.isAtEnd()) {
            const auto key = reader.take<std::uint64_t>();
            for (; i < keys.size() && keys[i] <= key; ++i)
                places.own[i] += before;
            ++before;
        }
        for (; i < keys.size(); ++i)
            places.own[i] += before;
        places.total += before;
    }
    return places;
}

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

GlobalPositions globalPositions(Ranks &ranks, std::span<const std::uint64_t> keys,
                                std::uint64_t begin, std::uint64_t end, std::uint64_t expected,
                                std::uint8_t signs)
{
    if (expected <= fewKeys)
        return placesByAllKeys(ranks, keys, signs);
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
    GlobalPositions places;
    constexpr unsigned signShift = 56;
    constexpr std::uint64_t countMask = (std::uint64_t{1} << signShift) - 1;
    const auto counts = ranks.all(counted.size() | std::uint64_t{signs} << signShift);
    std::uint64_t before = 0;
    for (unsigned rank = 0; rank < counts.size(); ++rank) {
        before += rank < ranks.rank() ? counts[rank] & countMask : 0;
        places.total += counts[rank] & countMask;
        places.signs |= static_cast<std::uint8_t>(counts[rank] >> signShift);
    }

    // Keys are ascending and so are the parts of the range: the answers come in the keys' order.
    places.own.reserve(keys.size());
    for (const Parcel &parcel :
         ranks.exchange(placesOf(std::move(counted), before, ranks.count()))) {
        for (ParcelReader reader(parcel); !reader.isAtEnd();)
            places.own.push_back(reader.take<std::uint32_t>());
    }
    RACEWALK_CHECK(places.own.size() == keys.size());
    return places;
}

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/ranks.h"

#include "explore/base/watch.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <functional>
#include <new>
#include <numeric>
#include <utility>

namespace racewalk {

namespace {

constexpr std::uint8_t stopped = 1, outOfMemory = 2;

} // namespace

std::uint64_t Ranks::sum(std::uint64_t value)
{
    const std::vector<std::uint64_t> values = all(value);
    return std::accumulate(values.begin(), values.end(), std::uint64_t{0});
}

std::uint64_t Ranks::least(std::uint64_t value)
{
    return std::ranges::min(all(value));
}

bool Ranks::any(bool value)
{
    return anyOf(value ? 1 : 0) != 0;
}

bool Ranks::haveSame(std::string_view text)
{
    const std::vector<std::uint64_t> hashes = all(XXH3_64bits(text.data(), text.size()));
    return std::ranges::all_of(hashes, [&](std::uint64_t hash) { return hash == hashes.front(); });
}

std::uint64_t Ranks::anyOf(std::uint64_t bits)
{
    const std::vector<std::uint64_t> values = all(bits);
    return std::accumulate(values.begin(), values.end(), std::uint64_t{0}, std::bit_or<>());
}

std::vector<Parcel> Ranks::gather(Parcel parcel)
{
    std::vector<Parcel> out = emptyParcels();
    out.front() = std::move(parcel);
    return exchange(std::move(out));
}

Parcel Ranks::fromFirst(const Parcel &parcel)
{
    std::vector<Parcel> out = emptyParcels();
    if (isFirst())
        std::ranges::fill(out, parcel);
    return std::move(exchange(std::move(out)).front());
}

void Ranks::together(const std::function<void()> &work)
{
    const std::uint8_t own = tried(work);
    throwAsSigned(static_cast<std::uint8_t>(anyOf(own)));
}

std::uint8_t tried(const std::function<void()> &work)
{
    try {
        work();
        return 0;
    } catch (const EvaluationStopped &) {
        return stopped;
    } catch (const std::bad_alloc &) {
        return outOfMemory;
    }
}

void throwAsSigned(std::uint8_t signs)
{
    if ((signs & outOfMemory) != 0)
        throw std::bad_alloc();
    if ((signs & stopped) != 0)
        throw EvaluationStopped{};
}

} // namespace racewalk

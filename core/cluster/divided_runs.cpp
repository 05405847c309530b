// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/divided_runs.h"

#include "cluster/numbering.h"
#include "program/check.h"
#include "program/ids.h"

#include <algorithm>
#include <utility>

namespace racewalk {

namespace {

/// A key is the place of the parent, and below it the order of the step.
constexpr unsigned orderBits = 24;

} // namespace

const std::size_t DividedRuns::bytesPerPair = sizeof(Pair) + sizeof(std::uint32_t);

DividedRuns::DividedRuns(const Machine &machine, const DividedStates &divided, Ranks &ranks,
                         std::size_t maxPairs, Watch watch)
    : m_machine(machine), m_transitions(divided.transitions), m_ranks(ranks), m_watch(watch),
      m_first(divided.states->size(), noPair)
{
    m_buckets.push_back(0);
    if (divided.numbers.size() > 0 && divided.numbers[0] == 0) {
        push({});
        m_places.push_back(0);
    }
    sweep(std::min<std::size_t>(std::max(maxPairs, m_first.size()), noPair - 1));
    m_isCut = m_ranks.any(m_isCut);
}

void DividedRuns::sweep(std::size_t maxPairs)
{
    Bucket before, here{.begins = {0}, .counts = {1}};
    for (;;) {
        fillBucket(before, here, maxPairs);
        if (m_isLate) {
            reachTheRest();
            return;
        }
        if (std::ranges::all_of(here.counts, [](std::uint64_t count) { return count == 0; }))
            break;
        const std::uint32_t placed = m_buckets.back();
        m_places.erase(m_places.begin(), m_places.begin() + (placed - m_firstPlaced));
        m_firstPlaced = placed;
        const auto begin = static_cast<std::uint32_t>(m_pairs.size());
        m_buckets.push_back(begin);
        before = std::exchange(here, {.begins = {begin}, .counts = {0}});
    }
    m_buckets.pop_back();
}

/// All layers after those that `here` has.
void DividedRuns::fillBucket(const Bucket &before, Bucket &here, std::size_t maxPairs)
{
    constexpr std::uint8_t late = 0x80; // none of tried()
    for (std::size_t steps = 0;; ++steps) {
        if (steps >= before.counts.size() && here.count(steps) == 0)
            return;
        here.begins.push_back(static_cast<std::uint32_t>(m_pairs.size()));
        here.counts.push_back(0);
        const std::uint64_t parents = before.count(steps) + here.count(steps);
        if (parents == 0)
            continue;
        // There are many layers: what goes wrong is told with the keys, not before.
        std::vector<Parcel> out = m_ranks.emptyParcels();
        std::vector<std::uint64_t> reached;
        std::uint8_t signs = tried([&] { sendLayer(before, here, steps, out); });
        const std::vector<Parcel> in = m_ranks.exchange(std::move(out));
        signs |=
            tried([&] { reachAll(in, static_cast<std::uint32_t>(steps + 1), maxPairs, reached); });
        if (m_watch.isLate())
            signs |= late;
        const GlobalPositions places =
            globalPositions(m_ranks, reached, 0, parents << orderBits, parents, signs);
        throwAsSigned(places.signs);
        m_places.insert(m_places.end(), places.own.begin(), places.own.end());
        here.counts.back() = places.total;
        m_isLate = (places.signs & late) != 0;
        if (m_isLate)
            return;
    }
}

/// What the pairs with `steps` steps lead to: with switches from the bucket before, which come
/// first, without from this one.
void DividedRuns::sendLayer(const Bucket &before, const Bucket &here, std::size_t steps,
                            std::vector<Parcel> &out)
{
    m_watch.look();
    const auto followAll = [&](const Bucket &bucket, std::uint32_t endOfBucket, bool switching,
                               std::uint64_t placesBefore) {
        if (steps >= bucket.begins.size())
            return;
        const std::uint32_t end =
            steps + 1 < bucket.begins.size() ? bucket.begins[steps + 1] : endOfBucket;
        for (std::uint32_t pair = bucket.begins[steps]; pair < end; ++pair) {
            m_watch.tick();
            follow(pair, switching, placesBefore + m_places[pair - m_firstPlaced], out);
        }
    };
    followAll(before, m_buckets.back(), true, 0);
    followAll(here, static_cast<std::uint32_t>(m_pairs.size()), false, before.count(steps));
}

void DividedRuns::follow(std::uint32_t pair, bool switching, std::uint64_t place,
                         std::vector<Parcel> &out)
{
    const Pair from = m_pairs[pair];
    const std::uint32_t first = m_transitions.first(from.state);
    const std::uint32_t end = m_transitions.first(from.state + 1);
    RACEWALK_CHECK(end - first < 1U << orderBits);
    for (std::uint32_t i = first; i < end; ++i) {
        const Step step = m_transitions.step(i);
        if (isSwitch(from, step) != switching)
            continue;
        const StateLocation target = m_transitions.target(i);
        Parcel &parcel = out[target.owner];
        put(parcel, place << orderBits | (i - first));
        put(parcel, target.local);
        put(parcel, pair);
        put(parcel, runningAfter(from, step));
    }
}

/// Adds the pairs that are of use, and to `keys` theirs, ascending.
void DividedRuns::reachAll(const std::vector<Parcel> &in, std::uint32_t steps, std::size_t maxPairs,
                           std::vector<std::uint64_t> &keys)
{
    std::vector<Candidate> candidates;
    for (std::size_t rank = 0; rank < in.size(); ++rank) {
        for (ParcelReader reader(in[rank]); !reader.isAtEnd();) {
            Candidate candidate;
            candidate.key = reader.take<std::uint64_t>();
            candidate.state = reader.take<std::uint32_t>();
            candidate.parent = reader.take<std::uint32_t>();
            candidate.running = reader.take<std::uint16_t>();
            candidate.owner = static_cast<std::uint16_t>(rank);
            candidates.push_back(candidate);
        }
    }
    std::ranges::sort(candidates, {}, &Candidate::key);
    for (const Candidate &candidate : candidates) {
        m_watch.tick();
        if (isUseless(candidate, steps, maxPairs))
            continue;
        push({.state = candidate.state,
              .steps = steps,
              .parent = candidate.parent,
              .owner = candidate.owner,
              .running = candidate.running});
        keys.push_back(candidate.key);
    }
}

void DividedRuns::push(Pair pair)
{
    const auto number = static_cast<std::uint32_t>(m_pairs.size());
    std::uint32_t &first = m_first[pair.state];
    if (first != noPair)
        pair.next = m_pairs[first].next;
    m_pairs.push_back(pair);
    (first == noPair ? first : m_pairs[first].next) = number;
}

/// As ShortestRuns has it.
bool DividedRuns::isUseless(const Candidate &candidate, std::uint32_t steps, std::size_t maxPairs)
{
    const std::uint32_t first = m_first[candidate.state];
    if (first == noPair)
        return false;
    const std::uint32_t bucket = m_buckets.back();
    const std::uint32_t bucketBefore = m_buckets.size() > 1 ? m_buckets[m_buckets.size() - 2] : 0;
    if (first < bucketBefore)
        return true;
    for (std::uint32_t i = first; i != noPair; i = m_pairs[i].next) {
        const Pair &pair = m_pairs[i];
        if (pair.running == candidate.running || pair.running == nobody)
            return true;
        if (i < bucket && pair.steps <= steps)
            return true;
    }
    const bool isFull = m_pairs.size() >= maxPairs;
    m_isCut = m_isCut || isFull;
    return isFull;
}

/// Breadth first from all pairs, the new ones included.
void DividedRuns::reachTheRest()
{
    m_isCut = true;
    std::uint32_t next = 0;
    bool isMore = true;
    while (isMore) {
        std::vector<Parcel> out = m_ranks.emptyParcels();
        m_ranks.together([&] {
            for (; next < m_pairs.size(); ++next) {
                m_watch.tick();
                sendRest(next, out);
            }
        });
        const std::vector<Parcel> in = m_ranks.exchange(std::move(out));
        m_ranks.together([&] {
            for (std::size_t rank = 0; rank < in.size(); ++rank) {
                for (ParcelReader reader(in[rank]); !reader.isAtEnd();) {
                    auto pair = reader.take<Pair>();
                    const auto switches = reader.take<std::uint32_t>();
                    if (m_first[pair.state] != noPair)
                        continue;
                    pair.owner = static_cast<std::uint16_t>(rank);
                    push(pair);
                    m_restSwitches.push_back(switches);
                }
            }
        });
        isMore = m_ranks.any(next < m_pairs.size());
    }
}

void DividedRuns::sendRest(std::uint32_t pair, std::vector<Parcel> &out)
{
    const Pair from = m_pairs[pair];
    for (std::uint32_t i = m_transitions.first(from.state); i < m_transitions.first(from.state + 1);
         ++i) {
        const Step step = m_transitions.step(i);
        const StateLocation target = m_transitions.target(i);
        put(out[target.owner], Pair{.state = target.local,
                                    .steps = from.steps + 1,
                                    .parent = pair,
                                    .running = runningAfter(from, step)});
        put(out[target.owner],
            static_cast<std::uint32_t>(switchesOf(pair) + (isSwitch(from, step) ? 1 : 0)));
    }
}

bool DividedRuns::isSwitch(const Pair &pair, Step step) const
{
    return !isSystem(step) && pair.running != nobody && pair.running != indexOf(step.thread);
}

std::uint16_t DividedRuns::runningAfter(const Pair &pair, Step step) const
{
    return isSystem(step) ? pair.running : static_cast<std::uint16_t>(step.thread);
}

std::size_t DividedRuns::switchesOf(std::uint32_t pair) const
{
    const std::size_t swept = m_pairs.size() - m_restSwitches.size();
    if (pair >= swept)
        return m_restSwitches[pair - swept];
    return static_cast<std::size_t>(std::ranges::upper_bound(m_buckets, pair) - m_buckets.begin()) -
           1;
}

std::optional<RunCost> DividedRuns::costTo(std::uint32_t state) const
{
    const std::uint32_t pair = m_first[state];
    if (pair == noPair)
        return std::nullopt;
    return RunCost{switchesOf(pair), m_pairs[pair].steps};
}

std::optional<RunCost> DividedRuns::costThrough(std::uint32_t state, Step step) const
{
    const std::uint32_t pair = bestThrough(state, step);
    if (pair == noPair)
        return std::nullopt;
    return RunCost{switchesOf(pair) + isSwitch(m_pairs[pair], step),
                   std::size_t{m_pairs[pair].steps} + 1};
}

/// The pair of the state from which `step` comes cheapest. Of one state, pairs are numbered here as
/// one process numbers them.
std::uint32_t DividedRuns::bestThrough(std::uint32_t state, Step step) const
{
    const auto cost = [&](std::uint32_t pair) {
        return std::pair(
            RunCost{switchesOf(pair) + isSwitch(m_pairs[pair], step), m_pairs[pair].steps}, pair);
    };
    std::uint32_t best = m_first[state];
    for (std::uint32_t pair = best; pair != noPair; pair = m_pairs[pair].next) {
        if (cost(pair) < cost(best))
            best = pair;
    }
    return best;
}

} // namespace racewalk

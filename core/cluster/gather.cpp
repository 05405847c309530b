// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/gather.h"

#include "explore/store/state_cuts.h"
#include "program/check.h"
#include "program/ids.h"

#include <algorithm>
#include <memory>

namespace racewalk {

namespace {

/// States whose numbers follow each other, sent at a time.
constexpr std::uint64_t blockStates = 1U << 14;

using Numbers = std::vector<std::vector<std::uint32_t>>; ///< of each rank's states

Numbers gatherNumbers(const DividedStates &divided, Ranks &ranks)
{
    Parcel own;
    own.reserve(divided.numbers.size() * sizeof(std::uint32_t));
    for (std::size_t i = 0; i < divided.numbers.size(); ++i)
        put(own, divided.numbers[i]);
    Numbers numbers;
    for (const Parcel &parcel : ranks.gather(std::move(own))) {
        numbers.emplace_back();
        for (ParcelReader reader(parcel); !reader.isAtEnd();)
            numbers.back().push_back(reader.take<std::uint32_t>());
    }
    return numbers;
}

/// Own states, from number `next` here on, that are below number `end` among all.
Parcel packBlock(const DividedStates &divided, std::uint32_t &next, std::uint64_t end,
                 StateStore::Tree &tree)
{
    Parcel block;
    for (; next < divided.states->size() && divided.numbers[next] < end; ++next) {
        divided.states->read(StateIndex{next}, tree);
        putBytes(block, divided.states->view(tree));
        const bool isExpanded = next < divided.expanded;
        put(block, isExpanded && divided.isRacing[next]);
        const std::uint32_t first = divided.transitions.first(next);
        const std::uint32_t last = divided.transitions.first(next + 1);
        put(block, last - first);
        for (std::uint32_t i = first; i < last; ++i) {
            put(block, divided.transitions.step(i));
            put(block, divided.transitions.target(i));
        }
    }
    return block;
}

/// Puts together on rank 0 what the blocks have.
class Joiner {
public:
    Joiner(SearchResult &result, const DividedStates &divided, Numbers numbers)
        : m_result(result), m_totalExpanded(divided.totalExpanded), m_numbers(std::move(numbers)),
          m_next(m_numbers.size())
    {}

    void addBlock(const std::vector<Parcel> &blocks)
    {
        std::vector<ParcelReader> readers(blocks.begin(), blocks.end());
        for (bool isFound = true; isFound;) {
            isFound = false;
            for (std::size_t rank = 0; rank < readers.size(); ++rank) {
                while (!readers[rank].isAtEnd() &&
                       m_numbers[rank][m_next[rank]] == m_result.states->size()) {
                    ++m_next[rank];
                    addState(readers[rank]);
                    isFound = true;
                }
            }
        }
        for (const ParcelReader &reader : readers)
            RACEWALK_CHECK(reader.isAtEnd());
    }

private:
    void addState(ParcelReader &reader)
    {
        const StateIndex source{static_cast<std::uint32_t>(m_result.states->size())};
        const auto place = m_result.states->insert(reader.takeBytes(m_result.states->stateSize()));
        RACEWALK_CHECK(place && place->isNew && place->index == source);
        const bool isRacing = reader.take<bool>();
        if (indexOf(source) < m_totalExpanded)
            m_result.isRacing.push_back(isRacing);
        const auto count = reader.take<std::uint32_t>();
        for (std::uint32_t i = 0; i < count; ++i) {
            const auto step = reader.take<Step>();
            const auto [owner, local] = reader.take<StateLocation>();
            m_result.transitions.append(source, StateIndex{m_numbers[owner][local]}, step);
        }
    }

    SearchResult &m_result;
    const std::uint64_t m_totalExpanded;
    const Numbers m_numbers;
    std::vector<std::size_t> m_next; ///< state of each rank
};

} // namespace

SearchResult gatherSearch(const Machine &machine, const DividedStates &divided, Ranks &ranks)
{
    SearchResult result;
    result.states = std::make_shared<StateStore>(machine.layout().stateSize(), cutsOf(machine));
    result.transitionCount = divided.totalTransitions;
    result.expanded = divided.totalExpanded;
    result.limit = divided.limit;
    result.limitValue = divided.limitValue;
    Joiner joiner(result, divided, gatherNumbers(divided, ranks));
    StateStore::Tree tree = divided.states->makeTree();
    std::uint32_t next = 0;
    for (std::uint64_t begin = 0; begin < divided.totalStates; begin += blockStates) {
        Parcel block;
        ranks.together([&] { block = packBlock(divided, next, begin + blockStates, tree); });
        const std::vector<Parcel> blocks = ranks.gather(std::move(block));
        ranks.together([&] {
            if (ranks.isFirst())
                joiner.addBlock(blocks);
        });
    }
    return result;
}

} // namespace racewalk

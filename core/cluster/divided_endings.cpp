// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/divided_endings.h"

#include "cluster/ends_backwards.h"
#include "explore/explain/hang_words.h"
#include "explore/fates/state_space.h"
#include "explore/graph/components.h"
#include "program/check.h"
#include "program/ids.h"

#include <algorithm>
#include <map>
#include <utility>

namespace racewalk {

namespace {

/// Whether a run can leave the state only by steps that say nothing about how threads stand.
bool isLeftByThread(const Program &program, const DividedTransitions &transitions,
                    std::uint32_t state)
{
    for (std::uint32_t i = transitions.first(state); i < transitions.first(state + 1); ++i) {
        if (!program.threads[indexOf(transitions.step(i).thread)].isSystem)
            return true;
    }
    return false;
}

/// Marks ends, and states from which something unseen may follow.
std::vector<bool> markEnds(const Machine &machine, const DividedStates &divided,
                           std::vector<std::uint32_t> &ends, Watch &watch)
{
    std::vector<bool> isMarked(divided.states->size());
    StateStore::Tree tree = divided.states->makeTree();
    for (std::uint32_t i = 0; i < isMarked.size(); ++i) {
        watch.tick();
        const bool isExpanded = i < divided.expanded;
        if (isExpanded && isLeftByThread(machine.program(), divided.transitions, i))
            continue;
        divided.states->read(StateIndex{i}, tree);
        const bool isEnd = machine.standing(divided.states->view(tree)) != Standing::Going;
        isMarked[i] = isEnd || !isExpanded;
        if (isEnd)
            ends.push_back(i);
    }
    return isMarked;
}

/// States that can reach no mark, by number among all, with all their transitions: these lead to
/// others of them.
class Lost {
public:
    /// On rank 0.
    explicit Lost(const std::vector<Parcel> &parcels)
    {
        struct Node {
            std::uint32_t number;
            StateLocation place;
            std::vector<StateLocation> targets;
        };
        std::vector<Node> nodes;
        for (std::uint16_t rank = 0; rank < parcels.size(); ++rank) {
            for (ParcelReader reader(parcels[rank]); !reader.isAtEnd();) {
                const auto number = reader.take<std::uint32_t>();
                const StateLocation place{rank, reader.take<std::uint32_t>()};
                nodes.push_back({number, place, reader.takeAll<StateLocation>()});
            }
        }
        std::ranges::sort(nodes, {}, &Node::number);
        std::map<StateLocation, std::uint32_t> indexOfPlace;
        for (const Node &node : nodes)
            indexOfPlace.emplace(node.place, static_cast<std::uint32_t>(indexOfPlace.size()));
        std::vector<std::uint32_t> sources, targets;
        for (std::uint32_t i = 0; i < nodes.size(); ++i) {
            m_numbers.push_back(nodes[i].number);
            m_places.push_back(nodes[i].place);
            for (const StateLocation &target : nodes[i].targets) {
                sources.push_back(i);
                targets.push_back(indexOfPlace.at(target));
            }
        }
        std::vector<Step> steps(targets.size()); // not used
        m_graph = TransitionGraph(boost::construct_inplace_from_sources_and_targets, sources,
                                  targets, steps, static_cast<std::uint32_t>(nodes.size()));
    }

    /// All but the states' bytes, and whether the loops are livelocks.
    GatheredLoops loops(const Watch &watch) const
    {
        const Components components(m_graph, watch);
        std::vector<std::uint32_t> inLoops;
        for (std::uint32_t component = 0; component < components.count(); ++component) {
            const auto states = components.states(component);
            if (isClosed(components, component))
                for (const StateIndex state : states)
                    inLoops.push_back(static_cast<std::uint32_t>(indexOf(state)));
        }
        std::ranges::sort(inLoops);
        GatheredLoops gathered;
        std::map<std::uint32_t, Loop> loops; // by component
        for (std::uint32_t i = 0; i < inLoops.size(); ++i) {
            const StateIndex state{inLoops[i]};
            gathered.numbers.push_back(m_numbers[inLoops[i]]);
            gathered.places.push_back(m_places[inLoops[i]]);
            loops[components.of(state)].states.push_back(StateIndex{i});
        }
        for (auto &[component, loop] : loops)
            gathered.loops.push_back(std::move(loop));
        std::ranges::sort(gathered.loops, {}, [](const Loop &loop) { return loop.states.front(); });
        return gathered;
    }

private:
    bool isClosed(const Components &components, std::uint32_t component) const
    {
        return std::ranges::all_of(components.states(component), [&](StateIndex state) {
            return std::ranges::all_of(transitionsFrom(m_graph, state), [&](const auto &edge) {
                return components.of(targetOf(m_graph, edge)) == component;
            });
        });
    }

    std::vector<std::uint32_t> m_numbers;
    std::vector<StateLocation> m_places;
    TransitionGraph m_graph;
};

Parcel packLost(const DividedStates &divided, const std::vector<bool> &reaches)
{
    Parcel parcel;
    const DividedTransitions &transitions = divided.transitions;
    for (std::uint32_t i = 0; i < reaches.size(); ++i) {
        if (reaches[i])
            continue;
        std::vector<StateLocation> targets;
        for (std::uint32_t k = transitions.first(i); k < transitions.first(i + 1); ++k)
            targets.push_back(transitions.target(k));
        // A state without transitions and without a mark would be an end that is never reported.
        RACEWALK_CHECK(!targets.empty());
        put(parcel, divided.numbers[i]);
        put(parcel, i);
        putAll(parcel, targets);
    }
    return parcel;
}

/// Rank 0 asks the owners for the states' bytes.
void fetchStates(const Machine &machine, const DividedStates &divided, Ranks &ranks,
                 GatheredLoops &gathered)
{
    std::vector<Parcel> asked = ranks.emptyParcels();
    for (const StateLocation &place : gathered.places)
        put(asked[place.owner], place.local);
    const std::vector<Parcel> toAnswer = ranks.exchange(std::move(asked));
    Parcel answer;
    ranks.together([&] {
        StateStore::Tree tree = divided.states->makeTree();
        for (ParcelReader reader(toAnswer.front()); !reader.isAtEnd();) {
            divided.states->read(StateIndex{reader.take<std::uint32_t>()}, tree);
            putBytes(answer, divided.states->view(tree));
        }
    });
    const std::vector<Parcel> answers = ranks.gather(std::move(answer));
    ranks.together([&] {
        gathered.states = std::make_shared<StateStore>(machine.layout().stateSize());
        std::vector<ParcelReader> readers(answers.begin(), answers.end());
        for (const StateLocation &place : gathered.places)
            gathered.states->insert(readers[place.owner].takeBytes(divided.states->stateSize()));
        for (Loop &loop : gathered.loops) {
            // Ending is forever, so one state of a loop speaks for all.
            const State first = (*gathered.states)[loop.states.front()];
            loop.isLivelock = !unendedThreads(machine, first).empty();
        }
    });
}

} // namespace

DividedEndings findDividedEndings(const Machine &machine, const DividedStates &divided,
                                  Ranks &ranks, Watch watch)
{
    DividedEndings endings;
    std::vector<bool> marks;
    ranks.together([&] { marks = markEnds(machine, divided, endings.ends, watch); });
    const std::vector<bool> reaches = reachesMark(divided, std::move(marks), ranks, watch);
    Parcel lost;
    ranks.together([&] { lost = packLost(divided, reaches); });
    const std::vector<Parcel> all = ranks.gather(std::move(lost));
    ranks.together([&] {
        if (ranks.isFirst())
            endings.loops = Lost(all).loops(watch);
    });
    fetchStates(machine, divided, ranks, endings.loops);
    return endings;
}

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/naive_search.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace racewalk::test {

namespace {

bool isSystem(const Machine &machine, Step step)
{
    return machine.program().threads[indexOf(step.thread)].isSystem;
}

void findTransitions(const Machine &machine, NaiveResult &result)
{
    std::vector<Bytes> open{bytesOf(machine.initialState())};
    while (!open.empty()) {
        const Bytes state = open.back();
        open.pop_back();
        if (result.transitions.contains(state))
            continue;
        auto &transitions = result.transitions[state];
        for (const Step step : machine.enabledSteps(state)) {
            State next{StateView(state)};
            machine.apply(next, step);
            transitions.emplace_back(step, bytesOf(next));
            open.push_back(bytesOf(next));
        }
    }
}

std::set<Bytes> reachableFrom(const NaiveResult &result, const Bytes &start)
{
    std::set<Bytes> reached{start};
    std::vector<Bytes> open{start};
    while (!open.empty()) {
        const Bytes state = open.back();
        open.pop_back();
        for (const auto &[step, next] : result.transitions.at(state)) {
            if (reached.insert(next).second)
                open.push_back(next);
        }
    }
    return reached;
}

bool isSomeoneLeft(const Machine &machine, StateView state)
{
    const std::vector<Thread> &threads = machine.program().threads;
    for (std::size_t i = 0; i < threads.size(); ++i) {
        const bool mayStay = threads[i].isDaemon || threads[i].isSystem;
        if (!mayStay &&
            machine.readiness(state, static_cast<ThreadId>(i)).kind != Readiness::Kind::Ended)
            return true;
    }
    return false;
}

/// What a state is by itself; `reachable` are the sets of all states that can be reached from each.
void classify(const Machine &machine, const std::map<Bytes, std::set<Bytes>> &reachable,
              NaiveResult &result)
{
    for (const auto &[state, reached] : reachable) {
        const FindingKind fault = machine.layout().fault(state);
        // A thread can step, here or once callbacks have run.
        const bool canMove = std::ranges::any_of(reached, [&](const Bytes &other) {
            return std::ranges::any_of(result.transitions.at(other), [&](const auto &transition) {
                return !isSystem(machine, transition.first);
            });
        });
        const bool isLeft = isSomeoneLeft(machine, state);
        if (fault != FindingKind::None) {
            result.failures[state] = fault;
        } else if (!canMove) {
            if (isLeft)
                result.failures[state] = FindingKind::Hang;
            else
                result.goodEnds.insert(state);
        } else {
            const bool canAlwaysComeBack = std::ranges::all_of(
                reached, [&](const Bytes &other) { return reachable.at(other).contains(state); });
            if (canAlwaysComeBack && isLeft)
                result.failures[state] = FindingKind::Livelock;
            else if (canAlwaysComeBack)
                result.goodEnds.insert(state);
        }
    }
}

void findFates(const std::map<Bytes, std::set<Bytes>> &reachable, NaiveResult &result)
{
    for (const auto &[state, reached] : reachable) {
        const bool isFailure = std::ranges::any_of(
            reached, [&](const Bytes &other) { return result.failures.contains(other); });
        const bool isGood = std::ranges::any_of(
            reached, [&](const Bytes &other) { return result.goodEnds.contains(other); });
        result.fates[state] = !isFailure ? Fate::Safe : isGood ? Fate::Open : Fate::Doomed;
    }
}

void findCosts(const Machine &machine, NaiveResult &result)
{
    using Pair = std::pair<Bytes, std::optional<ThreadId>>; // a state, and who ran last
    std::map<Pair, NaiveCost> best;
    std::set<std::pair<NaiveCost, Pair>> open;
    const Pair start{bytesOf(machine.initialState()), std::nullopt};
    best[start] = {};
    open.insert({NaiveCost{}, start});
    while (!open.empty()) {
        const auto [cost, pair] = *open.begin();
        open.erase(open.begin());
        const auto &[state, running] = pair;
        const auto known = result.costs.find(state);
        if (known == result.costs.end() || cost < known->second)
            result.costs[state] = cost;
        for (const auto &[step, next] : result.transitions.at(state)) {
            const bool isLane = isSystemStep(machine.program(), step);
            const bool isSwitch = !isLane && running && *running != step.thread;
            const NaiveCost nextCost{cost.contextSwitches + isSwitch, cost.steps + 1};
            const Pair nextPair{next, isLane ? running : std::optional(step.thread)};
            const auto there = best.find(nextPair);
            if (there != best.end() && there->second <= nextCost)
                continue;
            if (there != best.end())
                open.erase({there->second, nextPair});
            best[nextPair] = nextCost;
            open.insert({nextCost, nextPair});
        }
    }
}

} // namespace

Bytes bytesOf(StateView state)
{
    return {state.begin(), state.end()};
}

std::size_t NaiveResult::transitionCount() const
{
    std::size_t count = 0;
    for (const auto &[state, next] : transitions)
        count += next.size();
    return count;
}

std::set<FindingKind> NaiveResult::failureKinds() const
{
    std::set<FindingKind> kinds;
    for (const auto &[state, kind] : failures)
        kinds.insert(kind);
    return kinds;
}

NaiveCost NaiveResult::cheapest(FindingKind kind) const
{
    NaiveCost best{std::numeric_limits<std::size_t>::max(), 0};
    for (const auto &[state, failure] : failures) {
        if (failure == kind)
            best = std::min(best, costs.at(state));
    }
    return best;
}

NaiveResult naiveSearch(const Machine &machine)
{
    NaiveResult result;
    findTransitions(machine, result);
    std::map<Bytes, std::set<Bytes>> reachable;
    for (const auto &[state, transitions] : result.transitions)
        reachable[state] = reachableFrom(result, state);
    classify(machine, reachable, result);
    findFates(reachable, result);
    findCosts(machine, result);
    return result;
}

std::optional<NaiveCost> naiveCheapestHang(const Machine &machine)
{
    std::map<Bytes, std::size_t> numbers;
    std::vector<const Bytes *> states; // by number
    const auto numberOf = [&](StateView state) {
        const auto [entry, isNew] = numbers.try_emplace(bytesOf(state), states.size());
        if (isNew)
            states.push_back(&entry->first);
        return entry->second;
    };
    using Node = std::pair<std::size_t, std::optional<ThreadId>>; // a state, and who ran last
    std::map<NaiveCost, std::vector<Node>> open;                  // the cheapest first
    std::set<Node> seen;
    std::map<std::size_t, std::vector<std::pair<Step, std::size_t>>> transitions;
    open[{}] = {{numberOf(machine.initialState()), std::nullopt}};
    while (!open.empty()) {
        const auto [cost, nodes] = *open.begin();
        open.erase(open.begin());
        for (const auto &[number, running] : nodes) {
            if (!seen.insert({number, running}).second)
                continue;
            const auto [known, isNew] = transitions.try_emplace(number);
            const StateView state = *states[number];
            if (isNew) {
                for (const Step step : machine.enabledSteps(state)) {
                    State next{state};
                    machine.apply(next, step);
                    known->second.emplace_back(step, numberOf(next));
                }
            }
            if (known->second.empty() && machine.layout().fault(state) == FindingKind::None &&
                isSomeoneLeft(machine, state))
                return cost;
            for (const auto &[step, next] : known->second) {
                const bool isLane = isSystemStep(machine.program(), step);
                const bool isSwitch = !isLane && running && *running != step.thread;
                const NaiveCost nextCost{cost.contextSwitches + isSwitch, cost.steps + 1};
                open[nextCost].emplace_back(next, isLane ? running : std::optional(step.thread));
            }
        }
    }
    return std::nullopt;
}

} // namespace racewalk::test

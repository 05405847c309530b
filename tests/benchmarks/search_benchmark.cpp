// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explore.h"
#include "explore/search/search.h"
#include "support/program_from_text.h"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

// How fast states are found, and how many bytes they take: `search` is the search alone, what Spin
// does too; `explore` is all that comes before a verdict is printed.

namespace {

using namespace racewalk;
using namespace racewalk::test;

constexpr std::string_view inodeRace = "scenarios/inode/inode-teardown.race";

/// Three million states take a second or two; the largest here need some hundred MiB.
constexpr std::uint64_t memoryLimit = 6000;

/// Threads that step through their own variable: (steps + 1)^threads states and no failure.
std::string stepsText(std::int64_t threads, std::int64_t steps)
{
    const std::string count = std::to_string(threads);
    return "scenario \"steps\"; int x[" + count + "];\nthread t[" + count +
           "] { int i; for (i = 0; i < " + std::to_string(steps) +
           "; i++) WRITE_ONCE(x[self], i + 1); }\n";
}

void report(benchmark::State &state, std::uint64_t states, std::uint64_t transitions)
{
    const auto rounds = static_cast<double>(state.iterations());
    state.counters["states"] = static_cast<double>(states);
    state.counters["states/s"] =
        benchmark::Counter(rounds * static_cast<double>(states), benchmark::Counter::kIsRate);
    state.counters["transitions/s"] =
        benchmark::Counter(rounds * static_cast<double>(transitions), benchmark::Counter::kIsRate);
}

void search(benchmark::State &state, const Machine &machine, const Limits &limits)
{
    std::uint64_t states = 0;
    std::uint64_t transitions = 0;
    std::uint64_t bytes = 0;
    for (auto _ : state) {
        const SearchResult result = Search(machine, limits, {}, nullptr).run();
        states = result.states->size();
        transitions = result.transitions.size();
        bytes = result.states->bytes();
    }
    report(state, states, transitions);
    state.counters["bytes/state"] = static_cast<double>(bytes) / static_cast<double>(states);
}

void searchInodeRace(benchmark::State &state)
{
    const auto machine =
        machineOf(inodeRace, "rcu_recheck", {{"lookups", static_cast<int>(state.range(0))}});
    search(state, *machine,
           {.maxMemoryMiB = memoryLimit, .workers = static_cast<unsigned>(state.range(1))});
}

void searchSteps(benchmark::State &state)
{
    const auto machine = machineFor(stepsText(state.range(0), state.range(1)));
    search(state, *machine,
           {.maxMemoryMiB = memoryLimit, .workers = static_cast<unsigned>(state.range(2))});
}

/// The reductions that a benchmark's argument stands for.
Reductions reductionsOf(std::int64_t number)
{
    return {.threads = number >= 1, .steps = number >= 2};
}

void searchInodeRaceReduced(benchmark::State &state)
{
    const auto machine =
        machineOf(inodeRace, "rcu_recheck", {{"lookups", static_cast<int>(state.range(0))}});
    search(state, *machine,
           {.maxMemoryMiB = memoryLimit,
            .workers = static_cast<unsigned>(state.range(2)),
            .reductions = reductionsOf(state.range(1))});
}

/// One worker, as these are small.
void searchLecture(benchmark::State &state, std::string_view name, std::string_view variant,
                   const ParameterValues &parameters, MemoryModel memory)
{
    const auto machine = machineOf("scenarios/classroom/" + std::string(name) + ".race", variant,
                                   parameters, memory);
    search(state, *machine, {.workers = 1, .reductions = reductionsOf(state.range(0))});
}

void searchPhilosophers(benchmark::State &state)
{
    searchLecture(state, "dining-philosophers", "left_first",
                  {{"philosophers", static_cast<int>(state.range(1))}}, MemoryModel::Sc);
}

void searchBoundedBuffer(benchmark::State &state)
{
    searchLecture(state, "bounded-buffer", "one_queue", {}, MemoryModel::Sc);
}

void searchEndlessBuffer(benchmark::State &state)
{
    searchLecture(state, "endless-buffer", "one_queue", {}, MemoryModel::Sc);
}

void searchPetersonUnderTso(benchmark::State &state)
{
    searchLecture(state, "peterson", "textbook", {}, MemoryModel::Tso);
}

void exploreInodeRace(benchmark::State &state)
{
    const auto machine =
        machineOf(inodeRace, "rcu_lookup", {{"lookups", static_cast<int>(state.range(0))}});
    const Limits limits{.maxMemoryMiB = memoryLimit,
                        .workers = static_cast<unsigned>(state.range(1))};
    Verdict verdict;
    for (auto _ : state)
        verdict = explore(*machine, limits).verdict;
    report(state, verdict.states, verdict.transitions);
}

} // namespace

BENCHMARK(searchInodeRace)
    ->ArgNames({"lookups", "workers"})
    ->ArgsProduct({{1, 2, 3, 4, 5, 6}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(searchSteps)
    ->ArgNames({"threads", "steps", "workers"})
    ->ArgsProduct({{4}, {10, 30}, {1, 2}})
    ->ArgsProduct({{8}, {4}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(exploreInodeRace)
    ->ArgNames({"lookups", "workers"})
    ->ArgsProduct({{1, 2, 3, 4, 5}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

// reduction: 0 none, 1 of threads, 2 of threads and of steps.
BENCHMARK(searchInodeRaceReduced)
    ->ArgNames({"lookups", "reduction", "workers"})
    ->ArgsProduct({{1, 2, 3, 4, 5, 6, 7, 8}, {1, 2}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(searchPhilosophers)
    ->ArgNames({"reduction", "philosophers"})
    ->ArgsProduct({{0, 2}, {3, 4, 5}})
    ->Unit(benchmark::kMicrosecond);
BENCHMARK(searchBoundedBuffer)
    ->ArgName("reduction")
    ->DenseRange(0, 2)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK(searchEndlessBuffer)
    ->ArgName("reduction")
    ->DenseRange(0, 2)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK(searchPetersonUnderTso)
    ->ArgName("reduction")
    ->DenseRange(0, 2)
    ->Unit(benchmark::kMicrosecond);

BENCHMARK_MAIN();

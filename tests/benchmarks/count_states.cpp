// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/scenario.h"
#include "explore/search/search.h"
#include "machine/machine.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

// count_states SCENARIO [--variant V] [--param N=V] [--memory M] [--reduction R]: how many states a
// search stores, how many transitions it takes, bytes per state and seconds: a line for each way to
// reduce it, all of them from the first state on. `racewalk check` leaves out steps only beyond a
// million states.

namespace {

using namespace racewalk;

struct Way {
    std::string_view name;
    Reductions reductions;
};

constexpr std::array ways{
    Way{"whole", {}},
    Way{"threads", {.threads = true}},
    Way{"steps", {.steps = true}},
    Way{"threads+steps", {.threads = true, .steps = true}},
};

struct Options {
    cli::ScenarioOptions scenario;
    Limits limits{.maxMemoryMiB = 8000};
    std::vector<std::string> reductions; ///< names of ways; empty: all
};

bool isWanted(const Options &options, std::string_view name)
{
    if (options.reductions.empty())
        return true;
    return std::ranges::find(options.reductions, name) != options.reductions.end();
}

/// Whether every state was seen.
bool count(const Machine &machine, Limits limits, const Way &way)
{
    limits.reductions = way.reductions;
    const auto begin = std::chrono::steady_clock::now();
    const SearchResult result = Search(machine, limits, {}, nullptr).run();
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
    const std::size_t states = result.states->size();
    const double bytes = static_cast<double>(result.states->bytes()) / static_cast<double>(states);
    fmt::print("{:<13} {:>11} {:>12} {:>9.1f} {:>9.3f}{}\n", way.name, states,
               result.transitions.size(), bytes, time.count(),
               result.limit == Limit::None ? "" : " incomplete");
    std::fflush(stdout);
    return result.limit == Limit::None;
}

} // namespace

int main(int argc, char **argv)
{
    CLI::App app("Counts the states that searches of a scenario store.");
    Options options;
    cli::addScenarioOptions(app, options.scenario);
    app.add_option("--reduction", options.reductions, "whole, threads, steps or threads+steps");
    app.add_option("--max-states", options.limits.maxStates);
    app.add_option("--max-memory", options.limits.maxMemoryMiB, "in MiB");
    app.add_option("--jobs", options.limits.workers);
    CLI11_PARSE(app, argc, argv);

    cli::Console console;
    const auto program = cli::loadScenario(options.scenario, console);
    if (!program) {
        console.complainLines(program.error().lines);
        return 2;
    }
    const Machine machine(*program);
    if (!options.scenario.quiet)
        fmt::print("{:<13} {:>11} {:>12} {:>9} {:>9}\n", "", "states", "transitions", "bytes",
                   "seconds");
    bool isComplete = true;
    for (const Way &way : ways)
        if (isWanted(options, way.name))
            isComplete = count(machine, options.limits, way) && isComplete;
    return isComplete ? 0 : 3;
}

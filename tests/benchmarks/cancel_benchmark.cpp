// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/explore.h"
#include "support/program_from_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <thread>
#include <vector>

// How long it takes from asking for a stop until explore() has returned and everything is freed:
// `cancel_benchmark [MOMENTS] [LOOKUPS] [WORKERS] [MIB]`, at that many random moments of a search
// of the inode race and of what follows it, 6 lookups being eleven million states.

namespace {

using namespace racewalk;
using namespace racewalk::test;
using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// Notes when the search last said something: what comes after it is evaluation.
class LastWord final : public ProgressSink {
public:
    void progress(const Progress &progress) override { states = progress.states; }
    std::atomic<std::uint64_t> states = 0;
};

struct Stopped {
    double asked = 0; ///< seconds after the beginning
    double took = 0;
    std::uint64_t states = 0;
};

Stopped stopAfter(const Machine &machine, const Limits &limits, double seconds)
{
    std::stop_source stop;
    LastWord sink;
    Clock::time_point asked;
    const Clock::time_point begin = Clock::now();
    {
        const std::jthread search([&] { explore(machine, limits, stop.get_token(), &sink); });
        std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
        asked = Clock::now();
        stop.request_stop();
    }
    return {.asked = std::chrono::duration<double>(asked - begin).count(),
            .took = secondsSince(asked),
            .states = sink.states};
}

} // namespace

int main(int argc, char **argv)
{
    const auto number = [&](int i, int otherwise) {
        return argc > i ? std::atoi(argv[i]) : otherwise;
    };
    const int moments = number(1, 40);
    const auto machine = machineOf("scenarios/inode/inode-teardown.race", "rcu_recheck",
                                   {{"lookups", number(2, 6)}});
    const Limits limits{.maxMemoryMiB = static_cast<std::uint64_t>(number(4, 8000)),
                        .workers = static_cast<unsigned>(number(3, 2))};
    const Clock::time_point begin = Clock::now();
    const std::uint64_t states = explore(*machine, limits).verdict.states;
    const double whole = secondsSince(begin);
    fmt::print("{} states, {:.1f} s in all\n", states, whole);

    std::mt19937 random(1);
    std::uniform_real_distribution<double> moment(0, whole);
    std::vector<Stopped> all;
    for (int i = 0; i < moments; ++i) {
        all.push_back(stopAfter(*machine, limits, moment(random)));
        fmt::print("{:8.1f} ms, asked after {:6.2f} s, {} states\n", 1000 * all.back().took,
                   all.back().asked, all.back().states);
        std::fflush(stdout);
    }
    std::ranges::sort(all, {}, &Stopped::took);
    fmt::print("median {:.1f} ms, maximum {:.1f} ms\n", 1000 * all[all.size() / 2].took,
               1000 * all.back().took);
}

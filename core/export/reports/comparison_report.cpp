// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/reports/comparison_report.h"

#include "explore/differences/result_set.h"
#include "explore/search/way_to_end.h"

#include <fmt/format.h>

#include <utility>

namespace racewalk {

namespace {

/// Lets a side go on to an end, if it should.
void goOnToEnd(ComparedSide &side, const ComparedSide &other, Watch &watch)
{
    if (!wantsToGoOn(side, other))
        return;
    const Run &run = side.run;
    if (const auto steps = wayToEnd(run.machine(), run.state(), run.runningThread(run.length()),
                                    maxStatesOnWayToEnd, watch))
        goOn(side, *steps);
}

const Finding *failureOf(const SideToCompare &side)
{
    return side.exploration.verdict.firstFailure();
}

} // namespace

std::array<std::string, 2> sideNames(const Program &left, const Program &right)
{
    const bool isVariant = left.variant != right.variant;
    const bool isModel = left.memory != right.memory;
    if (!isVariant && !isModel)
        return {"left", "right"};
    std::array<std::string, 2> names;
    for (std::size_t side = 0; side < 2; ++side) {
        const Program &program = side == 0 ? left : right;
        if (isVariant)
            names[side] = program.variant;
        if (isModel)
            names[side] += (isVariant ? " under " : "") + std::string(toText(program.memory));
    }
    return names;
}

ChosenSchedule readableSchedule(const SideToCompare &left, const SideToCompare &right,
                                const std::array<std::string, 2> &names)
{
    const std::array sides = {&left, &right};
    for (std::size_t side = 0; side < 2; ++side)
        if (const Finding *failure = failureOf(*sides[side]))
            return {scheduleOf(*sides[side]->machine, failure->steps),
                    fmt::format("the shortest {} of {}", toText(failure->kind), names[side])};
    const std::string origin =
        fmt::format("a run of {} with the fewest context switches", names[0]);
    const Machine &machine = *left.machine;
    if (!left.exploration.verdict.outcomes.empty())
        return {scheduleOf(machine, left.exploration.verdict.outcomes.front().steps), origin};
    const auto steps = wayToEnd(machine, machine.initialState(), std::nullopt);
    return {scheduleOf(machine, steps.value_or(std::vector<Step>())), origin};
}

ComparisonReport compareSides(SideToCompare left, SideToCompare right, Patch patch,
                              std::stop_token stop)
{
    Watch watch(stop, Watch::Clock::time_point::max());
    std::array sides = {follow(left.machine, left.schedule), follow(right.machine, right.schedule)};
    // What one does can bring the other to its end.
    for (const std::size_t side : {0, 1, 0}) {
        watch.look();
        goOnToEnd(sides[side], sides[1 - side], watch);
    }
    ComparisonReport report{
        .names = sideNames(left.machine->program(), right.machine->program()),
        .schedules = {toText(left.schedule), toText(right.schedule)},
        .origin = {},
        .explorations = {std::move(left.exploration), std::move(right.exploration)},
        .comparison = compare(std::move(sides[0]), std::move(sides[1])),
        .patch = std::move(patch),
        .results = {},
        .graph = {}};
    watch.look();
    const auto asLeft = [&report](SourceSpan place) {
        return report.patch.asLeft(place, *report.program(1).source);
    };
    const auto &[before, after] = report.explorations;
    report.results = resultDifference(resultSetOf(*left.machine, before.verdict),
                                      resultSetOf(*right.machine, after.verdict, asLeft));
    report.graph =
        graphDifference({*left.machine, before.verdict, *before.space},
                        {*right.machine, after.verdict, *after.space}, report.patch, watch);
    return report;
}

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/schedule/tour_check.h"

#include "machine/words.h"
#include "run/schedule/schedule.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace racewalk {

namespace {

/// The first stop whose steps are no schedule.
std::optional<TourFault> unreadable(const Tour &tour)
{
    for (const TourStop &stop : tour.stops)
        if (const auto schedule = parseSchedule(stop.steps); !schedule)
            return TourFault{stop.span,
                             fmt::format("the steps of the tour \"{}\" cannot be read: {}",
                                         tour.title, schedule.error().message)};
    return std::nullopt;
}

/// How the state ends a run; empty if it does not.
std::string endOf(const Machine &machine, StateView state)
{
    switch (machine.standing(state)) {
    case Standing::Ended:
        return "ok";
    case Standing::Hang:
        return "hang";
    case Standing::Fault:
        return std::string(toText(machine.layout().fault(state)));
    case Standing::Going:
        break;
    }
    return {};
}

std::optional<TourFault> unwalkable(const Machine &machine, const Tour &tour)
{
    std::string steps;
    std::vector<std::size_t> ends; // of each stop's steps in the text
    for (const TourStop &stop : tour.stops) {
        steps += stop.steps + ' ';
        ends.push_back(steps.size());
    }
    const Walk walked = walk(machine, *parseSchedule(steps));
    if (!walked.message.empty()) {
        const auto stop = std::ranges::upper_bound(ends, walked.offset) - ends.begin();
        return TourFault{
            tour.stops[static_cast<std::size_t>(stop)].span,
            fmt::format("the tour \"{}\" cannot be replayed: {}", tour.title, walked.message)};
    }
    State state = machine.initialState();
    for (const Step step : walked.steps)
        machine.apply(state, step);
    const std::string end = endOf(machine, state);
    if (end == tour.end || (end.empty() && tour.end == toText(FindingKind::Livelock)))
        return std::nullopt;
    return TourFault{tour.span, end.empty()
                                    ? fmt::format("the tour \"{}\" ends before the run does: it "
                                                  "says '{}'",
                                                  tour.title, tour.end)
                                    : fmt::format("the tour \"{}\" ends in '{}', not in '{}'",
                                                  tour.title, end, tour.end)};
}

} // namespace

bool hasDefaultParameters(const Program &program)
{
    return std::ranges::equal(program.parameters, program.scenario.parameters, {},
                              &Parameter::value, &Parameter::value);
}

std::vector<TourFault> faultyTours(const Machine &machine)
{
    const Program &program = machine.program();
    std::vector<TourFault> faults;
    for (const Tour &tour : program.scenario.tours) {
        auto fault = unreadable(tour);
        const bool isHere = tour.variant == program.variant && tour.memory == program.memory;
        if (!fault && isHere && hasDefaultParameters(program))
            fault = unwalkable(machine, tour);
        if (fault)
            faults.push_back(*std::move(fault));
    }
    return faults;
}

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/narration/narration.h"

#include "export/narration/step_words.h"
#include "export/reports/verdict_text.h"
#include "machine/words.h"
#include "run/schedule/schedule.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <vector>

namespace racewalk {
namespace {

/// By position: what the tour that has exactly these steps says there; empty if there is none.
std::map<std::size_t, std::string> tourNarration(const Machine &machine,
                                                 std::span<const Step> steps)
{
    const Program &program = machine.program();
    for (const Tour &tour : program.scenario.tours) {
        if (tour.variant != program.variant || tour.memory != program.memory)
            continue;
        std::map<std::size_t, std::string> narration;
        std::string text;
        std::vector<Step> walked;
        for (const TourStop &stop : tour.stops) {
            text += stop.steps + ' ';
            const auto schedule = parseSchedule(text);
            if (!schedule)
                break;
            walked = walk(machine, *schedule).steps;
            narration[walked.size()] = stop.narration;
        }
        if (std::ranges::equal(walked, steps))
            return narration;
    }
    return {};
}

} // namespace

Narrator::Narrator(const WalkToTell &walk)
    : m_walk(walk), m_tour(tourNarration(walk.run.machine(), walk.run.steps().first(walk.length)))
{}

Narration Narrator::at(const Run &at) const
{
    const std::size_t position = at.position();
    if (position == 0)
        return {.say = "Nothing has run yet.",
                .why = "Go forward to take the first step.",
                .item = "Step 0: nothing has run yet"};
    const Machine &machine = at.machine();
    const Program &program = machine.program();
    const Event &event = at.event(position - 1);
    const std::string deed = deedOf(program, event).does;
    const std::string &name = program.threads[indexOf(event.step.thread)].name;
    Narration told{.say = asSentence(name + ' ' + deed),
                   .why = {},
                   .item =
                       fmt::format("{}, step {} of {}: {}", name, position, m_walk.length, deed)};
    for (const EffectOnOthers &effect :
         effectsOf(machine, at.stateAt(position - 1), at.state(), event.step.thread)) {
        told.item += ", " + shortText(program, effect);
        told.why += asSentence(effect.isBlocked ? sentenceFor(machine, at.state(), effect.thread)
                                                : shortText(program, effect)) +
                    ' ';
    }
    if (const std::string fate = fateWords(position); !fate.empty()) {
        told.why += fate + '.';
        told.item += ", ";
        told.item += static_cast<char>(std::tolower(static_cast<unsigned char>(fate[0])));
        told.item += fate.substr(1);
    }
    if (const auto tour = m_tour.find(position); tour != m_tour.end()) {
        const SplitText split = splitSentence(tour->second);
        told.say = split.first;
        told.why = split.rest;
        told.item += ". " + tour->second;
    }
    if (position == m_walk.run.length())
        told.why += (told.why.empty() || told.why.ends_with(' ') ? "" : " ") + ending(at);
    return told;
}

Fate Narrator::fateAt(std::size_t position) const
{
    return position == 0 ? m_walk.timeline.initialFate : m_walk.timeline.events[position - 1].fate;
}

/// What the fate means, where the step to a position has changed it.
std::string Narrator::fateWords(std::size_t position) const
{
    const Fate now = fateAt(position), before = fateAt(position - 1);
    if (now == before || now == Fate::Unknown || before == Fate::Unknown)
        return {};
    return stepFateText(before, now, m_walk.timeline.onlyFailure);
}

/// How the run ends; empty if it does not end here.
std::string Narrator::ending(const Run &at) const
{
    if (m_walk.timeline.livelock)
        return m_walk.livelock.empty() ? "The run has entered a livelock."
                                       : asSentence(m_walk.livelock);
    return at.machine().standing(at.state()) == Standing::Going ? std::string() : endingText(at);
}

} // namespace racewalk

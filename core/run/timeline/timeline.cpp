// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/timeline.h"

#include "program/one_line.h"
#include "run/timeline/timeline_arrows.h"
#include "run/timeline/timeline_damage.h"
#include "run/timeline/timeline_spans.h"
#include "run/timeline/timeline_statements.h"

#include <fmt/format.h>

#include <utility>

namespace racewalk {

namespace {

void addLanes(const Program &program, Timeline &timeline)
{
    for (std::size_t i = 0; i < program.threads.size(); ++i) {
        const Thread &thread = program.threads[i];
        timeline.lanes.push_back({ThreadId(i), thread.name,
                                  thread.isSystem ? "callbacks" : fmt::format("CPU{}", i),
                                  thread.isSystem});
    }
}

/// A store that waits in its thread's buffer is not in memory yet.
std::string noteOf(const Run &run, std::size_t index)
{
    const Event &event = run.event(index);
    const ThreadId thread = event.step.thread;
    const Layout &layout = run.machine().layout();
    if (run.machine().program().threads[indexOf(thread)].isSystem || event.step.isDrain() ||
        layout.bufferedStores(run.stateAt(index + 1), thread) <=
            layout.bufferedStores(run.stateAt(index), thread))
        return event.pictureNote;
    return event.pictureNote.empty() ? "buffered" : "buffered, " + event.pictureNote;
}

void addEvents(const Run &run, const std::function<Fate(StateView)> &fateAt, Timeline &timeline)
{
    timeline.initialFate = fateAt(run.stateAt(0));
    timeline.events.reserve(run.length());
    for (std::size_t i = 0; i < run.length(); ++i) {
        const Event &event = run.event(i);
        timeline.events.push_back({.index = i,
                                   .lane = indexOf(event.step.thread),
                                   .op = event.op,
                                   .role = event.role,
                                   .label = event.label,
                                   .shortLabel = event.compactLabel,
                                   .note = noteOf(run, i),
                                   .spoken = event.spoken,
                                   .fate = fateAt(run.stateAt(i + 1))});
    }
}

void addTurningPoints(Timeline &timeline)
{
    Fate before = timeline.initialFate;
    for (const TimelineEvent &event : timeline.events) {
        if (before == Fate::Open && event.fate == Fate::Doomed && !timeline.pointOfNoReturn)
            timeline.pointOfNoReturn = event.index;
        if (before == Fate::Open && event.fate == Fate::Safe && !timeline.safeFromHere)
            timeline.safeFromHere = event.index;
        before = event.fate;
    }
}

void addSwitches(Timeline &timeline)
{
    std::optional<std::size_t> running;
    for (const TimelineEvent &event : timeline.events) {
        if (timeline.lanes[event.lane].isSystem || event.role == Role::Drain)
            continue;
        if (running && *running != event.lane)
            timeline.switches.push_back(
                {event.index, *running, event.lane, timeline.switches.size() + 1});
        running = event.lane;
    }
}

} // namespace

std::string tooltipOf(const Program &program, const Event &event)
{
    const std::string statement = onOneLine(program.textOf(event.statement));
    std::string text = statement.empty() ? event.text : statement;
    if (event.span.line != 0 && program.source) {
        text += '\n';
        text += program.source->fileName();
        text += ':';
        text += std::to_string(event.span.line);
    }
    for (const Change &change : event.changes) {
        text += '\n';
        text += change.place;
        text += ": ";
        text += change.before;
        text += " -> ";
        text += change.after;
    }
    return text;
}

bool hasTail(const Timeline &timeline)
{
    return timeline.livelock || !timeline.stuck.empty() ||
           std::ranges::any_of(timeline.spans, [&timeline](const TimelineSpan &span) {
               return span.kind == TimelineSpan::Kind::Asleep && !span.last &&
                      span.first + 1 == timeline.events.size();
           });
}

namespace {

void addStuck(const Run &run, Timeline &timeline)
{
    const Machine &machine = run.machine();
    const StateView end = run.stateAt(run.length());
    if (machine.standing(end) != Standing::Hang)
        return;
    for (std::size_t lane = 0; lane < timeline.lanes.size(); ++lane) {
        const Readiness waiting =
            machine.readiness(end, ThreadId{static_cast<std::uint16_t>(lane)});
        const bool isIdle = machine.program().threads[lane].isDaemon && waiting.holders == 0;
        if (timeline.lanes[lane].isSystem || isIdle || waiting.kind == Readiness::Kind::Ended ||
            waiting.kind == Readiness::Kind::Asleep || waiting.kind == Readiness::Kind::Enabled)
            continue;
        timeline.stuck.push_back(
            {lane, waiting.holders == 0
                       ? "waits forever"
                       : "waits for " + threadNames(machine.program(), waiting.holders)});
    }
}

} // namespace

Timeline timelineOf(const Run &run, const std::function<Fate(StateView)> &fateAt,
                    OnlyFailure onlyFailure, std::optional<Livelock> livelock)
{
    Timeline timeline;
    timeline.onlyFailure = onlyFailure;
    timeline.livelock = std::move(livelock);
    addLanes(run.machine().program(), timeline);
    addEvents(run, fateAt, timeline);
    addTurningPoints(timeline);
    addSwitches(timeline);
    addStatements(run, timeline);
    addSpans(run, timeline);
    addArrows(run, timeline);
    addDamage(run, timeline);
    addStuck(run, timeline);
    return timeline;
}

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/timeline_part.h"

#include <algorithm>
#include <optional>

namespace racewalk {
namespace {

/// The events that are kept, and their new numbers.
struct Part {
    std::size_t first = 0, last = 0;

    bool contains(std::size_t event) const { return event >= first && event < last; }
    std::optional<std::size_t> moved(std::optional<std::size_t> event) const
    {
        return event && contains(*event) ? std::optional(*event - first) : std::nullopt;
    }
};

void addSpans(const Timeline &whole, const Part &part, Timeline &timeline)
{
    for (TimelineSpan span : whole.spans) {
        if (span.first >= part.last || (span.last && *span.last < part.first))
            continue;
        span.first = std::max(span.first, part.first) - part.first;
        span.isForever = span.isForever && part.last == whole.events.size();
        span.last = part.moved(span.last);
        timeline.spans.push_back(span);
    }
}

void addArrows(const Timeline &whole, const Part &part, Timeline &timeline)
{
    for (TimelineArrow arrow : whole.arrows) {
        if (!part.contains(arrow.from) || !part.contains(arrow.to))
            continue;
        arrow.from -= part.first;
        arrow.to -= part.first;
        timeline.arrows.push_back(arrow);
    }
}

void addDamage(const Timeline &whole, const Part &part, Timeline &timeline)
{
    for (TimelineDamage damage : whole.damage) {
        if (!part.contains(damage.check) || !part.contains(damage.sleep))
            continue; // what is between them is in the part as well
        damage.check -= part.first;
        damage.sleep -= part.first;
        for (std::size_t &write : damage.writes)
            write -= part.first;
        timeline.damage.push_back(std::move(damage));
    }
}

} // namespace

Timeline timelinePart(const Timeline &whole, std::size_t first, std::size_t last)
{
    const Part part{first, last};
    Timeline timeline;
    timeline.lanes = whole.lanes;
    timeline.locks = whole.locks;
    timeline.usesRcu = whole.usesRcu;
    timeline.onlyFailure = whole.onlyFailure;
    timeline.offset = whole.offset + first;
    timeline.initialFate = first == 0 ? whole.initialFate : whole.events[first - 1].fate;
    timeline.events.assign(whole.events.begin() + static_cast<std::ptrdiff_t>(first),
                           whole.events.begin() + static_cast<std::ptrdiff_t>(last));
    for (std::size_t event = 0; event < timeline.events.size(); ++event)
        timeline.events[event].index = event;
    for (TimelineSwitch each : whole.switches)
        if (part.contains(each.before) && each.before > first) {
            each.before -= first;
            timeline.switches.push_back(each);
        }
    for (TimelineStatement statement : whole.statements)
        if (part.contains(statement.first) && part.contains(statement.last)) {
            statement.first -= first;
            statement.last -= first;
            timeline.statements.push_back(std::move(statement));
        }
    for (const auto &[event, text] : whole.notes)
        if (part.contains(event))
            timeline.notes.emplace(event - first, text);
    addSpans(whole, part, timeline);
    addArrows(whole, part, timeline);
    addDamage(whole, part, timeline);
    timeline.pointOfNoReturn = part.moved(whole.pointOfNoReturn);
    timeline.safeFromHere = part.moved(whole.safeFromHere);
    if (last == whole.events.size()) {
        timeline.livelock = whole.livelock;
        timeline.stuck = whole.stuck;
    }
    return timeline;
}

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/timeline_text.h"

#include <gtest/gtest.h>

namespace racewalk::test {

std::string eventsText(const Timeline &timeline)
{
    std::string text;
    for (const TimelineEvent &event : timeline.events) {
        text += timeline.lanes[event.lane].name + ": " + event.label;
        text += event.note.empty() ? "\n" : " [" + event.note + "]\n";
    }
    return text;
}

std::string spansText(const Timeline &timeline)
{
    std::string text;
    for (const TimelineSpan &span : timeline.spans) {
        text += timeline.lanes[span.lane].name + ": ";
        switch (span.kind) {
        case TimelineSpan::Kind::LockHeld:
            text += "lock " + timeline.locks[span.lock];
            break;
        case TimelineSpan::Kind::RcuReader:
            text += "rcu";
            break;
        case TimelineSpan::Kind::Asleep:
            text += "asleep";
            break;
        }
        text += " " + std::to_string(span.first + 1) + "-";
        text += span.last ? std::to_string(*span.last + 1) : span.isForever ? "forever" : "";
        text += '\n';
    }
    return text;
}

std::string arrowsText(const Timeline &timeline)
{
    std::string text;
    for (const TimelineArrow &arrow : timeline.arrows) {
        const std::string from = std::to_string(arrow.from + 1);
        const std::string to = std::to_string(arrow.to + 1);
        switch (arrow.kind) {
        case TimelineArrow::Kind::LockHandover:
            text += "handover " + from + " > " + to;
            break;
        case TimelineArrow::Kind::Wake:
            text += "wake " + from + " > " + to;
            break;
        case TimelineArrow::Kind::Callback:
            text += "callback " + from + " > " + to;
            break;
        case TimelineArrow::Kind::WakesNobody:
            text += "wakes nobody " + from + ", " + timeline.lanes[arrow.lane].name;
            EXPECT_EQ(arrow.to, arrow.from);
            break;
        }
        text += '\n';
    }
    return text;
}

} // namespace racewalk::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/fate_words.h"
#include "machine/livelock.h"
#include "run/run.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace racewalk {

struct TimelineLane {
    ThreadId thread{};
    std::string name;
    std::string caption; ///< "CPU0", or "callbacks" for the rcu lane
    bool isSystem = false;
};

struct TimelineEvent {
    std::size_t index = 0; ///< row
    std::size_t lane = 0;
    Op op = Op::End;
    Role role = Role::None;
    std::string label;
    std::string shortLabel; ///< where the labels do not fit; empty: none
    std::string note;
    std::string spoken;        ///< for assistive technology: "reads counter: 0"
    Fate fate = Fate::Unknown; ///< of the state after it
};

/// A span of time: from event `first` to event `last`, or beyond the end of the run.
struct TimelineSpan {
    enum class Kind : std::uint8_t { LockHeld, RcuReader, Asleep };
    Kind kind = Kind::LockHeld;
    std::size_t lane = 0;
    std::size_t first = 0;
    std::optional<std::size_t> last; ///< of Asleep: the event that woke it
    std::size_t lock = 0;            ///< of LockHeld: index into Timeline::locks
    bool isForever = false;          ///< of Asleep: the run ends in a hang
};

struct TimelineArrow {
    enum class Kind : std::uint8_t {
        LockHandover, ///< unlock to the next lock of the same lock by another thread
        Wake,     ///< wake-up to the woken thread's next event, or to its sleep while it has none
        Callback, ///< call_rcu, and the last rcu_read_unlock, to the callback
        WakesNobody, ///< a wake-up that finds no waiter: to the lane that sleeps later
    };
    Kind kind = Kind::LockHandover;
    std::size_t from = 0;
    std::size_t to = 0;   ///< event; of WakesNobody: equal to from
    std::size_t lane = 0; ///< of WakesNobody: the lane of the thread that sleeps later
};

struct TimelineSwitch {
    std::size_t before = 0; ///< the event that the switch comes before
    std::size_t fromLane = 0, toLane = 0;
    std::size_t number = 0; ///< from 1
};

/// Events of one statement of one thread that follow each other, at least two. They can be shown as
/// one row.
struct TimelineStatement {
    std::size_t first = 0, last = 0; ///< events
    std::string label;               ///< "counter++"
    std::string note;                ///< its result: "writes 1"
};

/// Texts that the user wrote on steps, by event.
using StepNotes = std::map<std::size_t, std::string>;

/// The interval between a thread's check and its sleep, in which other threads' steps make the
/// check stale: timeline_damage.h.
struct TimelineDamage {
    std::size_t lane = 0;
    std::size_t check = 0, sleep = 0;  ///< events of the lane
    std::vector<std::size_t> writes{}; ///< events that change the place in between, at least one
    std::string place{};               ///< "inodes[0].i_state"
};

/// A thread that waits forever where the run ends in a hang, but is not asleep.
struct TimelineStuck {
    std::size_t lane = 0;
    std::string words; ///< "waits for cpu1", "waits forever"
};

/// One run as data for a picture, without pixels. Events are in the order of steps, one per row.
struct Timeline {
    std::vector<TimelineLane> lanes;
    std::vector<TimelineEvent> events;
    std::vector<TimelineSpan> spans;
    std::vector<TimelineArrow> arrows;
    std::vector<TimelineSwitch> switches;
    std::vector<std::string> locks; ///< in order of first use; short names
    bool usesRcu = false;
    Fate initialFate = Fate::Unknown;
    std::optional<std::size_t>
        pointOfNoReturn; ///< the first event whose state is doomed after an open one
    std::optional<std::size_t>
        safeFromHere;                   ///< the first event whose state is safe after an open one
    OnlyFailure onlyFailure{};          ///< for the words of the fates
    std::optional<Livelock> livelock{}; ///< that the run ends in
    std::vector<TimelineStuck> stuck{};
    StepNotes notes{};
    std::vector<TimelineDamage> damage{};
    std::vector<TimelineStatement> statements{}; ///< ascending
    std::size_t offset = 0; ///< steps of the run before the first event: timeline_part.h
};

/// Whether something is shown below the last row: who sleeps, waits or runs forever.
bool hasTail(const Timeline &timeline);

/// The full statement of an event, its file and line, and what changed.
std::string tooltipOf(const Program &program, const Event &event);

/// `fateAt` returns the fate of a state, Unknown if it is not known; `onlyFailure` names the
/// failure that the fates are about; `livelock` is the one that the run ends in.
Timeline timelineOf(const Run &run, const std::function<Fate(StateView)> &fateAt,
                    OnlyFailure onlyFailure = {}, std::optional<Livelock> livelock = {});

} // namespace racewalk

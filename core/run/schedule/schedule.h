// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"
#include "machine/step.h"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// One word of a schedule: whose step comes next, and how often.
struct ScheduleWord {
    enum class Extent : std::uint8_t {
        Count,        ///< t, t*N, t(v): exactly `count` steps
        UntilBlocked, ///< t!: until the thread blocks, sleeps, ends or has a choice
        UntilLabel,   ///< t@label: until it stands at a C label
        Drain,        ///< t~, t~x: one store of its store buffer
    };
    std::string thread; ///< as written, without case: "lookup", "lookup[2]", "rcu"
    Extent extent = Extent::Count;
    std::size_t count = 1;
    std::optional<std::int32_t> choice; ///< t(v): the value itself, not the Step's index
    std::string name;                   ///< label, or a store's place: "x", "inodes[0].i_state"
    std::size_t offset = 0;             ///< in the text it was read from

    bool operator==(const ScheduleWord &) const = default;
};

/// The order in which steps are taken, by name and independent of any state.
/// Reading and writing are inverse: parseSchedule(toText(s)) == s but for offsets.
/// A word without a choice takes the only way there is; of several callbacks the first.
struct Schedule {
    std::vector<ScheduleWord> words;
    bool operator==(const Schedule &) const = default;
};

/// Why a schedule could not be read; `offset` points into the text the user typed.
struct ScheduleError {
    std::size_t offset = 0;
    std::string message;
};

/// A word's count may be this much; a longer way needs more words.
inline constexpr std::size_t maxScheduleCount = 1'000'000;
/// A word with `!` or `@` may take this many steps.
inline constexpr std::size_t maxScheduleSteps = 100'000;

/// Case and blanks do not matter. An empty text is an empty schedule.
std::expected<Schedule, ScheduleError> parseSchedule(std::string_view text);
std::string toText(const Schedule &schedule);

/// The shortest text for steps that were taken from the initial state: t! where more than one step
/// ends in blocking, else t*N. Walking it gives the same steps.
Schedule scheduleOf(const Machine &machine, std::span<const Step> steps);

/// How far a schedule could be walked. `message` is empty if all of it could.
struct Walk {
    std::vector<Step> steps;
    std::string
        message; ///< "step 15: evict cannot go on: it is spinning on i_lock, held by lookup"
    std::size_t offset = 0; ///< of the word that could not go on
};

/// Walks from the initial state. Stops at the first word that cannot go on, keeping the steps
/// before it. An UntilBlocked or UntilLabel also stops with a message where the thread comes back to
/// a state that it passed in this word, having gone round once, or after maxScheduleSteps.
Walk walk(const Machine &machine, const Schedule &schedule);

} // namespace racewalk

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

/// One word of a schedule: the thread that takes the next steps, and how many.
struct ScheduleWord {
    enum class Extent : std::uint8_t {
        Count,        ///< t, t*N, t(v): exactly `count` steps
        UntilBlocked, ///< t!: until the thread blocks, sleeps, finishes or has a choice
        UntilLabel,   ///< t@label: until the thread reaches a C label
        Drain,        ///< t~, t~x: drains one store from its store buffer
    };
    std::string thread; ///< as written, without case: "lookup", "lookup[2]", "rcu"
    Extent extent = Extent::Count;
    std::size_t count = 1;
    std::optional<std::int32_t> choice; ///< t(v): the value itself, not the Step's index
    std::string name;                   ///< label, or a store's place: "x", "inodes[0].i_state"
    std::size_t offset = 0;             ///< position in the text it was read from

    bool operator==(const ScheduleWord &) const = default;
};

/// The order in which steps are taken, by name and independent of any state. Reading and writing
/// are inverse: parseSchedule(toText(s)) == s except for offsets. A word without a choice takes the
/// only possible step; of several callbacks it takes the first.
struct Schedule {
    std::vector<ScheduleWord> words;
    bool operator==(const Schedule &) const = default;
};

/// Why a schedule could not be read; `offset` points into the text the user typed.
struct ScheduleError {
    std::size_t offset = 0;
    std::string message;
};

/// Largest count of a word; more steps need more words.
inline constexpr std::size_t maxScheduleCount = 1'000'000;
/// Largest number of steps of a word with `!` or `@`.
inline constexpr std::size_t maxScheduleSteps = 100'000;

/// Case and blanks do not matter. An empty text is an empty schedule.
std::expected<Schedule, ScheduleError> parseSchedule(std::string_view text);
std::string toText(const Schedule &schedule);

/// Returns the shortest schedule for steps taken from the initial state: t! if several steps end in
/// blocking, otherwise t*N. Executing it takes the same steps.
Schedule scheduleOf(const Machine &machine, std::span<const Step> steps);
/// The same in parts: each cut is the number of steps at which a part ends, ascending.
std::vector<Schedule> schedulesOf(const Machine &machine, std::span<const Step> steps,
                                  std::span<const std::size_t> cuts);
/// As scheduleOf(), to be executed by another program: t! only where the thread has ended. What else blocks
/// it here may not block it there, and it would take steps that nobody asked for.
Schedule portableScheduleOf(const Machine &machine, std::span<const Step> steps);

/// The result of executing a schedule. `message` is empty if all of it could be executed.
struct Walk {
    std::vector<Step> steps;
    std::string message; ///< "step 15: evict cannot step: it is spinning on i_lock, held by lookup"
    std::size_t offset = 0;           ///< of the word that could not be executed
    std::optional<ThreadId> thread{}; ///< that this word names, if there is such a thread
};

/// Executes a schedule from the initial state. Stops at the first word that cannot be executed, and
/// keeps the steps before it. UntilBlocked and UntilLabel also stop, with a message, if a state of
/// this word repeats, which is one iteration of a loop, or after maxScheduleSteps.
Walk walk(const Machine &machine, const Schedule &schedule);

} // namespace racewalk

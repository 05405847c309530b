// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/enum_table.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace racewalk {

/// The kinds of findings, as listed in language.md. The order is that of reports.
enum class FindingKind : std::uint8_t {
    None,
    Hang,
    Livelock,
    Bug,
    Invariant,
    Final,
    UseAfterFree,
    DoubleFree,
    NullDereference,
    LockMisuse,
    SleepInAtomic,
    OutOfBounds,
    DivideByZero,
    Diverges,
    DataRace,
    Warn,
};

enum class Severity : std::uint8_t { Warning, Failure };

/// Where findings of a kind are observed.
enum class SeenIn : std::uint8_t {
    Nothing,
    HungState, ///< no step is possible
    Cycle,     ///< a cycle of states that no step leaves
    Fault,     ///< a state in which a step of a thread stopped the run: Layout::fault()
    Steps,     ///< two steps that are possible in one state
    Step,      ///< one step, after which the run continues
};

/// The properties of a kind of finding.
struct FindingKindRow {
    FindingKind kind;
    std::string_view name; ///< as `expect`, the command line and JSON spell it: "use_after_free"
    Severity severity;
    SeenIn seenIn;
    std::string_view noun;     ///< inside a sentence: "use after free", "BUG_ON"
    std::string_view claim;    ///< that it can happen, for a pill: "Use after free reachable"
    std::string_view headline; ///< that it has happened, for the thread's card: "BUG_ON failed"
};

inline constexpr std::array findingKinds = std::to_array<FindingKindRow>({
    {FindingKind::None, "ok", Severity::Warning, SeenIn::Nothing, "no failure", "No failure", ""},
    {FindingKind::Hang, "hang", Severity::Failure, SeenIn::HungState, "hang", "Hang reachable",
     "Hang"},
    {FindingKind::Livelock, "livelock", Severity::Failure, SeenIn::Cycle, "livelock",
     "Livelock reachable", "Livelock"},
    {FindingKind::Bug, "bug", Severity::Failure, SeenIn::Fault, "BUG_ON", "BUG_ON can fail",
     "BUG_ON failed"},
    {FindingKind::Invariant, "invariant", Severity::Failure, SeenIn::Fault, "invariant failure",
     "Invariant can fail", "Invariant failed"},
    {FindingKind::Final, "final", Severity::Failure, SeenIn::Fault, "final condition failure",
     "Final condition can fail", "Final condition failed"},
    {FindingKind::UseAfterFree, "use_after_free", Severity::Failure, SeenIn::Fault,
     "use after free", "Use after free reachable", "Use after free"},
    {FindingKind::DoubleFree, "double_free", Severity::Failure, SeenIn::Fault, "double free",
     "Double free reachable", "Double free"},
    {FindingKind::NullDereference, "null_dereference", Severity::Failure, SeenIn::Fault,
     "NULL dereference", "NULL dereference reachable", "NULL dereference"},
    {FindingKind::LockMisuse, "lock_misuse", Severity::Failure, SeenIn::Fault, "lock misuse",
     "Lock misuse reachable", "Lock misuse"},
    {FindingKind::SleepInAtomic, "sleep_in_atomic", Severity::Failure, SeenIn::Fault,
     "sleep in atomic context", "Sleep in atomic context reachable", "Sleep in atomic context"},
    {FindingKind::OutOfBounds, "out_of_bounds", Severity::Failure, SeenIn::Fault,
     "index out of bounds", "Index out of bounds reachable", "Index out of bounds"},
    {FindingKind::DivideByZero, "divide_by_zero", Severity::Failure, SeenIn::Fault,
     "division by zero", "Division by zero reachable", "Division by zero"},
    {FindingKind::Diverges, "diverges", Severity::Failure, SeenIn::Fault, "endless local work",
     "Endless local work reachable", "Endless local work"},
    {FindingKind::DataRace, "data_race", Severity::Warning, SeenIn::Steps, "data race",
     "Data race reachable", "Data race"},
    {FindingKind::Warn, "warn", Severity::Warning, SeenIn::Step, "WARN_ON", "WARN_ON can fire",
     "WARN_ON fired"},
});
static_assert(isComplete<findingKinds, &FindingKindRow::kind>(),
              "findingKinds needs one row for each FindingKind, in their order");

constexpr const FindingKindRow &rowOf(FindingKind kind)
{
    return findingKinds[static_cast<std::size_t>(kind)];
}

constexpr Severity severityOf(FindingKind kind)
{
    return rowOf(kind).severity;
}

/// "hang", "use_after_free": as `expect`, the command line and JSON spell it.
constexpr std::string_view toText(FindingKind kind)
{
    return rowOf(kind).name;
}

/// The kinds' names, in the same order.
std::vector<std::string_view> toTexts(std::span<const FindingKind> kinds);

std::optional<FindingKind> findingKindFrom(std::string_view text);

} // namespace racewalk

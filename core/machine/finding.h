// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/step.h"
#include "program/ids.h"
#include "program/source_span.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// What can be found, as language.md lists it. The order is that of reports.
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
    DataRace, ///< a warning
    Warn,     ///< a warning
};

enum class Severity : std::uint8_t { Warning, Failure };

Severity severityOf(FindingKind kind);
/// "hang", "use_after_free": as `expect`, the command line and JSON spell it.
std::string_view toText(FindingKind kind);
std::optional<FindingKind> findingKindFrom(std::string_view text);

struct HangCertificate; // of core/explore, which alone makes and reads it

/// A failure or a warning, and the run that shows it.
struct Finding {
    FindingKind kind = FindingKind::None;
    std::string message; ///< one sentence fragment without a full stop: "lookup sleeps for ever"
    std::optional<ThreadId> thread;
    SourceSpan span;
    std::string object;      ///< path of the cell or object it is about, or empty
    std::vector<Step> steps; ///< from the initial state; replaying them shows the finding
    std::size_t contextSwitches = 0;
    std::shared_ptr<const HangCertificate> certificate; ///< of a hang, and only of one
    SourceSpan otherSpan{}; ///< of a data race: the access that `span` races with
};

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine/finding.h"

#include "machine/fate.h"

#include <algorithm>
#include <array>
#include <utility>

namespace racewalk {

namespace {

constexpr std::array<std::pair<FindingKind, std::string_view>, 16> names{{
    {FindingKind::None, "ok"},
    {FindingKind::Hang, "hang"},
    {FindingKind::Livelock, "livelock"},
    {FindingKind::Bug, "bug"},
    {FindingKind::Invariant, "invariant"},
    {FindingKind::Final, "final"},
    {FindingKind::UseAfterFree, "use_after_free"},
    {FindingKind::DoubleFree, "double_free"},
    {FindingKind::NullDereference, "null_dereference"},
    {FindingKind::LockMisuse, "lock_misuse"},
    {FindingKind::SleepInAtomic, "sleep_in_atomic"},
    {FindingKind::OutOfBounds, "out_of_bounds"},
    {FindingKind::DivideByZero, "divide_by_zero"},
    {FindingKind::Diverges, "diverges"},
    {FindingKind::DataRace, "data_race"},
    {FindingKind::Warn, "warn"},
}};

} // namespace

Severity severityOf(FindingKind kind)
{
    return kind == FindingKind::DataRace || kind == FindingKind::Warn ? Severity::Warning
                                                                      : Severity::Failure;
}

std::string_view toText(FindingKind kind)
{
    return names[static_cast<std::size_t>(kind)].second;
}

std::optional<FindingKind> findingKindFrom(std::string_view text)
{
    const auto found =
        std::ranges::find(names, text, [](const auto &entry) { return entry.second; });
    if (found == names.end())
        return std::nullopt;
    return found->first;
}

std::string_view toText(Fate fate)
{
    switch (fate) {
    case Fate::Unknown:
        return "unknown";
    case Fate::Safe:
        return "safe";
    case Fate::Open:
        return "open";
    case Fate::Doomed:
        return "doomed";
    }
    return "";
}

} // namespace racewalk

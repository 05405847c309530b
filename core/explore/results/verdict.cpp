// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/results/verdict.h"

#include "explore/explain/number_words.h"

#include <fmt/format.h>

#include <algorithm>

namespace racewalk {

namespace {

std::string counted(double number, std::string_view one)
{
    return fmt::format("{} {}{}", decimalText(number), one, number == 1 ? "" : "s");
}

} // namespace

std::string limitText(Limit limit, double value)
{
    switch (limit) {
    case Limit::None:
        return "";
    case Limit::States:
        return fmt::format("limit of {} hit", counted(value, "state"));
    case Limit::Memory:
        return fmt::format("limit of {} MiB hit", decimalText(value));
    case Limit::Time:
        return fmt::format("limit of {} hit", counted(value, "second"));
    case Limit::Cancelled:
        return "cancelled";
    case Limit::FirstFailure:
        return "stopped at the first failure";
    }
    return "";
}

bool Verdict::hasFailure() const
{
    return !failureKinds().empty();
}

const Finding *Verdict::first(FindingKind kind) const
{
    const auto found = std::ranges::find(findings, kind, &Finding::kind);
    return found == findings.end() ? nullptr : &*found;
}

std::vector<FindingKind> Verdict::failureKinds() const
{
    std::vector<FindingKind> kinds;
    for (const Finding &finding : findings) {
        if (severityOf(finding.kind) == Severity::Failure)
            kinds.push_back(finding.kind);
    }
    std::ranges::sort(kinds);
    const auto repeated = std::ranges::unique(kinds);
    kinds.erase(repeated.begin(), repeated.end());
    return kinds;
}

std::optional<bool> isAsExpected(const Verdict &verdict,
                                 const std::vector<std::string> &expectedKinds)
{
    const std::vector<FindingKind> kinds = verdict.failureKinds();
    const auto isExpected = [&](FindingKind kind) {
        return std::ranges::find(expectedKinds, toText(kind)) != expectedKinds.end();
    };
    const auto isFound = [&](const std::string &text) {
        return std::ranges::find(kinds, text, [](FindingKind kind) { return toText(kind); }) !=
               kinds.end();
    };
    if (!std::ranges::all_of(kinds, isExpected))
        return false;
    if (!verdict.isComplete())
        return std::nullopt;
    return std::ranges::all_of(expectedKinds, isFound);
}

std::string verdictSentence(const Verdict &verdict)
{
    return verdictSentence(verdict, verdict.failureKinds());
}

std::string verdictSentence(const Verdict &verdict, std::span<const FindingKind> failures)
{
    std::string kinds;
    for (const FindingKind kind : failures)
        kinds += fmt::format("{}{}", kinds.empty() ? "" : ", ", toText(kind));
    const std::string reduction = verdict.isReduced ? " after reduction" : "";
    const std::string incomplete =
        fmt::format("incomplete: {} seen{}, {}", counted(verdict.states, "state"), reduction,
                    limitText(verdict.limit, verdict.limitValue));
    const std::string states = counted(verdict.states, "state") + reduction;
    const std::string rest = fmt::format(
        "{}{}", verdict.areRunsShortest || kinds.empty() ? "" : "; runs may not be the shortest",
        !verdict.isGraphKept      ? "; no odds, the graph was too large to keep"
        : verdict.areStepsReduced ? "; no odds, orders of steps were left out"
                                  : "");
    if (kinds.empty())
        return (verdict.isComplete() ? "proved: no failure in " + states : incomplete) + rest;
    if (verdict.isComplete())
        return fmt::format("found: {} in {}{}", kinds, states, rest);
    return fmt::format("found: {}; {}{}", kinds, incomplete, rest);
}

} // namespace racewalk

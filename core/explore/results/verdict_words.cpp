// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/results/verdict_words.h"

#include "explore/base/number_words.h"

#include <fmt/format.h>

namespace racewalk {

namespace {

std::string counted(std::uint64_t number, std::string_view one, std::string_view plural = "s")
{
    return fmt::format("{} {}{}", grouped(number), one, number == 1 ? "" : plural);
}

} // namespace

std::string limitText(Limit limit, double value)
{
    switch (limit) {
    case Limit::None:
        return "";
    case Limit::States:
        return fmt::format("limit of {} hit", counted(static_cast<std::uint64_t>(value), "state"));
    case Limit::Memory:
        return fmt::format("limit of {} MiB hit", decimalText(value));
    case Limit::Time:
        return fmt::format("limit of {} second{} hit", decimalText(value), value == 1 ? "" : "s");
    case Limit::Cancelled:
        return "cancelled";
    case Limit::FirstFailure:
        return "stopped at the first failure";
    case Limit::Enough:
        return "stopped by the user";
    }
    return "";
}

std::string verdictSentence(const Verdict &verdict)
{
    return verdictSentence(verdict, verdict.failureKinds());
}

std::string verdictSentence(const Verdict &verdict, std::span<const FindingKind> failures)
{
    const std::string kinds = fmt::format("{}", fmt::join(toTexts(failures), ", "));
    const std::string reduction = verdict.isReduced ? " after reduction" : "";
    const std::string incomplete =
        fmt::format("incomplete: {} seen{}, {}", counted(verdict.states, "state"), reduction,
                    limitText(verdict.limit, verdict.limitValue));
    const std::string states = counted(verdict.states, "state") + reduction;
    const std::string rest = fmt::format(
        "{}{}", verdict.areRunsShortest || kinds.empty() ? "" : "; runs may not be the shortest",
        !verdict.isGraphKept      ? "; no probabilities, the graph was too large to keep"
        : verdict.areStepsReduced ? "; no probabilities, partial-order reduction was used"
                                  : "");
    if (kinds.empty())
        return (verdict.isComplete() ? "proved: no failure in " + states : incomplete) + rest;
    if (verdict.isComplete())
        return fmt::format("found: {} in {}{}", kinds, states, rest);
    return fmt::format("found: {}; {}{}", kinds, incomplete, rest);
}

bool hasFewestSwitches(const Verdict &verdict, std::size_t contextSwitches)
{
    return contextSwitches == 0 || (verdict.isComplete() && verdict.areRunsShortest);
}

std::string shortVerdict(const Verdict &verdict)
{
    if (const Finding *failure = verdict.firstFailure())
        return fmt::format("{} - {}{}", rowOf(failure->kind).claim,
                           hasFewestSwitches(verdict, failure->contextSwitches) ? "" : "at most ",
                           counted(failure->contextSwitches, "context switch", "es"));
    return verdict.isComplete() ? "No failure in any interleaving"
                                : "No failure found, search stopped early";
}

std::string coverageText(const Verdict &verdict)
{
    const std::string states = counted(verdict.states, "state") + " explored";
    if (!verdict.isComplete())
        return fmt::format("{}, search stopped early ({})", states,
                           limitText(verdict.limit, verdict.limitValue));
    if (!verdict.isGraphKept)
        return states + ", all interleavings, too many to keep their graph";
    return states + (verdict.isReduced ? " after reduction" : "") + ", all interleavings";
}

OnlyFailure onlyFailure(const Verdict &verdict)
{
    const std::vector<FindingKind> kinds = verdict.failureKinds();
    if (!verdict.isComplete() || kinds.size() > 1)
        return std::nullopt;
    return kinds.empty() ? FindingKind::None : kinds.front();
}

} // namespace racewalk

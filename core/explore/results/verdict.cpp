// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/results/verdict.h"

#include <algorithm>
#include <set>

namespace racewalk {

bool Verdict::hasFailure() const
{
    return firstFailure() != nullptr;
}

const Finding *Verdict::firstFailure() const
{
    const auto found = std::ranges::find(findings, Severity::Failure, [](const Finding &finding) {
        return severityOf(finding.kind);
    });
    return found == findings.end() ? nullptr : &*found;
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
                                 const std::vector<FindingKind> &expectedKinds)
{
    const std::vector<FindingKind> found = verdict.failureKinds();
    const std::set<FindingKind> expected(expectedKinds.begin(), expectedKinds.end());
    if (!std::ranges::includes(expected, found))
        return false;
    if (!verdict.isComplete())
        return std::nullopt;
    return std::ranges::equal(expected, found);
}

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/results/verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace racewalk::test {

/// The parts of a verdict that do not depend on the run chosen as an example, sorted: each
/// finding's kind, place and object, each outcome's kind and summary. The statement that made a
/// late store depends on the run.
struct VerdictFacts {
    std::vector<std::string> findings, outcomes;
    bool operator==(const VerdictFacts &) const = default;
};

inline VerdictFacts factsOf(const Verdict &verdict)
{
    VerdictFacts facts;
    const auto isLateStore = [](const std::string &text) { return text.starts_with("a store of"); };
    for (const Finding &finding : verdict.findings) {
        const SourceSpan span = isLateStore(finding.message) ? SourceSpan{} : finding.span;
        facts.findings.push_back(fmt::format("{} at {}-{}: {}", toText(finding.kind), span.begin,
                                             span.end, finding.object));
    }
    for (const Outcome &outcome : verdict.outcomes) {
        const std::size_t length =
            isLateStore(outcome.summary) ? outcome.summary.find(", line") : outcome.summary.size();
        facts.outcomes.push_back(
            fmt::format("{}: {}", toText(outcome.kind), outcome.summary.substr(0, length)));
    }
    std::ranges::sort(facts.findings);
    std::ranges::sort(facts.outcomes);
    return facts;
}

} // namespace racewalk::test

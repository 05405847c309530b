// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/results/ending_facts.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace racewalk {

/// Puts endings into words that tell them from each other.
class EndingSummaries {
public:
    /// `reader` outlives this.
    explicit EndingSummaries(const EndingReader &reader) : m_reader(reader) {}

    void add(const EndingFacts &facts);
    /// "lookup asleep; evict ended; done = 1": with the variables in which those that were added
    /// differ.
    std::string text(const Program &program, const EndingFacts &facts) const;

private:
    const EndingReader &m_reader;
    std::map<std::size_t, std::set<std::int32_t>> m_values; ///< by number of the variable
};

/// Whether the run ends in a finding of that kind.
bool stopsTheRun(FindingKind kind);

/// Of an outcome that is such a finding: with the line, as the same thing can go wrong at several
/// places.
std::string faultSummary(const std::string &message, const SourceSpan &span);

} // namespace racewalk

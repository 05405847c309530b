// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/results/ending_facts.h"
#include "explore/results/verdict.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace racewalk {

/// Writes summaries of endings that distinguish them.
class EndingSummaries {
public:
    /// `reader` outlives this.
    explicit EndingSummaries(const EndingReader &reader) : m_reader(reader) {}

    void add(const EndingFacts &facts);
    /// "lookup asleep; evict ended; done = 1", with the variables that differ between the added
    /// endings.
    std::string text(const Program &program, const EndingFacts &facts) const;

private:
    const EndingReader &m_reader;
    std::map<std::size_t, std::set<std::int32_t>> m_values; ///< values by number of the variable
};

/// Whether the run ends in a finding of that kind.
bool stopsTheRun(FindingKind kind);

/// Returns the summary of an outcome that is a failure. It has the line, because the same failure
/// is possible at several places.
std::string faultSummary(const std::string &message, const SourceSpan &span);

/// An outcome's summary, divided: "Hang" and "lookup asleep; evict ended"; "lookup: inode = NULL"
/// and "all threads ended".
struct EndingWords {
    std::string name;
    std::string detail;
};

/// Returns the words for a verdict's outcomes, in its order. A good end is named after its values,
/// or "Finished". Equal names are numbered, the most likely first: "Hang 1".
std::vector<EndingWords> endingWords(const Program &program, std::span<const Outcome> outcomes);

} // namespace racewalk

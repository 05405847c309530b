// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/finding.h"
#include "machine/machine.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace racewalk {

struct SampleSettings {
    std::uint64_t runs = 10'000;
    std::uint64_t seed = 1;
    std::size_t maxSteps = 100'000; ///< of one run
};

/// An outcome as Verdict's, and how many of the runs ended so.
struct SampledOutcome {
    FindingKind kind = FindingKind::None;
    std::string summary;
    std::uint64_t runs = 0;
};

/// Runs under the random scheduler.
struct Sample {
    std::uint64_t runs = 0;               ///< fewer than asked for if it was stopped
    std::uint64_t unended = 0;            ///< of them: cut off after SampleSettings::maxSteps
    std::vector<SampledOutcome> outcomes; ///< failures first, then by number of runs
};

/// Walks them, each until nobody can step. What goes round for ever is only known to be so after
/// all states were seen: here it is a run that does not end.
Sample sampleRuns(const Machine &machine, const SampleSettings &settings,
                  std::stop_token stop = {});

/// In which a probability lies in at least 19 of 20 samples in which `hits` of `runs` are found:
/// the exact interval of Clopper and Pearson, which is never empty nor beyond 0 and 1.
struct Interval {
    double low = 0, high = 1;
};
Interval confidenceInterval(std::uint64_t hits, std::uint64_t runs);

} // namespace racewalk

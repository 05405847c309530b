// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/results/ending_words.h"
#include "machine/finding.h"
#include "machine/machine.h"

#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace racewalk {

struct SampleSettings {
    std::uint64_t runs = 10'000;
    std::uint64_t seed = 1;
    std::size_t maxSteps = 100'000; ///< limit for one run
};

/// An outcome, as in Verdict, and the number of runs that ended in it.
struct SampledOutcome {
    FindingKind kind = FindingKind::None;
    std::string summary;
    std::uint64_t runs = 0;
    EndingWords words{};
};

/// The result of runs under the random scheduler.
struct Sample {
    std::uint64_t runs = 0;               ///< fewer than requested if it was stopped
    std::uint64_t unended = 0;            ///< runs that were stopped after SampleSettings::maxSteps
    std::vector<SampledOutcome> outcomes; ///< failures first, then by number of runs
};

/// Executes the runs, each until nothing can step. Livelocks are only known after all states were
/// explored: here they are runs that do not end.
Sample sampleRuns(const Machine &machine, const SampleSettings &settings,
                  std::stop_token stop = {});

/// The interval that contains a probability in at least 19 of 20 samples with `hits` of `runs`: the
/// exact interval of Clopper and Pearson, which is never empty and always within 0 and 1.
struct ConfidenceInterval {
    double low = 0, high = 1;
};
ConfidenceInterval confidenceInterval(std::uint64_t hits, std::uint64_t runs);

} // namespace racewalk

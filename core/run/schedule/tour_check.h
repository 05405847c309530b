// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"
#include "program/source_span.h"

#include <string>
#include <vector>

namespace racewalk {

/// What is wrong with a tour, at its place in the scenario: "the tour \"Too late\" cannot be walked:
/// ..." or "... ends in hang, not in ok".
struct TourFault {
    SourceSpan span; ///< of the stop whose steps cannot be read or taken, or of the tour
    std::string sentence;
};

/// Reads the steps of every tour, and walks those that are for the machine's variant and memory
/// model, if every param has its default value: a tour is written for that. Whether a tour that says
/// `end livelock` ends in one only a search can tell.
std::vector<TourFault> faultyTours(const Machine &machine);

} // namespace racewalk

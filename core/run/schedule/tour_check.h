// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"
#include "program/source_span.h"

#include <string>
#include <vector>

namespace racewalk {

/// An error in a tour, at its place in the scenario: "the tour \"Too late\" cannot be replayed:
/// ..." or "... ends in hang, not in ok".
struct TourFault {
    SourceSpan span; ///< of the stop whose steps cannot be parsed or taken, or of the tour
    std::string sentence;
};

/// Whether every param has its default value, for which tours are written.
bool hasDefaultParameters(const Program &program);

/// Parses the steps of every tour, and executes those for the machine's variant and memory model if
/// every param has its default value, for which tours are written. Whether a tour with `end
/// livelock` ends in a livelock can only be decided by a search.
std::vector<TourFault> faultyTours(const Machine &machine);

} // namespace racewalk

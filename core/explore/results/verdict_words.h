// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/results/verdict.h"
#include "machine/fate_words.h"

#include <cstddef>
#include <span>
#include <string>

namespace racewalk {

/// "limit of 2,000,000 states hit", "cancelled"; empty for None.
std::string limitText(Limit limit, double value);

/// "proved: no failure in 1,824 states", "found: hang, bug in 1,824 states", "incomplete: 2,000,000
/// states seen, limit of 2,000,000 states hit", "found: hang; incomplete: ...". "after reduction"
/// follows a number of states that a reduction made smaller.
std::string verdictSentence(const Verdict &verdict);
/// verdictSentence() for a report that counts these kinds, in the order of FindingKind, as its
/// failures.
std::string verdictSentence(const Verdict &verdict, std::span<const FindingKind> failures);

/// Whether no run to a finding or an outcome of the verdict can have fewer context switches than
/// the one that was found.
bool hasFewestSwitches(const Verdict &verdict, std::size_t contextSwitches);

/// A verdict in a few words, for a pill: the first failure and its shortest run, "Use after free
/// reachable - 2 context switches", or "No failure in any interleaving", or "No failure found,
/// search stopped early". "at most" stands before a number of switches that may be too large. Data
/// races and other warnings do not count.
std::string shortVerdict(const Verdict &verdict);

/// How much was explored: "1,824 states explored, all interleavings".
std::string coverageText(const Verdict &verdict);

/// The kind of failure that the words for fates name.
OnlyFailure onlyFailure(const Verdict &verdict);

} // namespace racewalk

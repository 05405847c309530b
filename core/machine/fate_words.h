// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/fate.h"
#include "program/finding_kind.h"

#include <optional>
#include <string>

namespace racewalk {

/// The one kind of failure that a program can have, FindingKind::None if it can have none. Without
/// a value if several kinds are possible or the search has not shown which.
using OnlyFailure = std::optional<FindingKind>;

/// "Safe", "May hang", "Use after free inevitable", "Failure inevitable", "Not known": the same in
/// legends, pills and tooltips.
std::string fateText(Fate fate, OnlyFailure only);

/// What a step from a state of fate `now` to one of fate `next` decides: "Safe: no hang reachable
/// any more", "May fail: still undecided", "Point of no return: BUG_ON inevitable".
std::string stepFateText(Fate now, Fate next, OnlyFailure only);

} // namespace racewalk

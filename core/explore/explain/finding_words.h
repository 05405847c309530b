// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/results/sightings.h"
#include "explore/search/replay.h"
#include "machine/finding.h"
#include "machine/renaming.h"

namespace racewalk {

/// Whether the end of a replayed run shows what was sighted. `names` are those that the run gives
/// to the threads of the sighting.
bool isShown(const Explored &explored, const Sighting &sighting, const Renaming &names,
             const Replayed &replayed);

/// What was sighted, in words and places: a finding without steps. The replayed run shows it.
Finding describe(const Explored &explored, const Sighting &sighting, const Renaming &names,
                 const Replayed &replayed);

} // namespace racewalk

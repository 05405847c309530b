// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/results/sightings.h"
#include "explore/search/replay.h"
#include "machine/finding.h"
#include "machine/renaming.h"

namespace racewalk {

/// Whether the end of a replayed run shows the sighting. `names` are the run's names for the
/// threads of the sighting.
bool isShown(const Explored &explored, const Sighting &sighting, const Renaming &names,
             const Replayed &replayed);

/// Describes a sighting: a finding without steps. The replayed run shows it.
Finding describe(const Explored &explored, const Sighting &sighting, const Renaming &names,
                 const Replayed &replayed);

} // namespace racewalk

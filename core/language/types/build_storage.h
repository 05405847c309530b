// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/words/scenario_names.h"

namespace racewalk {

/// Lays out globals and pools as cells, in the order of the text, and gives the cells their
/// initial values. Fills `names.globals` and `names.storage`; its types are there already.
void buildStorage(ScenarioNames &names);

/// Writes initializers into the cells of globals and pools, all of which have their place by now:
/// an address in one may be that of any other. Called by buildStorage.
void setInitialValues(ScenarioNames &names);

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/words/scenario_names.h"

namespace racewalk {

/// Lays out globals and pools as cells, in the order of the text, and sets the cells' initial
/// values. Fills `names.globals` and `names.storage`; the types exist already.
void buildStorage(ScenarioNames &names);

/// Writes initializers into the cells of globals and pools. All of them must have been laid out: an
/// address may be that of any other. Called by buildStorage().
void setInitialValues(ScenarioNames &names);

} // namespace racewalk

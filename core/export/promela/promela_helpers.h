// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/promela/promela_model.h"
#include "export/promela/promela_text.h"

#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// Writes constants, variables with their initial values, and macros that test the state. `kinds`
/// are the names of the failures, "none" first.
void writeDeclarations(PromelaText &text, const PromelaModel &model,
                       const std::vector<std::string> &kinds);

/// Writes the inlines for operations of more than one line: queues, wakeups, RCU, objects. Only
/// those that `code`, which follows them, uses.
void writeHelpers(PromelaText &text, const PromelaModel &model, std::string_view code);

} // namespace racewalk

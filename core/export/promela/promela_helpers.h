// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/promela/promela_model.h"
#include "export/promela/promela_text.h"

#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// Constants, variables with their initial values, and macros that ask about the state. `kinds` are
/// what the failures are called, "none" first.
void writeDeclarations(PromelaText &text, const PromelaModel &model,
                       const std::vector<std::string> &kinds);

/// The inlines for what needs more than a line: queues, wakeups, RCU, the life of objects; those
/// that `code`, which comes behind them, uses.
void writeHelpers(PromelaText &text, const PromelaModel &model, std::string_view code);

} // namespace racewalk

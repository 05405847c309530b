// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/imported.h"

#include <string>

namespace racewalk {

/// The account of the lines as Imported::folded() has them, for a terminal: the line with its
/// number, and below it what became of it. Long lines are cut.
std::string linesText(const Imported &imported);

/// "2 of 14 lines are not in the result: 5, 9"; every line is, if none is flagged.
std::string flaggedText(const Imported &imported);

/// Returns JSON as the functions of json.h do: kind, summary, lines, scenario, schedule, command.
std::string toJson(const Imported &imported);

} // namespace racewalk

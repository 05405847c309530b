// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/source/problems.h"
#include "language/syntax/syntax_tree.h"
#include "program/program.h"

#include <optional>
#include <vector>

namespace racewalk {

/// Returns the scenario's description, except for its parameters. Reports expectations and tours
/// with unknown names, and duplicates.
Scenario describeScenario(const syntax::SyntaxTree &tree, Problems &problems);

/// Returns the memory model in force: the chosen one, or else the scenario's own.
MemoryModel memoryModelOf(const syntax::SyntaxTree &tree, std::optional<MemoryModel> chosen,
                          Problems &problems);

} // namespace racewalk

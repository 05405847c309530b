// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/source/problems.h"
#include "language/syntax/syntax_tree.h"
#include "program/program.h"

#include <optional>
#include <vector>

namespace racewalk {

/// What the scenario says of itself, but for its parameters. Reports expectations and tours that
/// name what is not there, and what is said twice.
Scenario describeScenario(const syntax::SyntaxTree &tree, Problems &problems);

/// The memory model in force: the one chosen, or else the scenario's own.
MemoryModel memoryModelOf(const syntax::SyntaxTree &tree, std::optional<MemoryModel> chosen,
                          Problems &problems);

} // namespace racewalk

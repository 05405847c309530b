// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/diagram/diagram_columns.h"
#include "program/program.h"

#include <optional>
#include <vector>

namespace racewalk {

/// The thread of each column: by the role or name in its header, else by the statements in it, and
/// among threads that fit as well by the header's number. No two columns have the same thread. A
/// column without a role of which no statement fits has none, unless all other columns have their
/// threads' numbers.
std::vector<std::optional<ThreadId>> threadsOfColumns(const DiagramColumns &columns,
                                                      const Program &program);

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/run.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace racewalk {

/// One thing that a text diagram says, before it has a place.
struct DiagramLine {
    std::optional<ThreadId> thread; ///< none: about no thread's code, across all columns
    std::size_t depth = 0;          ///< call level
    std::string text;
    std::string remark; ///< behind the text where there is room, else below it; without brackets
    std::optional<std::size_t> step; ///< the step that it tells of, from 0
};

/// A run up to its cursor as lines in the order of time: calls as they are entered, operations
/// with what came of them, and at the end why threads that have not ended cannot go on.
std::vector<DiagramLine> diagramLines(const Run &run);

/// The threads that a diagram has columns for, in order: those that take part in the run up to its
/// cursor; both of two. System lanes have none.
std::vector<ThreadId> diagramThreads(const Run &run);

} // namespace racewalk

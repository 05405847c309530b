// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/diagram_ending.h"
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

/// The steps of a long run that a report leaves out, from `begin` to before `end`, counted from 0.
struct LeftOutSteps {
    std::size_t begin = 0;
    std::size_t end = 0;

    bool areAny() const { return begin < end; }
    std::string text() const; ///< "98000 steps left out"
};

/// What is between the first and the last thousand steps.
LeftOutSteps leftOutSteps(std::size_t steps);

/// A run up to its cursor as lines in the order of time: calls as they are entered, operations
/// with what came of them, and at the end why threads that have not ended cannot go on, or what
/// `ending` says. Of a long run the first and the last part.
std::vector<DiagramLine> diagramLines(const Run &run, const DiagramEnding &ending = {});

/// The threads that a diagram of these lines has columns for, in order: those that take part; both
/// of two. System lanes have none.
std::vector<ThreadId> diagramThreads(const Program &program, const std::vector<DiagramLine> &lines);

} // namespace racewalk

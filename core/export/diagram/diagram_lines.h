// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/diagram/diagram_ending.h"
#include "run/run.h"
#include "run/timeline/timeline.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace racewalk {

/// One line of a text diagram, before it is placed in a column.
struct DiagramLine {
    enum class Kind : std::uint8_t {
        Operation,
        Call, ///< the name of a call, above what happens in it
        Flow, ///< where it goes on: "return 0", "goto repeat"
        Remark,
    };
    Kind kind = Kind::Operation;
    std::optional<ThreadId> thread; ///< none: not about one thread; across all columns
    std::size_t depth = 0;          ///< call level
    std::string text;
    std::vector<TextRange> arguments; ///< in the text: those of its first call that has any
    std::string remark; ///< after the text if it fits, otherwise below it; without brackets
    std::optional<std::size_t> step; ///< the step that the line shows, from 0
    bool isEnd = false;    ///< behind the last step: a failure, or why threads cannot go on
    std::size_t steps = 1; ///< how many, from `step` on; 0: it is the step of a line above
};

/// Returns a run up to its cursor as lines in the order of time: calls when they are entered,
/// operations with their results, and at the end why unfinished threads cannot step, or the
/// contents of `ending`. A note is a remark below its step. For a long run, the first and the last
/// part. The first `leftOut` steps are left out.
std::vector<DiagramLine> diagramLines(const Run &run, const DiagramEnding &ending = {},
                                      const StepNotes &notes = {}, std::size_t leftOut = 0);

/// Returns the threads that have a column in a diagram of these lines, in order: those that take
/// part; if there are only two threads, both. System lanes have no column.
std::vector<ThreadId> diagramThreads(const Program &program, const std::vector<DiagramLine> &lines);

} // namespace racewalk

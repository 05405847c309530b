// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/diagram_ending.h"
#include "run/run.h"

#include <cstddef>
#include <string>

namespace racewalk {

/// Measures in characters. The columns are those of the left and right thread's headers, from 0.
struct TextDiagramStyle {
    std::size_t width = 75;
    std::size_t leftMargin = 2;
    std::size_t rightColumn = 38; ///< moves left where the right thread's lines need the room
};

/// A run up to its cursor as kernel developers write interleavings in commit messages: time runs
/// downward, one column per thread, two blanks per call level, remarks in brackets. More threads
/// than fit side by side come one below the other, in the order of steps, with step numbers.
/// Of more than 2,000 steps the first and the last thousand.
/// ASCII only, no tabs, no line wider than `width` (at least 40), every line ended by a newline.
std::string textDiagram(const Run &run, const TextDiagramStyle &style = {},
                        const DiagramEnding &ending = {});

} // namespace racewalk

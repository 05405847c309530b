// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/diagram/diagram_ending.h"
#include "export/options.h"
#include "run/run.h"
#include "run/timeline/timeline.h"

#include <cstddef>
#include <string>

namespace racewalk {

/// Layout in characters. The columns are those of the left and right thread's headers, from 0.
struct TextDiagramStyle {
    std::size_t width = 75;
    std::size_t leftMargin = 2;
    std::size_t rightColumn = 38; ///< moves left if the right thread's lines need the space
    HeaderStyle headers = HeaderStyle::CpuRole;
    RuleStyle rule = RuleStyle::Header;
    RemarkStyle remarks = RemarkStyle::Brackets;
    DepthStyle depth = DepthStyle::TwoBlanks;
    Collapse collapse = Collapse::Nothing;
    bool isBySwitch = false; ///< instead of steps, one line for each stretch of one thread
    bool hasValues = false;  ///< the initial values above, the last values and the outcome below
    bool isList = false;     ///< also where columns would fit
    bool usesTabs = false;   ///< before the right column, which is at a tab stop then
};

/// Returns a run up to its cursor in the form of kernel commit messages: time runs downward, one
/// column per thread, two blanks per call level, remarks in brackets. If more than two threads do
/// not fit next to each other, they are listed in the order of steps, with step numbers. Of more
/// than 2,000 steps, the first and the last thousand are shown. ASCII only, no tabs, no line wider
/// than `width` (at least 40), every line ends with a newline. The first `leftOut` steps are left
/// out.
std::string textDiagram(const Run &run, const TextDiagramStyle &style = {},
                        const DiagramEnding &ending = {}, const StepNotes &notes = {},
                        std::size_t leftOut = 0);

} // namespace racewalk

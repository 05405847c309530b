// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/narration/narration.h"

#include <string>
#include <vector>

namespace racewalk {

/// One step that can be taken where a walk goes on.
struct NextAnswer {
    Step step;
    std::string says;      ///< "lookup goes next"
    std::string statement; ///< "spin_lock(i_lock)"
    Fate fate = Fate::Unknown;
    bool isRight = false;
    std::string why; ///< why it is wrong: what the step would do, and where that would lead
};

/// Who goes next at the cursor of `at`, the walk's run or a copy of it, where the walk has a
/// further step: one answer for each step that is possible. Empty where all of them lead to the
/// same fate and the same event, or where a fate is not known.
std::vector<NextAnswer> nextQuestion(const WalkToTell &walk, const Run &at);

} // namespace racewalk

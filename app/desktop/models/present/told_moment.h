// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "machine/fate.h"
#include "machine/step.h"

#include <optional>

namespace racewalk::desktop {

class Session;

/// What is told of the session's cursor: a large sentence and the reason.
struct ToldMoment {
    QString say, why;
    Fate fate = Fate::Unknown;
    bool isEnd = false; ///< the run has ended
};

/// In the words of the tour that the walk is, or of what the last step did. A note on that step
/// follows the reason.
ToldMoment toldMoment(const Session &session);

/// The step to take next: the next known one; else the one of the first failure's run, if the walk
/// is its beginning; else one after which a failure is still possible, of the thread that has just
/// stepped if there is a choice. None at the end.
std::optional<Step> stepTowardFailure(const Session &session);

} // namespace racewalk::desktop

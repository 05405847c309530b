// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace racewalk::desktop {

class Prediction;
class Session;

/// What is told while the next step is asked: "Who takes step 13?", "Not lookup." with the reason,
/// "Right: evict.", and the score at the end.
struct QuestionWords {
    enum class Look { Asking, Wrong, Right, Plain };
    QString say, why;
    Look look = Look::Plain;
};
QuestionWords questionWords(const Session &session, const Prediction &prediction);

/// In place of the future in the timeline: "Who takes step 13?" and "11 more are hidden".
struct HiddenWords {
    QString question, rest;
};
HiddenWords hiddenWords(const Session &session, const Prediction &prediction);

/// "4 of 5 right"; "No answer yet".
QString scoreText(const Prediction &prediction);

} // namespace racewalk::desktop

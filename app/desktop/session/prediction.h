// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "export/narration/next_question.h"
#include "run/walks/walks.h"

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

namespace racewalk::desktop {

class Session;

/// "What happens next?": while it is on, the next step of the walk is asked before it is shown.
/// Only the first answer to a question counts. Another walk, or a step by hand, ends it.
class Prediction final : public QObject {
    Q_OBJECT

public:
    enum class Result { Right, Wrong, Shown };

    Prediction(Session &session, QObject *parent);

    bool isOn() const { return m_isOn; }
    /// Why it cannot be turned on: one sentence; empty if it can.
    QString obstacle() const;
    void turnOn();
    void turnOff();

    /// The answers to choose from at the cursor; empty where nothing is asked.
    const std::vector<NextAnswer> &answers() const { return m_answers; }
    /// The wrong answer that was given last, while the question is open.
    std::optional<std::size_t> wrong() const { return m_wrong; }
    /// Whether the last step was a right answer.
    bool wasRight() const { return m_wasRight; }
    /// The answers so far, in the order of the walk.
    const std::map<std::size_t, Result> &results() const { return m_results; }
    std::size_t asked() const { return m_asked; } ///< questions of the whole walk

    /// A right answer takes the step.
    void choose(std::size_t answer);
    /// Takes the next step; if it was asked, without an answer. After a right answer, only goes on
    /// to the next question.
    void next();

Q_SIGNALS:
    void changed();

private:
    void onRunChanged();
    void ask();
    std::vector<NextAnswer> answersAt(std::size_t position) const;

    Session &m_session;
    bool m_isOn = false, m_wasRight = false;
    WalkId m_walk = 0;
    std::size_t m_length = 0, m_asked = 0;
    std::vector<NextAnswer> m_answers;
    std::optional<std::size_t> m_wrong;
    std::map<std::size_t, Result> m_results; ///< by position
};

} // namespace racewalk::desktop

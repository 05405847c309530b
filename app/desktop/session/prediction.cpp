// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/session/prediction.h"

#include "desktop/session/session.h"

namespace racewalk::desktop {

Prediction::Prediction(Session &session, QObject *parent) : QObject(parent), m_session(session)
{
    connect(&session, &Session::runChanged, this, &Prediction::onRunChanged);
    connect(&session, &Session::variantChanged, this, &Prediction::turnOff);
    connect(&session, &Session::scenarioChanged, this, &Prediction::turnOff);
}

QString Prediction::obstacle() const
{
    const Run &run = m_session.run();
    if (run.position() == run.length())
        return tr("There is no next step to ask about: go back in a walk, or start a tour.");
    for (std::size_t position = run.position(); position < run.length(); ++position)
        if (!answersAt(position).empty())
            return {};
    return m_session.result().space
               ? tr("Nothing can be asked in the rest of this walk: at each step, all that can "
                    "happen leads to the same.")
               : tr("The fates of this walk are not known yet, so nothing can be asked.");
}

void Prediction::turnOn()
{
    if (m_isOn || !obstacle().isEmpty())
        return;
    m_isOn = true;
    m_wasRight = false;
    m_walk = m_session.walks().currentWalk().id;
    m_length = m_session.run().length();
    m_results.clear();
    m_asked = 0;
    for (std::size_t position = m_session.run().position(); position < m_length; ++position)
        m_asked += answersAt(position).empty() ? 0 : 1;
    ask();
}

void Prediction::turnOff()
{
    if (!m_isOn)
        return;
    m_isOn = false;
    m_wrong.reset();
    m_answers.clear();
    Q_EMIT changed();
}

std::vector<NextAnswer> Prediction::answersAt(std::size_t position) const
{
    Run at = m_session.run();
    at.jump(position);
    const auto timeline = m_session.timeline();
    return nextQuestion({.run = m_session.run(),
                         .length = m_session.run().length(),
                         .timeline = *timeline,
                         .fateAt = [this](StateView state) { return m_session.fateOf(state); },
                         .livelock = {}},
                        at);
}

/// What was answered right, or shown, is not asked again.
void Prediction::ask()
{
    const Run &run = m_session.run();
    const auto result = m_results.find(run.position());
    const bool isOpen = result == m_results.end() || (m_wrong && result->second == Result::Wrong);
    m_answers.clear();
    if (run.position() < run.length() && isOpen)
        m_answers = answersAt(run.position());
    Q_EMIT changed();
}

void Prediction::onRunChanged()
{
    if (!m_isOn)
        return;
    if (m_session.walks().currentWalk().id != m_walk || m_session.run().length() != m_length) {
        turnOff();
        return;
    }
    m_wrong.reset();
    m_wasRight = false;
    ask();
}

void Prediction::choose(std::size_t answer)
{
    if (answer >= m_answers.size())
        return;
    const std::size_t position = m_session.run().position();
    const bool isRight = m_answers[answer].isRight;
    m_results.try_emplace(position, isRight ? Result::Right : Result::Wrong);
    if (!isRight) {
        m_wrong = answer;
        Q_EMIT changed();
        return;
    }
    m_session.forward();
    m_wasRight = true;
    Q_EMIT changed();
}

void Prediction::next()
{
    if (m_wasRight && !m_answers.empty()) {
        m_wasRight = false; // the answer has been read: now the next question
        Q_EMIT changed();
        return;
    }
    if (!m_answers.empty())
        m_results.try_emplace(m_session.run().position(), Result::Shown);
    m_session.forward();
}

} // namespace racewalk::desktop

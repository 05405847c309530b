// SPDX-License-Identifier: GPL-3.0-or-later
// What PresentWindow tells and asks.
#include "desktop/views/present/present_window.h"

#include "desktop/models/present/question_words.h"
#include "desktop/session/prediction.h"
#include "desktop/session/session.h"
#include "desktop/views/present/narration_box.h"
#include "desktop/views/present/present_thread.h"
#include "desktop/views/timeline/timeline_view.h"

#include <utility>

namespace racewalk::desktop {
namespace {

NarrationBox::Content contentOf(const ToldMoment &told)
{
    NarrationBox::Content content;
    content.say = told.say;
    content.why = told.why;
    content.icon = styleOf(told.fate).icon;
    if (told.fate == Fate::Doomed) {
        content.border = Token::Doom;
        content.fill = Token::DoomBg;
        content.icons = Token::Doom;
    } else if (told.fate == Fate::Safe && told.isEnd) {
        content.border = Token::Safe;
    }
    return content;
}

NarrationBox::Content contentOf(const QuestionWords &words)
{
    struct LookRow {
        const char *icon;
        Token border, fill, icons;
    };
    static constexpr LookRow looks[] = {
        {"question", Token::Acc, Token::Panel, Token::Acc},
        {"cross", Token::Err, Token::ErrBg, Token::Err},
        {"check", Token::Safe, Token::Panel, Token::Safe},
        {"question", Token::Line, Token::Panel, Token::Text2},
    };
    const LookRow &row = looks[static_cast<std::size_t>(words.look)];
    return {.icon = row.icon,
            .say = words.say,
            .why = words.why,
            .border = row.border,
            .fill = row.fill,
            .icons = row.icons};
}

} // namespace

/// Or, if none is asked, what the last step did.
void PresentWindow::showQuestion()
{
    const auto &answers = m_prediction->answers();
    for (PresentThread *thread : m_threads) {
        std::vector<PresentThread::Answer> own;
        for (std::size_t i = 0; i < answers.size(); ++i)
            if (answers[i].step.thread == thread->thread())
                own.push_back({.number = i + 1,
                               .says = QString::fromStdString(answers[i].says),
                               .statement = QString::fromStdString(answers[i].statement),
                               .isWrong = m_prediction->wrong() == i});
        thread->setAnswers(std::move(own));
    }
    const bool isOn = m_prediction->isOn();
    m_timeline->setQuestion(isOn ? std::optional(hiddenWords(m_session, *m_prediction))
                                 : std::nullopt);
    if (!isOn) {
        NarrationBox::Content told = contentOf(toldMoment(m_session));
        if (!m_obstacle.isEmpty())
            told.why = m_obstacle;
        m_narration->setContent(told);
        m_narration->setHints({{{tr("Space")}, tr("next")}, {{tr("Esc")}, tr("leave")}});
        return;
    }
    m_narration->setContent(contentOf(questionWords(m_session, *m_prediction)));
    m_narration->setHints({{{}, scoreText(*m_prediction)},
                           {{tr("Space")}, answers.empty() ? tr("next") : tr("show")},
                           {{tr("Q")}, tr("stop asking")}});
}

void PresentWindow::toggleQuestions()
{
    if (m_prediction->isOn()) {
        m_prediction->turnOff();
        return;
    }
    m_obstacle = m_prediction->obstacle();
    m_prediction->turnOn();
    refresh();
}

} // namespace racewalk::desktop

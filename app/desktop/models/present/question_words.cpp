// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/present/question_words.h"

#include "desktop/base/translate.h"
#include "desktop/models/present/told_moment.h"
#include "desktop/session/prediction.h"
#include "desktop/session/session.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

using Result = Prediction::Result;

struct Score {
    std::size_t right = 0, answered = 0;
    std::optional<std::size_t> firstMissed; ///< position
};

Score scoreOf(const Prediction &prediction)
{
    Score score;
    for (const auto &[position, result] : prediction.results()) {
        score.right += result == Result::Right ? 1 : 0;
        score.answered += result != Result::Shown ? 1 : 0;
        if (result == Result::Wrong && !score.firstMissed)
            score.firstMissed = position;
    }
    return score;
}

QString nameOf(const Session &session, const NextAnswer &answer)
{
    return QString::fromStdString(session.program().threads[indexOf(answer.step.thread)].name);
}

/// "4 of 5. The first that you missed: step 13."
QString summary(const Prediction &prediction)
{
    const Score score = scoreOf(prediction);
    if (score.answered == 0)
        return tr("No question was answered.");
    const std::size_t open = prediction.asked() - std::min(score.answered, prediction.asked());
    QString text =
        open == 0 ? tr("%1 of %2.").arg(score.right).arg(score.answered)
                  : tr("%1 of %2, %3 not answered.").arg(score.right).arg(score.answered).arg(open);
    if (score.firstMissed)
        text += tr(" The first that you missed: step %1.").arg(*score.firstMissed + 1);
    else if (open == 0)
        text += tr(" All right.");
    return text;
}

} // namespace

QuestionWords questionWords(const Session &session, const Prediction &prediction)
{
    using Look = QuestionWords::Look;
    const Run &run = session.run();
    const ToldMoment told = toldMoment(session);
    const QString both = told.say + QLatin1Char(' ') + told.why;
    if (run.position() == run.length())
        return {.say = summary(prediction), .why = both, .look = Look::Plain};
    if (prediction.wrong()) {
        const NextAnswer &answer = prediction.answers()[*prediction.wrong()];
        return {.say = tr("Not %1.").arg(nameOf(session, answer)),
                .why = QString::fromStdString(answer.why) + QLatin1Char('\n') +
                       tr("Try again, or show the answer."),
                .look = Look::Wrong};
    }
    if (prediction.wasRight()) {
        const ThreadId thread = run.steps()[run.position() - 1].thread;
        const QString name =
            QString::fromStdString(session.program().threads[indexOf(thread)].name);
        return {.say = tr("Right: %1.").arg(name), .why = both, .look = Look::Right};
    }
    if (!prediction.answers().empty()) {
        QStringList others; // that have no card with a button
        for (std::size_t i = 0; i < prediction.answers().size(); ++i) {
            const NextAnswer &answer = prediction.answers()[i];
            if (session.program().threads[indexOf(answer.step.thread)].isSystem)
                others << tr("%1: %2, %3")
                              .arg(i + 1)
                              .arg(QString::fromStdString(answer.says),
                                   QString::fromStdString(answer.statement));
        }
        return {.say = hiddenWords(session, prediction).question,
                .why = others.isEmpty() ? both : others.join(QLatin1Char('\n')),
                .look = Look::Asking};
    }
    return {
        .say = told.say,
        .why =
            (told.why + QLatin1Char('\n') + tr("Nothing is asked about the next step.")).trimmed(),
        .look = Look::Plain};
}

HiddenWords hiddenWords(const Session &session, const Prediction &prediction)
{
    const Run &run = session.run();
    const std::size_t rest = run.length() - run.position() - 1;
    return {.question = prediction.answers().empty()
                            ? tr("What comes next is hidden.")
                            : tr("Who takes step %1?").arg(run.position() + 1),
            .rest = rest == 0   ? tr("the last step")
                    : rest == 1 ? tr("1 more is hidden")
                                : tr("%1 more are hidden").arg(rest)};
}

QString scoreText(const Prediction &prediction)
{
    const Score score = scoreOf(prediction);
    return score.answered == 0 ? tr("No answer yet")
                               : tr("%1 of %2 right").arg(score.right).arg(score.answered);
}

} // namespace racewalk::desktop

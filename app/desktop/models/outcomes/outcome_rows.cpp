// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/outcomes/outcome_rows.h"

#include "desktop/base/counted.h"
#include "desktop/base/translate.h"
#include "explore/base/number_words.h"
#include "explore/results/verdict_words.h"

#include <algorithm>
#include <tuple>

namespace racewalk::desktop {
namespace {

/// Of a search that has not seen every run, the other numbers can only be bounds.
bool mayHaveMore(const Verdict &verdict)
{
    return !verdict.isComplete() || verdict.isListCut;
}

QString schedulesOf(const Outcome &outcome)
{
    // The run that leads to it is one.
    return outcome.schedules ? QString::fromStdString(toText(*outcome.schedules))
                             : tr("at least 1");
}

QString switchesOf(const Verdict &verdict, const Outcome &outcome)
{
    const QString number = grouped(outcome.contextSwitches);
    const bool isExact = hasFewestSwitches(verdict, outcome.contextSwitches);
    return isExact ? number : tr("at most %1").arg(number);
}

/// Hangs, other failures, good ends.
int rank(const OutcomeRow &row)
{
    return row.kind == FindingKind::Hang ? 0 : row.isFailure() ? 1 : 2;
}

QString whyNoOdds(const SearchResult &result)
{
    const Verdict &verdict = *result.known();
    if (result.awaitsOdds)
        return tr("Probabilities and numbers of schedules follow.");
    if (!verdict.isComplete())
        return tr("Probabilities and numbers of schedules are known once every state is explored.");
    if (!verdict.isGraphKept)
        return tr("No probabilities: the state graph was too large to keep.");
    if (verdict.areStepsReduced)
        return tr("No probabilities: partial-order reduction was used.");
    return tr("No probabilities: they would take too long to compute.");
}

} // namespace

std::vector<OutcomeRow> outcomeRows(const Verdict &verdict)
{
    std::vector<OutcomeRow> rows;
    for (std::size_t index = 0; index < verdict.outcomes.size(); ++index) {
        const Outcome &outcome = verdict.outcomes[index];
        OutcomeRow row{.outcome = index,
                       .kind = outcome.kind,
                       .name = QString::fromStdString(outcome.words.name),
                       .detail = QString::fromStdString(outcome.words.detail),
                       .schedules = schedulesOf(outcome),
                       .switches = switchesOf(verdict, outcome),
                       .probability = QStringLiteral("..."),
                       .scheduleCount = outcome.schedules ? outcome.schedules->roughly() : 1,
                       .contextSwitches = outcome.contextSwitches,
                       .share = outcome.probability};
        if (row.share)
            row.probability = QString::fromStdString(percentText(*row.share));
        rows.push_back(std::move(row));
    }
    std::ranges::stable_sort(rows, {}, [](const OutcomeRow &row) {
        return std::tuple(rank(row), -row.share.value_or(0));
    });
    return rows;
}

QString endingsText(const SearchResult &result)
{
    const Verdict *verdict = result.known();
    const std::size_t count = verdict ? verdict->outcomes.size() : 0;
    if (count == 0)
        return tr("No ending seen yet");
    const QString number = grouped(count);
    if (mayHaveMore(*verdict))
        return count == 1 ? tr("At least 1 ending") : tr("At least %1 endings").arg(number);
    return count == 1 ? tr("1 ending") : tr("%1 endings").arg(number);
}

QString schedulesText(const SearchResult &result)
{
    const Verdict *verdict = result.known();
    if (!verdict || !verdict->schedules)
        return {};
    if (verdict->schedules->exactly() == 1)
        return tr("of 1 schedule");
    return tr("of %1 schedules").arg(QString::fromStdString(toText(*verdict->schedules)));
}

QString outcomesNote(const SearchResult &result)
{
    const Verdict *verdict = result.known();
    if (!verdict || verdict->outcomes.empty())
        return {};
    const bool hasOdds = std::ranges::any_of(
        verdict->outcomes, [](const Outcome &outcome) { return outcome.probability.has_value(); });
    const bool isShortest = verdict->isComplete() && verdict->areRunsShortest;
    return (hasOdds ? tr("Probability: at each step every thread that can run is equally likely.")
                    : whyNoOdds(result)) +
           QLatin1Char('\n') +
           (isShortest
                ? tr("Replay loads the schedule with the fewest switches at step 0.")
                : tr("Replay loads the schedule with the fewest switches found, at step 0."));
}

QString stoppedEarlyText(const SearchResult &result)
{
    if (!result.verdict || result.verdict->isComplete())
        return {};
    const std::uint64_t states = result.verdict->states;
    return states == 1 ? tr("Search stopped early. The verdict covers 1 state.")
                       : tr("Search stopped early. The verdict covers %1 states.")
                             .arg(QString::fromStdString(roundedText(static_cast<double>(states))));
}

QString continueText(const Verdict &verdict, const Limits &doubled)
{
    switch (verdict.limit) {
    case Limit::States:
        return tr("Searches again from the start, up to %1.").arg(countedStates(doubled.maxStates));
    case Limit::Memory:
        return tr("Searches again from the start, with up to %1 MiB of memory.")
            .arg(grouped(doubled.maxMemoryMiB));
    case Limit::Time:
        return tr("Searches again from the start, for twice as long.");
    case Limit::None:
    case Limit::Cancelled:
    case Limit::FirstFailure:
    case Limit::Enough:
        break;
    }
    return tr("Searches again from the start.");
}

} // namespace racewalk::desktop

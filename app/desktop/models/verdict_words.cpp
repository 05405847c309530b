// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/verdict_words.h"

#include "desktop/base/counted.h"
#include "desktop/base/translate.h"
#include "desktop/session/session.h"

#include <algorithm>
#include <vector>

namespace racewalk::desktop {
namespace {

using Stage = SearchResult::Stage;

const Finding *firstFailure(const SearchResult &result)
{
    return result.known() ? result.known()->firstFailure() : nullptr;
}

bool isStoppedEarly(const SearchResult &result)
{
    return result.verdict && !result.verdict->isComplete();
}

/// Then there are no fates.
bool isWithoutGraph(const SearchResult &result)
{
    return result.verdict && !result.verdict->isGraphKept;
}

QString unknownFateText(const SearchResult &result)
{
    switch (result.stage) {
    case Stage::Waiting:
    case Stage::Searching:
        return tr("Not known yet: searching");
    case Stage::Error:
        return tr("Not explored");
    case Stage::Done:
        break;
    }
    if (isWithoutGraph(result))
        return tr("Not known: too many states to keep their graph");
    if (result.awaitsGraph ||
        result.awaitsOdds) // freed while another variant was shown, and now searched again
        return tr("Not known yet: searching");
    return isStoppedEarly(result) ? tr("Not known: search stopped early")
                                  : tr("Not known: left out by reduction");
}

/// While searching. No number in it becomes smaller when a search begins again with reductions.
QString progressText(const SearchResult &result)
{
    const QString states = countedStates(result.progress.states);
    switch (result.progress.stage) {
    case SearchStage::Searching:
        return tr("%1, %2 to expand").arg(states, grouped(result.progress.toExpand));
    case SearchStage::SearchingAgain:
        return tr("Searching with reductions, %1 % done").arg(static_cast<int>(100 * result.share));
    case SearchStage::Evaluating:
        return tr("Evaluating %1").arg(states);
    }
    return {};
}

} // namespace

Fate fateOf(const Session &session, std::span<const Step> steps)
{
    const auto has = [&](Fate fate) {
        return std::ranges::any_of(steps,
                                   [&](Step step) { return session.fateBehind(step) == fate; });
    };
    if (has(Fate::Open) || (has(Fate::Safe) && has(Fate::Doomed)))
        return Fate::Open;
    return has(Fate::Unknown) ? Fate::Unknown : session.fateBehind(steps.front());
}

QString stepFateText(Fate now, Fate next, const SearchResult &result)
{
    if (next == Fate::Unknown)
        return unknownFateText(result);
    return QString::fromStdString(racewalk::stepFateText(now, next, result.onlyFailure()));
}

QString verdictText(const SearchResult &result)
{
    switch (result.stage) {
    case Stage::Waiting:
        return tr("Waiting to search");
    case Stage::Searching:
        if (firstFailure(result))
            return QString::fromStdString(shortVerdict(*result.known()));
        return result.progress.stage == SearchStage::SearchingAgain
                   ? tr("Searching with reductions")
                   : tr("Searching: %1").arg(countedStates(result.progress.states));
    case Stage::Error:
        return tr("1 error, verdict paused");
    case Stage::Done:
        break;
    }
    return QString::fromStdString(shortVerdict(*result.verdict));
}

std::string verdictIcon(const SearchResult &result)
{
    switch (result.stage) {
    case Stage::Waiting:
        return "unknown";
    case Stage::Searching:
        return "spinning";
    case Stage::Error:
        return "error";
    case Stage::Done:
        break;
    }
    if (firstFailure(result))
        return "doomed";
    return isStoppedEarly(result) ? "unknown" : "safe";
}

drawing::Pill verdictPill(const SearchResult &result)
{
    const QString text = verdictText(result);
    if (result.stage == Stage::Error)
        return drawing::errorPill(text);
    if (firstFailure(result))
        return drawing::fatePill(Fate::Doomed, text);
    if (result.stage == Stage::Done && !isStoppedEarly(result))
        return drawing::fatePill(Fate::Safe, text);
    drawing::Pill pill = drawing::plainPill(text);
    pill.icon = verdictIcon(result);
    return pill;
}

QString verdictSentence(const QString &variantTitle, const SearchResult &result)
{
    QString text = verdictText(result);
    if (result.stage == Stage::Error)
        return tr("%1: %2").arg(variantTitle, result.error);
    if (result.stage == Stage::Done)
        text += QLatin1String(", ") + searchText(result);
    if (text.size() > 1 && text[1].isLower()) // not "BUG_ON"
        text[0] = text[0].toLower();
    return tr("%1: %2.").arg(variantTitle, text);
}

QString searchText(const SearchResult &result)
{
    switch (result.stage) {
    case Stage::Waiting:
        return tr("Not explored yet");
    case Stage::Searching:
        return progressText(result);
    case Stage::Error:
        return tr("Not explored");
    case Stage::Done:
        break;
    }
    return QString::fromStdString(coverageText(*result.verdict));
}

double searchProgress(const SearchResult &result)
{
    return result.share;
}

QString findText(const Session &session)
{
    const SearchResult &result = session.result();
    switch (result.stage) {
    case Stage::Waiting:
    case Stage::Searching:
        if (firstFailure(result) == nullptr)
            return tr("Searching");
        break;
    case Stage::Error:
        return tr("Not explored");
    case Stage::Done:
        break;
    }
    if (firstFailure(result) == nullptr)
        return isStoppedEarly(result) ? tr("None found") : tr("No failure");
    return result.known()->failureKinds() == std::vector{FindingKind::Hang} ? tr("Find hang")
                                                                            : tr("Find failure");
}

} // namespace racewalk::desktop

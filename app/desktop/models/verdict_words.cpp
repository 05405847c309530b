// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include "desktop/models/verdict_words.h"

#include "desktop/models/counted.h"
#include "desktop/session/session.h"
#include "explore/explain/number_words.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

using Stage = SearchResult::Stage;

QString tr(const char *text)
{
    return QCoreApplication::translate("racewalk::desktop::Verdict", text);
}

QString reachable(FindingKind kind)
{
    switch (kind) {
    case FindingKind::Hang:
        return tr("Hang reachable");
    case FindingKind::Livelock:
        return tr("Livelock reachable");
    case FindingKind::Bug:
        return tr("BUG_ON can fail");
    case FindingKind::Invariant:
        return tr("Invariant can break");
    case FindingKind::Final:
        return tr("Final condition can fail");
    case FindingKind::UseAfterFree:
        return tr("Use after free reachable");
    case FindingKind::DoubleFree:
        return tr("Double free reachable");
    case FindingKind::NullDereference:
        return tr("NULL dereference reachable");
    case FindingKind::LockMisuse:
        return tr("Lock misuse reachable");
    case FindingKind::SleepInAtomic:
        return tr("Sleep in atomic context reachable");
    case FindingKind::OutOfBounds:
        return tr("Index out of bounds reachable");
    case FindingKind::DivideByZero:
        return tr("Division by zero reachable");
    case FindingKind::Diverges:
        return tr("Endless local work reachable");
    case FindingKind::None:
    case FindingKind::DataRace:
    case FindingKind::Warn:
        break;
    }
    return {};
}

const Finding *firstFailure(const SearchResult &result)
{
    if (!result.verdict)
        return nullptr;
    const auto &findings = result.verdict->findings;
    const auto found = std::ranges::find_if(findings, [](const Finding &finding) {
        return severityOf(finding.kind) == Severity::Failure;
    });
    return found == findings.end() ? nullptr : &*found;
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

QString limitNumber(const Verdict &verdict)
{
    return QString::fromStdString(decimalText(verdict.limitValue));
}

QString limitText(const Verdict &verdict)
{
    switch (verdict.limit) {
    case Limit::States:
        return tr("limit of %1 states").arg(limitNumber(verdict));
    case Limit::Memory:
        return tr("memory limit of %1 MiB").arg(limitNumber(verdict));
    case Limit::Time:
        return tr("time limit of %1 s").arg(limitNumber(verdict));
    case Limit::Cancelled:
        return tr("cancelled");
    case Limit::FirstFailure:
        return tr("stopped at the first failure");
    case Limit::None:
        break;
    }
    return {};
}

} // namespace

FailureNoun nounFor(const SearchResult &result)
{
    if (!result.verdict)
        return {};
    return {std::ranges::all_of(result.verdict->findings, [](const Finding &finding) {
        return finding.kind == FindingKind::Hang || severityOf(finding.kind) == Severity::Warning;
    })};
}

QString stepFateText(Fate now, Fate next, FailureNoun noun, const SearchResult &result)
{
    const bool wasDecided = now == next;
    switch (next) {
    case Fate::Safe:
        if (wasDecided)
            return tr("Safe");
        return noun.isHang ? tr("Safe: no hang reachable any more")
                           : tr("Safe: no failure reachable any more");
    case Fate::Open:
        return noun.isHang ? tr("May hang: still undecided") : tr("May fail: still undecided");
    case Fate::Doomed:
        if (wasDecided)
            return noun.isHang ? tr("Hang inevitable") : tr("Failure inevitable");
        return noun.isHang ? tr("Point of no return: hang inevitable")
                           : tr("Point of no return: failure inevitable");
    case Fate::Unknown:
        break;
    }
    if (isWithoutGraph(result))
        return tr("Not known: too many states to keep their graph");
    if (isStoppedEarly(result))
        return tr("Not known: search stopped early");
    return result.stage == Stage::Done ? tr("Not known: left out by reduction")
                                       : tr("Not known yet: searching");
}

QString fateWord(Fate fate, FailureNoun noun)
{
    switch (fate) {
    case Fate::Safe:
        return tr("Safe");
    case Fate::Open:
        return noun.isHang ? tr("May hang") : tr("May fail");
    case Fate::Doomed:
        return noun.isHang ? tr("Hang inevitable") : tr("Failure inevitable");
    case Fate::Unknown:
        break;
    }
    return tr("Not known yet");
}

QString verdictText(const SearchResult &result)
{
    switch (result.stage) {
    case Stage::Waiting:
        return tr("Waiting to search");
    case Stage::Searching:
        return tr("Searching: %1").arg(countedStates(result.progress.states));
    case Stage::Error:
        return tr("1 error, verdict paused");
    case Stage::Done:
        break;
    }
    if (const Finding *finding = firstFailure(result))
        return tr("%1 - %2").arg(reachable(finding->kind),
                                 countedSwitches(finding->contextSwitches));
    return isStoppedEarly(result) ? tr("No hang found, search stopped early")
                                  : tr("No hang, all interleavings");
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
    if (result.stage == Stage::Done && firstFailure(result))
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
    if (!text.isEmpty())
        text[0] = text[0].toLower();
    return tr("%1: %2.").arg(variantTitle, text);
}

QString searchText(const SearchResult &result)
{
    switch (result.stage) {
    case Stage::Waiting:
        return tr("Not explored yet");
    case Stage::Searching:
        return tr("%1, %2 to expand")
            .arg(countedStates(result.progress.states), grouped(result.progress.toExpand));
    case Stage::Error:
        return tr("Not explored");
    case Stage::Done:
        break;
    }
    const QString states = countedStates(result.verdict->states);
    if (isStoppedEarly(result))
        return tr("%1 explored, search stopped early (%2)").arg(states, limitText(*result.verdict));
    if (isWithoutGraph(result))
        return tr("%1 explored, all interleavings, too many to keep their graph").arg(states);
    return result.verdict->isReduced
               ? tr("%1 explored after reduction, all interleavings").arg(states)
               : tr("%1 explored, all interleavings").arg(states);
}

double searchProgress(const SearchResult &result)
{
    if (result.progress.states == 0)
        return 0;
    return 1 - static_cast<double>(result.progress.toExpand) /
                   static_cast<double>(result.progress.states);
}

QString findText(const Session &session)
{
    const SearchResult &result = session.result();
    if (result.stage == Stage::Waiting || result.stage == Stage::Searching)
        return tr("Searching");
    if (firstFailure(result) == nullptr)
        return isStoppedEarly(result) ? tr("None found") : tr("No hang");
    return session.failures().front()->kind == FindingKind::Hang ? tr("Find hang")
                                                                 : tr("Find failure");
}

} // namespace racewalk::desktop

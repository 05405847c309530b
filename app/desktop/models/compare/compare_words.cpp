// SPDX-License-Identifier: GPL-3.0-or-later
#include <QStringList>

#include "desktop/models/compare/compare_words.h"

#include "desktop/base/counted.h"
#include "desktop/base/translate.h"
#include "explore/base/number_words.h"
#include "explore/results/ending_words.h"
#include "export/reports/verdict_text.h"

#include <optional>
#include <utility>

namespace racewalk::desktop {
namespace {

QString text(const std::string &words)
{
    return QString::fromStdString(words);
}

/// The number that only this side has, and at the right the number that both have.
QString statesText(const ComparisonReport &report, std::size_t side)
{
    const GraphDifference &graph = report.graph;
    if (!graph.isAvailable())
        return side == 0 ? tr("Not compared: %1").arg(text(graph.whyNot)) : QString();
    const auto count = [](const StateCount &states) {
        const QString number = text(racewalk::grouped(states.states));
        return states.isExact ? number : tr("at least %1").arg(number);
    };
    const bool isKnown = report.explorations[1 - side].verdict.isComplete();
    QString words = isKnown ? tr("%1 only here").arg(count(graph.onlyIn[side]))
                            : tr("an unknown number only here");
    if (side == 0)
        words += tr(", %1 in both").arg(count(graph.both));
    return words;
}

/// The endings and findings that only this side has.
QString endingsText(const ComparisonReport &report, std::size_t side)
{
    const Verdict &other = report.explorations[1 - side].verdict;
    if (!other.isComplete() || other.isListCut)
        return tr("Not known: the other side's search is incomplete.");
    QStringList lines;
    for (const Difference &each : side == 0 ? report.results.vanishes : report.results.appears)
        lines << text(resultText(each));
    return lines.isEmpty() ? tr("none") : lines.join(QLatin1Char('\n'));
}

/// The words for the ending of a side; none if it has not ended.
std::optional<EndingWords> wordsOf(const Compared &compared, std::size_t side)
{
    const Run &run = compared.report.comparison.sides[side].run;
    const std::vector<Outcome> &known = compared.report.explorations[side].verdict.outcomes;
    if (const auto &livelock = compared.timelines[side]->livelock)
        return livelockWords(run.machine().program(), *livelock, known);
    return endingWords(run, known);
}

/// How the run ends, in a line: "Hang: lookup sleeps forever (lookup asleep; evict ended)".
QString endsText(const Compared &compared, std::size_t side)
{
    const auto words = wordsOf(compared, side);
    if (!words)
        return text(endingText(compared.report.comparison.sides[side].run));
    return words->detail.empty()
               ? text(words->name)
               : QStringLiteral("%1 (%2)").arg(text(words->name), text(words->detail));
}

QString scheduleText(const ComparedSide &side)
{
    if (side.hasFollowed() && !side.goesOnAlone())
        return tr("Followed to its end.");
    const QString why = side.hasFollowed() ? tr("Followed to its end.")
                                           : tr("Stops at %1.").arg(text(side.message));
    return side.goesOnAlone()
               ? tr("%1 From step %2 on it goes its own way.").arg(why).arg(side.followed + 1)
               : why;
}

QString sideText(const Compared &compared, std::size_t side, const ComparedStep &step)
{
    const ComparisonReport &report = compared.report;
    const RowWords words = rowWords(report.comparison.sides[side], step);
    QString line = text(report.names[side]) + QStringLiteral(": ");
    if (step.isBlocked)
        line += tr("%1 cannot step, %2, %3")
                    .arg(text(words.thread), text(words.label), text(words.note));
    else
        line += tr("step %1, %2, %3")
                    .arg(text(words.number), text(words.thread),
                         text(compared.timelines[side]->events[step.event].spoken));
    if (isOnOwnLine(report, side, step))
        line += side == 0 ? tr(", removed line") : tr(", added line");
    return line;
}

QString kindText(ComparedRow::Kind kind)
{
    switch (kind) {
    case ComparedRow::Kind::Equal:
        return tr("equal");
    case ComparedRow::Kind::Different:
        return tr("different");
    case ComparedRow::Kind::OneSide:
        return tr("only on one side");
    }
    return {};
}

} // namespace

drawing::Pill endingPill(const Compared &compared, std::size_t side)
{
    if (const auto words = wordsOf(compared, side)) {
        const bool isGood =
            !compared.timelines[side]->livelock &&
            endingKind(compared.report.comparison.sides[side].run) == FindingKind::None;
        return drawing::fatePill(isGood ? Fate::Safe : Fate::Doomed, text(words->name));
    }
    const auto &events = compared.timelines[side]->events;
    const Fate fate = events.empty() ? compared.timelines[side]->initialFate : events.back().fate;
    return drawing::fatePill(fate, tr("Not ended"));
}

std::vector<DifferenceLine> differenceLines(const Compared &compared)
{
    const ComparisonReport &report = compared.report;
    const auto &sides = report.comparison.sides;
    std::vector<DifferenceLine> lines;
    if (report.comparison.firstDifference) {
        const DifferenceWords words = differenceWords(report);
        lines.push_back({text(words.step), {text(words.first[0]), text(words.first[1])}, true});
        lines.push_back({tr("Then"), {text(words.then[0]), text(words.then[1])}});
    }
    lines.push_back({tr("Ends"), {endsText(compared, 0), endsText(compared, 1)}});
    const auto isOrdinary = [](const ComparedSide &side) {
        return side.hasFollowed() && !side.goesOnAlone();
    };
    if (!isOrdinary(sides[0]) || !isOrdinary(sides[1]))
        lines.push_back({tr("Schedule"), {scheduleText(sides[0]), scheduleText(sides[1])}});
    lines.push_back({tr("Outcomes"), {endingsText(report, 0), endingsText(report, 1)}});
    lines.push_back({tr("States"), {statesText(report, 0), statesText(report, 1)}});
    return lines;
}

QString comparedScheduleText(const Compared &compared)
{
    const ComparisonReport &report = compared.report;
    if (report.schedules[0] != report.schedules[1])
        return tr("Two walks");
    const std::size_t left = report.comparison.sides[0].run.contextSwitches();
    const std::size_t right = report.comparison.sides[1].run.contextSwitches();
    QString words =
        report.origin.empty() ? tr("Same schedule") : tr("Schedule: %1").arg(text(report.origin));
    if (left == right)
        words += tr(", %1").arg(countedSwitches(left));
    return words;
}

QString firstDifferenceText(const Compared &compared)
{
    const Comparison &comparison = compared.report.comparison;
    if (!comparison.firstDifference)
        return tr("No difference");
    const QString step = text(differenceWords(compared.report).step);
    return tr("First difference at %1").arg(step.left(1).toLower() + step.mid(1));
}

QString patchCountText(const Patch &patch)
{
    QStringList counts;
    if (!patch.removed().empty())
        counts << QChar(0x2212) + QString::number(patch.removed().size());
    if (!patch.added().empty())
        counts << QLatin1Char('+') + QString::number(patch.added().size());
    if (counts.isEmpty())
        return {};
    const bool isOne = patch.removed().size() + patch.added().size() == 1;
    return (isOne ? tr("%1 line") : tr("%1 lines")).arg(counts.join(QLatin1Char(' ')));
}

QString accessibleComparedRow(const Compared &compared, std::size_t number, std::size_t taken)
{
    const Comparison &comparison = compared.report.comparison;
    const ComparedRow &row = comparison.rows[number];
    QString words = tr("Row %1, %2").arg(number + 1).arg(kindText(row.kind));
    if (comparison.firstDifference == number)
        words += tr(", first difference");
    if (number + 1 == taken)
        words += tr(", current");
    else if (number >= taken)
        words += tr(", future");
    for (std::size_t side = 0; side < 2; ++side)
        if (row.steps[side])
            words += QStringLiteral("; ") + sideText(compared, side, *row.steps[side]);
    return words;
}

} // namespace racewalk::desktop

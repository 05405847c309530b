// SPDX-License-Identifier: GPL-3.0-or-later
#include <QStringList>

#include "desktop/models/walk_rows.h"

#include "desktop/base/counted.h"
#include "desktop/base/translate.h"
#include "desktop/session/session.h"
#include "export/reports/verdict_text.h"
#include "run/timeline/styles.h"

#include <algorithm>
#include <span>

namespace racewalk::desktop {
namespace {

/// The outcomes that are known of the session's program.
std::span<const Outcome> outcomesOf(const Session &session)
{
    const Verdict *verdict = session.result().known();
    return verdict ? std::span(verdict->outcomes) : std::span<const Outcome>();
}

QString scheduleFrom(const NamedWalk &walk, std::size_t at)
{
    const Schedule whole = scheduleOf(walk.run.machine(), walk.run.steps());
    const Schedule start = scheduleOf(walk.run.machine(), walk.run.steps().first(at));
    QString text = QString::fromStdString(toText(whole));
    const QString before = QString::fromStdString(toText(start));
    if (at > 0 && text.startsWith(before + QLatin1Char(' ')))
        text = QStringLiteral("\u2026 ") + text.mid(before.size() + 1);
    return text;
}

QString accessibleText(const WalkRow &row, const std::vector<WalkRow> &before)
{
    QStringList parts{row.name};
    if (row.fork)
        parts << tr("leaves %1 after %2")
                     .arg(before[row.fork->parent].name, countedSteps(row.fork->at));
    parts << countedSteps(row.length);
    if (row.isCutShort || !row.isFinished)
        parts << row.ending;
    else
        parts << tr("ends: %1").arg(row.end);
    if (row.isCurrent)
        parts << tr("current") << tr("at step %1").arg(row.position);
    if (!row.notes.empty())
        parts << (row.notes.size() == 1 ? tr("1 note") : tr("%1 notes").arg(row.notes.size()));
    parts.removeAll(QString());
    return parts.join(QLatin1String(", "));
}

WalkRow rowOf(const Session &session, const NamedWalk &walk)
{
    const StateView end = walk.run.stateAt(walk.run.length());
    WalkRow row;
    row.name = QString::fromStdString(walk.name);
    if (const auto words = endingWords(walk.run, outcomesOf(session))) {
        row.ending = QString::fromStdString(words->brief);
        row.end = QString::fromStdString(words->name);
        row.isFinished = true;
    }
    row.fate = session.fateOf(end);
    row.icon = styleOf(row.fate).icon;
    row.isCutShort = walk.isCutShort();
    if (row.isCutShort) {
        row.icon = "warning";
        row.ending = tr("stops at step %1").arg(walk.run.length());
    }
    row.length = walk.run.length();
    row.position = walk.run.position();
    row.walked = std::min(walk.walked, row.length);
    return row;
}

/// What is known of a walk before its replay.
WalkRow rowAsWalked(const NamedWalk &walk)
{
    WalkRow row;
    row.isAwaited = true;
    row.name = QString::fromStdString(walk.name);
    row.icon = styleOf(row.fate).icon;
    row.length = walk.walkedLength();
    row.walked = std::min(walk.walked, row.length);
    return row;
}

} // namespace

std::vector<WalkRow> walkRows(const Session &session)
{
    const Walks &walks = session.walks();
    std::vector<WalkRow> rows;
    for (std::size_t number = 0; number < walks.size(); ++number) {
        WalkRow row =
            walks[number].awaitsReplay ? rowAsWalked(walks[number]) : rowOf(session, walks[number]);
        row.isCurrent = number == walks.current();
        row.fork = walks.forkOf(number);
        if (!row.isAwaited)
            for (const auto &[step, text] : walks.notes(number))
                row.notes.emplace(step, QString::fromStdString(text));
        row.accessible = accessibleText(row, rows);
        rows.push_back(std::move(row));
    }
    return rows;
}

void moveCursor(std::vector<WalkRow> &rows, const Session &session)
{
    const std::size_t current = session.walks().current();
    WalkRow &row = rows[current];
    const NamedWalk &walk = session.walks().currentWalk();
    row.position = walk.run.position();
    row.walked = std::min(walk.walked, row.length);
    row.accessible = accessibleText(row, rows);
}

QString walkTooltip(const Session &session, std::size_t row)
{
    const NamedWalk &walk = session.walks().replayed(row);
    const auto fork = session.walks().forkOf(row);
    QString text = scheduleFrom(walk, fork ? fork->at : 0);
    if (const auto words = endingWords(walk.run, outcomesOf(session)))
        text += tr("\nEnds: %1.").arg(QString::fromStdString(words->name));
    if (!walk.stop.empty())
        text +=
            QLatin1Char('\n') + capitalized(QString::fromStdString(walk.stop)) + QLatin1Char('.');
    return text;
}

QString countedWalks(std::size_t number)
{
    return number == 1 ? tr("1 walk") : tr("%1 walks").arg(number);
}

std::size_t rulerDistance(double unit, double room)
{
    for (std::size_t ten = 1;; ten *= 10)
        for (const std::size_t factor : {1, 2, 4, 5})
            if (static_cast<double>(factor * ten) * unit >= room)
                return factor * ten;
}

} // namespace racewalk::desktop

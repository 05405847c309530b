// SPDX-License-Identifier: GPL-3.0-or-later
#include <QStringList>

#include "desktop/models/outcomes/line_words.h"

#include "desktop/base/counted.h"
#include "desktop/base/translate.h"
#include "desktop/search/line_search.h"
#include "export/reports/verdict_text.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

/// "line 41", "lines 41, 57-59" of the statements but the one in `line`.
QString othersText(const LineChange &change, std::uint32_t line)
{
    std::vector<std::uint32_t> lines;
    for (const SourceSpan &statement : change.statements)
        if (statement.line != line)
            lines.push_back(statement.line);
    std::ranges::sort(lines);
    lines.erase(std::ranges::unique(lines).begin(), lines.end());
    return QString::fromStdString(linesText(lines));
}

bool isAbout(const LineChange &change, std::uint32_t line)
{
    return change.kind == LineChange::Kind::LeaveOutPair
               ? std::ranges::find(change.statements, line, &SourceSpan::line) !=
                     change.statements.end()
               : change.line() == line;
}

QString tipFor(const LineChange &change, const LineEffect &effect, std::uint32_t line)
{
    const QString text = QString::fromStdString(effectText(effect));
    switch (change.kind) {
    case LineChange::Kind::LeaveOut:
        return tr("Without this line: %1").arg(text);
    case LineChange::Kind::LeaveOutPair:
        return tr("Without this line and %1: %2").arg(othersText(change, line), text);
    case LineChange::Kind::Swap:
        return tr("Swapped with the next statement: %1").arg(text);
    }
    return {};
}

} // namespace

void markLoadBearing(const LinesReport &report, const std::vector<CodeLine> &listing,
                     std::vector<CodeMark> &marks)
{
    const std::vector<std::uint32_t> lines = loadBearingLines(report);
    const std::vector<std::uint32_t> guarding = guardingLines(report);
    for (std::size_t index = 0; index < listing.size(); ++index) {
        if (listing[index].isTitle)
            continue;
        const std::uint32_t number = listing[index].number;
        marks[index].isLoadBearing = std::ranges::binary_search(lines, number);
        marks[index].isGuarding = std::ranges::binary_search(guarding, number);
    }
}

QString lineTip(const LinesReport &report, std::uint32_t line)
{
    QStringList tips;
    for (std::size_t i = 0; i < report.changes.size(); ++i)
        if (isAbout(report.changes[i], line))
            tips << tipFor(report.changes[i], report.effects.effects[i], line);
    return tips.join(QLatin1Char('\n'));
}

QString lineProgressText(const LineSearch &search)
{
    return search.total() == 0 ? tr("Load-bearing lines: searching")
                               : tr("Load-bearing lines: %1 of %2 changes tried")
                                     .arg(grouped(search.done()), grouped(search.total()));
}

} // namespace racewalk::desktop

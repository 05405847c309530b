// SPDX-License-Identifier: GPL-3.0-or-later
#include <QStringList>

#include "desktop/models/outcomes/outcome_details.h"

#include "desktop/base/counted.h"
#include "desktop/base/translate.h"
#include "desktop/models/outcomes/line_words.h"
#include "desktop/search/lines_message.h"
#include "explore/explain/certificate_words.h"

#include <ranges>

namespace racewalk::desktop {
namespace {

constexpr std::size_t mostLines = 50;

/// "Line 57: spin_lock(&inode->i_lock);"
QString codeText(const Program &program, std::uint32_t line)
{
    const std::string_view code = program.source->line(line);
    return tr("Line %1: %2")
        .arg(QString::number(line),
             QString::fromUtf8(code.data(), static_cast<qsizetype>(code.size())).trimmed());
}

QString whyNotKnown(const SearchResult &result)
{
    if (result.stage != SearchResult::Stage::Done)
        return result.stage == SearchResult::Stage::Error
                   ? tr("Not known: not explored.")
                   : tr("Known once every state is explored.");
    if (!result.verdict->isComplete())
        return tr("Not known: search stopped early.");
    if (!result.verdict->isGraphKept)
        return tr("Not known: too many states to keep their graph.");
    return tr("Not looked for: there are too many transitions.");
}

} // namespace

QString certificateText(const Machine &machine, const Outcome &outcome)
{
    if (outcome.kind != FindingKind::Hang)
        return {};
    State state = machine.initialState();
    for (const Step &step : outcome.steps)
        machine.apply(state, step);
    return QString::fromStdString(
               racewalk::certificateText(machine.program(), hangCertificate(machine, state), ""))
        .trimmed();
}

QString unreachedText(const Program &program, const SearchResult &result,
                      const CoverageSearch &search)
{
    if (search.isSearching())
        return tr("Looking for lines that no interleaving reaches.");
    if (!search.lines())
        return whyNotKnown(result);
    const CoverageSearch::Lines &lines = *search.lines();
    if (lines.empty())
        return tr("Every line of this variant is reached by some interleaving.");
    QStringList texts;
    for (std::size_t i = 0; i < lines.size() && i < mostLines; ++i)
        texts << codeText(program, lines[i]);
    if (lines.size() > mostLines)
        texts << tr("And %1 more.").arg(grouped(lines.size() - mostLines));
    return texts.join(QLatin1Char('\n'));
}

QString loadBearingText(const LinesReport &report, std::size_t most)
{
    QStringList texts{linesMessage(report).text};
    for (const std::uint32_t line : loadBearingLines(report) | std::views::take(most)) {
        texts << codeText(report.machine->program(), line);
        for (const QString &tip : lineTip(report, line).split(QLatin1Char('\n')))
            texts << QStringLiteral("    ") + tip;
    }
    return texts.join(QLatin1Char('\n'));
}

} // namespace racewalk::desktop

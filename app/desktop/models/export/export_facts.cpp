// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/export/export_facts.h"

#include "desktop/base/counted.h"
#include "desktop/base/translate.h"
#include "desktop/models/memory_list.h"
#include "desktop/session/session.h"
#include "export/reports/verdict_text.h"
#include "run/schedule/schedule.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

/// More of a file than this is not shown.
constexpr qsizetype previewedBytes = 200'000;

QString sizeText(qsizetype bytes)
{
    if (bytes < 1024)
        return tr("%1 bytes").arg(bytes);
    if (bytes < 1024 * 1024)
        return tr("%1 KB").arg((bytes + 1023) / 1024);
    return tr("%1 MB").arg(static_cast<double>(bytes) / (1024 * 1024), 0, 'f', 1);
}

QString lineCount(qsizetype lines)
{
    return lines == 1 ? tr("1 line") : tr("%1 lines").arg(grouped(static_cast<quint64>(lines)));
}

/// In characters.
qsizetype widestLine(const QString &text)
{
    qsizetype widest = 0;
    for (const QStringView line : QStringView(text).split(QLatin1Char('\n')))
        widest = std::max(widest, line.size());
    return widest;
}

ExportFacts diagramFacts(const FormatOptions &options, const QString &text)
{
    const auto columns = static_cast<qsizetype>(options.columns);
    const qsizetype widest = widestLine(text);
    ExportFacts facts{.size = tr("%1, widest %2 of %3 columns")
                                  .arg(lineCount(text.count(QLatin1Char('\n'))))
                                  .arg(widest)
                                  .arg(columns),
                      .pill = {}};
    constexpr qsizetype commitColumns = 75; // checkpatch warns of more
    if (const qsizetype over = widest - commitColumns; over > 0)
        facts.pill = drawing::fatePill(Fate::Open, over == 1 ? tr("1 column too wide")
                                                             : tr("%1 columns too wide").arg(over));
    else
        facts.pill = drawing::fatePill(Fate::Safe, tr("Fits a commit message"));
    return facts;
}

/// The kind of failure at the end of the run.
FindingKind endOf(const ExportSource &source)
{
    if (source.timeline->livelock)
        return FindingKind::Livelock;
    if (const auto kind = findingKindFrom(source.call.found))
        return *kind;
    return endingKind(*source.run);
}

QString withArticle(std::string_view noun)
{
    const bool isVowel = std::string_view("aeiou").contains(noun.front());
    return (isVowel ? tr("an %1") : tr("a %1")).arg(QString::fromUtf8(noun));
}

/// Whether the file stops before the end of the run.
bool isPart(const ExportSource &source)
{
    return source.range.kind == ExportRange::Kind::Steps && !source.isFound &&
           source.range.to < source.run->length();
}

bool isOver(const Run &run)
{
    return run.machine().standing(run.state()) != Standing::Going;
}

} // namespace

ExportFacts exportFacts(ExportFormat format, const FormatOptions &options,
                        const QByteArray &content, QSize pixels)
{
    const ExportFormatRow &row = rowOf(format);
    if (row.options.contains(ExportOption::Columns))
        return diagramFacts(options, QString::fromUtf8(content));
    if (!pixels.isEmpty())
        return {.size = tr("%1 x %2 px, %3")
                            .arg(pixels.width())
                            .arg(pixels.height())
                            .arg(sizeText(content.size())),
                .pill = {}};
    if (row.format == ExportFormat::Html)
        return {.size = tr("one file, %1, no network").arg(sizeText(content.size())), .pill = {}};
    if (!row.isText)
        return {.size = sizeText(content.size()), .pill = {}};
    return {.size = tr("%1, %2").arg(sizeText(content.size()), lineCount(content.count('\n'))),
            .pill = {}};
}

QString exportSubjectText(const Session &session, const ExportSource &source)
{
    QStringList parts;
    const Scenario &scenario = session.scenario();
    if (!session.program().variant.empty())
        parts += QString::fromStdString(scenario.variants[session.variant()].title);
    parts += memoryName(session.memory());
    if (!source.run)
        return (parts << tr("nothing was walked")).join(QLatin1String(", "));
    const std::size_t length = source.run->length();
    if (isPart(source)) {
        parts += tr("steps %1 to %2 of %3").arg(source.range.from).arg(source.range.to).arg(length);
        return parts.join(QLatin1String(", "));
    }
    parts += countedSteps(length);
    const FindingKind end = endOf(source);
    const QString failure = end == FindingKind::None ? QString() : withArticle(rowOf(end).noun);
    if (source.isFound)
        parts += tr("the shortest run to %1: nothing was walked").arg(failure);
    else if (!failure.isEmpty())
        parts += tr("ends in %1").arg(failure);
    else if (isOver(*source.run))
        parts += tr("ends without a failure");
    return parts.join(QLatin1String(", "));
}

ScheduleCheck checkSchedule(const ExportSource &source)
{
    const Run &run = *source.run;
    const auto schedule = parseSchedule(source.call.from.schedule.value());
    const bool isSame = schedule && [&] {
        const Walk walked = walk(*source.machine, *schedule);
        return walked.message.empty() && std::ranges::equal(walked.steps, run.steps());
    }();
    if (!isSame)
        return {false, tr("The schedule does not replay to this run.")};
    const FindingKind end = isPart(source) ? FindingKind::None : endOf(source);
    const bool isEnd = isOver(run) && !isPart(source);
    const QString what = end != FindingKind::None ? QString::fromUtf8(rowOf(end).noun)
                                                  : (isEnd ? tr("end") : tr("state"));
    return {true, tr("Checked: the schedule replays to this %1.").arg(what)};
}

QString missingFates(const Session &session, ExportFormat format)
{
    const SearchResult &result = session.result();
    if (!rowOf(format).showsFates || result.isGraphFinal() ||
        result.stage == SearchResult::Stage::Error)
        return {};
    return tr("Fates are not known yet: the search goes on.");
}

PreviewText previewText(const QByteArray &content)
{
    if (content.size() <= previewedBytes)
        return {QString::fromUtf8(content), true};
    const qsizetype end = content.lastIndexOf('\n', previewedBytes);
    return {QString::fromUtf8(content.left(end < 0 ? previewedBytes : end + 1)), false};
}

} // namespace racewalk::desktop

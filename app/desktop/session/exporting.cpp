// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileInfo>

#include "desktop/session/exporting.h"

#include "desktop/base/counted.h"
#include "desktop/base/translate.h"
#include "desktop/session/session.h"
#include "drawing/painted_formats.h"
#include "export/whole_file.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

struct Export {
    const Session &session;
    RunToExport run;
    ExportFormat format;
    FormatOptions options;

    Written operator()(RunWriter writeRun) const { return writeRun(run, options); }
    Written operator()(ProgramWriter writeProgram) const { return writeProgram(session.machine()); }
    Written operator()(PaintedRun) const { return drawing::paint(format, run, options); }
};

/// Of the run with its cursor at the end: a search that found it knows more than its last state.
DiagramEnding endingOf(const Session &session, const Run &run)
{
    if (const auto &verdict = session.result().verdict)
        for (const Finding &finding : verdict->findings)
            if (std::ranges::equal(finding.steps, run.steps()))
                return diagramEndingFor(run, finding);
    return {};
}

} // namespace

std::expected<QByteArray, QString> exported(const Session &session, ExportFormat format,
                                            ThemeKind theme)
{
    Run run = session.run();
    run.jump(run.length());
    const Written written = std::visit(
        Export{session,
               {.run = run, .timeline = session.timeline(), .ending = endingOf(session, run)},
               format,
               {.theme = theme}},
        rowOf(format).writer);
    if (!written)
        return std::unexpected(tr("%1: %2.").arg(QString::fromUtf8(rowOf(format).title),
                                                 QString::fromStdString(written.error())));
    return QByteArray::fromStdString(*written);
}

QString suggestedFileName(const Session &session, ExportFormat format)
{
    QString name = QFileInfo(session.path()).completeBaseName();
    if (!session.program().variant.empty())
        name += QLatin1Char('-') + QString::fromStdString(session.program().variant);
    if (session.memory() != session.scenario().memory)
        name += QLatin1Char('-') + QString::fromLatin1(toText(session.memory()));
    return name + QString::fromUtf8(rowOf(format).ending);
}

QString writeExport(const QString &path, const QByteArray &content)
{
    const std::string failure =
        writeFile(path.toStdString(),
                  std::string_view(content.constData(), static_cast<std::size_t>(content.size())));
    return failure.empty() ? QString() : capitalized(QString::fromStdString(failure)) + u'.';
}

} // namespace racewalk::desktop

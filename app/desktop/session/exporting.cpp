// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QFileInfo>
#include <QSaveFile>

#include "desktop/session/exporting.h"

#include "desktop/session/session.h"
#include "drawing/image_export.h"
#include "export/svg.h"
#include "export/text_diagram.h"
#include "export/verdict_text.h"
#include "run/timeline/timeline_geometry.h"

namespace racewalk::desktop {
namespace {

constexpr double pictureWidth = 760;

QString tr(const char *text)
{
    return QCoreApplication::translate("racewalk::desktop::Export", text);
}

QByteArray svgOf(const Session &session, const Run &run, ThemeKind theme)
{
    TimelineOptions options;
    options.width = pictureWidth;
    const TimelineLayout layout(session.timeline(), options, typicalTextWidth);
    SvgOptions svg;
    svg.theme = theme;
    svg.title = subjectText(session.program());
    svg.description = endingText(run);
    return QByteArray::fromStdString(toSvg(layout.whole(run.position()), svg));
}

} // namespace

std::expected<QByteArray, QString> exported(const Session &session, ExportFormat format,
                                            ThemeKind theme)
{
    Run run = session.run();
    run.jump(run.length());
    switch (format) {
    case ExportFormat::Text:
        return QByteArray::fromStdString(textDiagram(run));
    case ExportFormat::Svg:
        return svgOf(session, run, theme);
    case ExportFormat::Schedule:
        return session.scheduleText().toUtf8() + '\n';
    case ExportFormat::Png:
        break;
    }
    drawing::ImageOptions options;
    options.theme = theme;
    options.width = pictureWidth;
    const QByteArray png =
        drawing::toPng(drawing::timelineImage(*session.timeline(), run.position(), options));
    if (png.isEmpty())
        return std::unexpected(tr("The timeline is too long for a PNG. Save it as SVG."));
    return png;
}

QString suggestedFileName(const Session &session, ExportFormat format)
{
    QString name = QFileInfo(session.path()).completeBaseName();
    if (!session.program().variant.empty())
        name += QLatin1Char('-') + QString::fromStdString(session.program().variant);
    if (session.memory() != session.scenario().memory)
        name += QLatin1Char('-') + QString::fromLatin1(toText(session.memory()));
    switch (format) {
    case ExportFormat::Text:
        return name + QLatin1String(".txt");
    case ExportFormat::Svg:
        return name + QLatin1String(".svg");
    case ExportFormat::Png:
        return name + QLatin1String(".png");
    case ExportFormat::Schedule:
        break;
    }
    return name + QLatin1String(".schedule");
}

QString writeExport(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit())
        return {};
    return tr("Cannot write %1: %2.").arg(QFileInfo(path).fileName(), file.errorString());
}

} // namespace racewalk::desktop

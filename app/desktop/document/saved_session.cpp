// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include "desktop/document/saved_session.h"

#include "desktop/base/translate.h"
#include "export/session_file.h"

#include <algorithm>
#include <utility>

namespace racewalk::desktop {
namespace {

constexpr qint64 largestFile = 64 << 20; // in bytes

OpenError errorFor(const QString &path, const QString &why)
{
    return {tr("Cannot open %1: %2.").arg(QFileInfo(path).fileName(), why), {}};
}

std::expected<SavedSession, OpenError> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(errorFor(path, file.errorString()));
    if (file.size() > largestFile)
        return std::unexpected(errorFor(path, tr("it is larger than 64 MiB")));
    auto saved = readSession(file.readAll().toStdString());
    if (!saved)
        return std::unexpected(errorFor(path, QString::fromStdString(saved.error())));
    return *std::move(saved);
}

/// The parameters of the document with the values of the file, as far as they still exist.
ParameterValues parametersOf(const Document &document, const SavedSession &saved)
{
    ParameterValues values = document.parameters;
    for (const Parameter &parameter : document.walks.machine()->program().parameters) {
        const auto known = std::ranges::find(saved.parameters, parameter.name,
                                             &ParameterValues::value_type::first);
        const auto place =
            std::ranges::find(values, parameter.name, &ParameterValues::value_type::first);
        if (known != saved.parameters.end() && place != values.end())
            place->second = std::clamp(known->second, parameter.low, parameter.high);
    }
    return values;
}

} // namespace

QByteArray savedDocument(const Document &document)
{
    const Program &program = document.walks.machine()->program();
    SavedSession saved;
    saved.scenarioPath = document.path.toStdString();
    saved.scenarioText = document.source->text();
    saved.variant = document.variants[document.variant];
    saved.memory = program.memory;
    saved.parameters = document.parameters;
    saved.walks = savedWalks(document.walks);
    saved.current = document.walks.current();
    saved.nextId = document.walks.nextId();
    saved.view = document.view;
    return QByteArray::fromStdString(toJson(saved));
}

QString writeSession(const QString &path, const Document &document)
{
    const QByteArray content = savedDocument(document);
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit())
        return {};
    return tr("Cannot write %1: %2.").arg(QFileInfo(path).fileName(), file.errorString());
}

std::expected<Document, OpenError> scenarioDocument(const QString &path)
{
    auto source = readScenario(path);
    if (!source)
        return std::unexpected(source.error());
    return documentFor(path, *std::move(source));
}

std::optional<SessionSummary> summaryOf(const QString &path)
{
    const auto saved = readFile(path);
    if (!saved)
        return std::nullopt;
    return SessionSummary{QString::fromStdString(saved->scenarioPath), saved->walks.size()};
}

std::expected<Document, OpenError> readDocument(const QString &path)
{
    const auto saved = readFile(path);
    if (!saved)
        return std::unexpected(saved.error());
    const QString scenario = QString::fromStdString(saved->scenarioPath);
    auto document = documentFor(scenario, sourceNamedAs(saved->scenarioPath, saved->scenarioText));
    if (!document)
        return std::unexpected(document.error());
    document->parameters = parametersOf(*document, *saved);
    const auto variant = std::ranges::find(document->variants, saved->variant);
    if (variant != document->variants.end())
        document->variant = static_cast<std::size_t>(variant - document->variants.begin());
    auto machine = machineFor(document->source, document->variants[document->variant],
                              document->parameters, saved->memory);
    if (!machine)
        return std::unexpected(machine.error());
    document->walks = walksFrom(*machine, *saved);
    document->view = saved->view;
    document->sessionPath = path;
    return document;
}

} // namespace racewalk::desktop

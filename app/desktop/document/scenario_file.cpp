// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QFileInfo>

#include "desktop/document/scenario_file.h"

#include "desktop/base/translate.h"
#include "language/library.h"
#include "language/source/read_source.h"

#include <algorithm>
#include <filesystem>

namespace racewalk::desktop {

std::expected<std::shared_ptr<const SourceText>, OpenError> readScenario(const QString &path)
{
    // toStdWString would lose names that are no UTF-8; encodeName keeps the bytes of the file
    // system.
    const std::filesystem::path file(QFile::encodeName(path).toStdString());
    auto source = readSource(file);
    if (!source) {
        // "'/home/x/a.race' is empty": the message bar has room for the name only.
        const QString full = QString::fromStdString(source.error().sentence);
        const QString quotedPath = QLatin1Char('\'') + path + QLatin1String("' ");
        const QString sentence =
            full.startsWith(quotedPath)
                ? tr("Cannot open %1: it %2.")
                      .arg(QFileInfo(path).fileName(), full.mid(quotedPath.size()))
                : tr("Cannot open %1: %2.").arg(QFileInfo(path).fileName(), full);
        return std::unexpected(OpenError{sentence, full});
    }
    return sourceNamedAs(file, source->text());
}

std::shared_ptr<const SourceText> sourceNamedAs(const std::filesystem::path &file, std::string text)
{
    const bool isShipped = shippedAt(shippedScenarios(dataFolder()), file).has_value();
    return std::make_shared<const SourceText>((isShipped ? file.filename() : file).string(),
                                              std::move(text));
}

OpenError openErrorFor(const SourceText &source, const std::vector<Diagnostic> &diagnostics)
{
    const auto first =
        std::ranges::find(diagnostics, Diagnostic::Severity::Error, &Diagnostic::severity);
    if (first == diagnostics.end())
        return {};
    const QString name = QFileInfo(QString::fromStdString(source.fileName())).fileName();
    const QString what = QString::fromStdString(first->sentence);
    QString sentence;
    if (first->span.line == 0)
        sentence = tr("Cannot open %1: %2.").arg(name, what);
    else
        sentence = tr("Cannot open %1: line %2, column %3: %4.")
                       .arg(name)
                       .arg(first->span.line)
                       .arg(first->span.column)
                       .arg(what);
    return {sentence, QString::fromStdString(renderDiagnostics(source, diagnostics))};
}

std::expected<std::shared_ptr<const Machine>, OpenError>
machineFor(const std::shared_ptr<const SourceText> &source, const std::string &variant,
           const ParameterValues &parameters, std::optional<MemoryModel> memory)
{
    CompileOptions options;
    options.variant = variant;
    options.parameters = parameters;
    options.memory = memory;
    const Compiled compiled = compile(source, options);
    if (!compiled.program)
        return std::unexpected(openErrorFor(*source, compiled.diagnostics));
    return std::make_shared<const Machine>(compiled.program);
}

} // namespace racewalk::desktop

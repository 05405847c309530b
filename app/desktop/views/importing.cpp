// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

#include "desktop/views/importing.h"

#include "desktop/base/background_job.h"
#include "desktop/session/exporting.h"
#include "desktop/session/session.h"
#include "desktop/views/dialogs/file_dialog.h"
#include "desktop/views/import/import_dialog.h"
#include "export/whole_file.h"

#include <utility>

namespace racewalk::desktop {
namespace {

QString nameOf(const QString &file)
{
    return file.isEmpty() ? Importing::tr("the pasted text") : file;
}

} // namespace

Importing::Importing(Session &session, const Appearance &appearance, QWidget *window)
    : QObject(window), m_session(session), m_appearance(appearance), m_window(window)
{
    m_pool.setMaxThreadCount(1);
}

Importing::~Importing()
{
    m_stop.request_stop();
    m_pool.waitForDone();
}

void Importing::say(const QString &sentence)
{
    m_session.setMessage({Message::Kind::Error, sentence, {}, Message::Action::None});
}

void Importing::chooseFile()
{
    QFileDialog *dialog = newFileDialog(
        {.name = QStringLiteral("importFileDialog"),
         .title = tr("Import"),
         .filters = {tr("All files (*)")},
         .folder = m_session.isOpen() ? QFileInfo(m_session.path()).absolutePath() : QString()},
        m_appearance, m_window);
    connect(dialog, &QFileDialog::fileSelected, this, &Importing::importFile);
    dialog->open();
}

void Importing::importFile(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly)) {
        say(tr("%1 cannot be read.").arg(QFileInfo(path).fileName()));
        return;
    }
    const QByteArray bytes = file.read(qint64(maxImportBytes) + 1);
    start(std::make_shared<const std::string>(bytes.toStdString()), QFileInfo(path).fileName());
}

void Importing::importText(const QString &text)
{
    constexpr qsizetype shortText = qsizetype{1} << 16;
    std::string bytes = text.toStdString();
    const Machine *against = m_session.isOpen() ? &m_session.machine() : nullptr;
    const bool isOther =
        text.size() > shortText ||
        (importFault(bytes).empty() && !importKindsOf(ReportText(bytes), against).empty());
    const bool isSchedule = text.size() <= shortText && parseSchedule(bytes).has_value();
    if (m_session.isOpen() && (isSchedule || !isOther))
        m_session.replay(text);
    else
        start(std::make_shared<const std::string>(std::move(bytes)), {});
}

void Importing::start(std::shared_ptr<const std::string> text, const QString &file,
                      std::optional<ImportKind> kind)
{
    struct Read {
        std::vector<ImportKind> kinds; ///< if there are several to choose from
        ImportResult result;
    };
    m_stop.request_stop(); // at most one at a time
    m_stop = std::stop_source();
    const ImportAgainst against =
        m_session.isOpen() ? m_session.walks().machine() : ImportAgainst();
    startJob(
        m_pool, QPointer(this), m_stop.get_token(),
        [text, against, kind] {
            Read read;
            if (!kind && importFault(*text).empty())
                read.kinds = importKindsOf(ReportText(*text), against.get());
            if (read.kinds.size() < 2)
                read.result = racewalk::importText(*text, kind, against);
            return read;
        },
        [text, file, against](Importing &importing, const std::expected<Read, QString> &read) {
            if (!read)
                importing.say(read.error());
            else if (read->kinds.size() > 1)
                importing.askForKind(read->kinds, text, file);
            else if (!read->result)
                importing.say(
                    tr("%1: %2.").arg(nameOf(file), QString::fromStdString(read->result.error())));
            else
                importing.show(std::make_shared<const Imported>(*read->result), file, against);
        });
}

void Importing::askForKind(const std::vector<ImportKind> &kinds,
                           const std::shared_ptr<const std::string> &text, const QString &file)
{
    auto *menu = new QMenu(m_window);
    menu->setObjectName(QStringLiteral("importKinds"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("%1 has several reports. Import:").arg(nameOf(file)))->setEnabled(false);
    for (const ImportKind kind : kinds)
        menu->addAction(QString::fromUtf8(rowOf(kind).title), this,
                        [this, text, file, kind] { start(text, file, kind); });
    menu->popup(m_window->mapToGlobal(m_window->rect().center()) -
                QPoint(menu->sizeHint().width() / 2, menu->sizeHint().height() / 2));
    menu->setActiveAction(menu->actions().at(1));
}

void Importing::show(const std::shared_ptr<const Imported> &imported, const QString &file,
                     const ImportAgainst &against)
{
    auto *dialog = new ImportDialog(imported, nameOf(file), m_appearance, m_window);
    connect(dialog, &ImportDialog::walkRequested, this, [this, imported, file, against, dialog] {
        dialog->accept();
        walk(*imported, file.isEmpty() ? tr("Imported from paste") : file, against);
    });
    connect(dialog, &ImportDialog::scenarioRequested, this,
            [this, imported, dialog] { saveScenario(*imported->scenario, dialog); });
    dialog->open();
}

/// The steps are of the program that the text was read against.
void Importing::walk(const Imported &imported, const QString &name, const ImportAgainst &against)
{
    if (m_session.isOpen() && m_session.walks().machine() == against)
        m_session.startWalk(imported.run->steps, imported.run->steps.size(), name,
                            tr("import a walk"));
}

void Importing::saveScenario(const std::string &scenario, QWidget *dialog)
{
    QFileDialog *question =
        newFileDialog({.name = QStringLiteral("importSaveDialog"),
                       .title = tr("Save as scenario"),
                       .filters = {tr("Scenarios (*.race)")},
                       .suffix = QStringLiteral("race"),
                       .file = QStringLiteral("imported.race"),
                       .folder = m_session.isOpen() ? suggestedFolder(m_session) : QString(),
                       .isSaving = true},
                      m_appearance, dialog);
    connect(question, &QFileDialog::fileSelected, this,
            [this, scenario, dialog = QPointer(dialog)](const QString &path) {
                if (const std::string reason = writeFile(path.toStdString(), scenario);
                    !reason.empty()) {
                    say(QString::fromStdString(reason) + QLatin1Char('.'));
                    return;
                }
                if (dialog)
                    dialog->close();
                Q_EMIT openRequested(path);
            });
    question->open();
}

} // namespace racewalk::desktop

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAccessible>
#include <QBoxLayout>
#include <QClipboard>
#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPainterPath>
#include <QScrollArea>
#include <QShortcut>
#include <QTemporaryDir>
#include <QUrl>

#include "desktop/views/export/export_dialog.h"

#include "desktop/base/background_job.h"
#include "desktop/base/counted.h"
#include "desktop/session/session.h"
#include "desktop/views/controls/flat_button.h"
#include "desktop/views/dialogs/file_dialog.h"
#include "desktop/views/export/export_preview.h"
#include "desktop/views/export/format_list.h"
#include "desktop/views/export/option_form.h"
#include "drawing/icons.h"
#include "drawing/parts.h"

#include <algorithm>
#include <utility>

namespace racewalk::desktop {
namespace {

constexpr QSize usualSize{1040, 680}, leastSize{800, 560};
constexpr int copiedFor = 2000; ///< milliseconds

/// What a format says against this run.
struct Refusal {
    std::size_t entry = 0;
    QString reason;
};

/// Only formats that are made at once are asked.
bool mayRefuse(const ExportEntry &entry)
{
    return entry.preset == TextPreset::Lockdep ||
           std::holds_alternative<ProgramWriter>(rowOf(entry.format).writer);
}

std::vector<Refusal> refusalsOf(const ExportSource &source)
{
    std::vector<Refusal> refusals;
    const auto &entries = exportEntries();
    for (std::size_t number = 0; number < entries.size(); ++number) {
        const ExportEntry &entry = entries[number];
        if (!mayRefuse(entry))
            continue;
        FormatOptions options;
        options.preset = entry.preset.value_or(options.preset);
        const auto made = exported(source, entry.format, options);
        refusals.push_back({number, made ? QString() : made.error()});
    }
    return refusals;
}

} // namespace

ExportDialog::ExportDialog(Session &session, const Appearance &appearance, QWidget *window)
    : Panel(appearance, QStringLiteral("exportDialog"), tr("Export"), window), m_session(session),
      m_made(std::unexpected(QString()))
{
    m_pool.setMaxThreadCount(1);
    m_copied.setSingleShot(true);
    m_copied.setInterval(copiedFor);
    connect(&m_copied, &QTimer::timeout, this, [this] {
        m_copyButton->setName(tr("Copy"));
        m_copyCommand->setIconName("copy");
    });
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    createTitle(column);
    createBody(column);
    createCommand(column);
    createButtons(column);
    applyTheme();
    place(usualSize, leastSize);

    connect(m_formats, &FormatList::chosen, this, &ExportDialog::choose);
    connect(m_options, &OptionForm::optionsChanged, this, &ExportDialog::takeOptions);
    connect(m_options, &OptionForm::rangeChanged, this, &ExportDialog::takeSource);
    for (const auto changed : {&Session::runChanged, &Session::fatesChanged,
                               &Session::variantChanged, &Session::walksChanged})
        connect(&session, changed, this, &ExportDialog::takeSource);
    connect(&session, &Session::resultChanged, this, &ExportDialog::takeSource);
    connect(new QShortcut(QKeySequence::Copy, this), &QShortcut::activated, this,
            [this] { act(Action::Copy); });
    connect(new QShortcut(QKeySequence::Save, this), &QShortcut::activated, this,
            [this] { act(Action::Save); });

    m_options->setSteps(session.run().length(), session.run().position());
    m_source = exportSource(session, m_options->range());
    m_formats->choose(rememberedEntry());
    choose(rememberedEntry());
    findRefusals();
    m_formats->setFocus();
}

ExportDialog::~ExportDialog()
{
    m_stop.request_stop();
    m_stopRefusals.request_stop();
    m_pool.waitForDone(); // what it writes to is ours
}

const ExportFormatRow &ExportDialog::format() const
{
    return rowOf(exportEntries()[m_entry].format);
}

Copied ExportDialog::copied() const
{
    return m_options->options().scorm ? Copied::Never : format().copied;
}

bool ExportDialog::lacksRun() const
{
    return !m_source.run && needsRun(format());
}

ExportDialog::Action ExportDialog::primary() const
{
    return format().isText ? Action::Copy : Action::Save;
}

void ExportDialog::choose(std::size_t entry)
{
    m_entry = entry;
    m_wanted = Action::None; // it was meant for another format
    const ExportEntry &chosen = exportEntries()[entry];
    m_options->showOptions(chosen.format, rememberedOptions(chosen, theme().kind()));
    rememberEntry(entry);
    m_copied.stop();
    m_copyButton->setName(tr("Copy"));
    showButtons();
    make();
}

/// The primary one is the last.
void ExportDialog::showButtons()
{
    m_copyButton->setVisible(copied() != Copied::Never);
    const bool isCopyFirst = primary() == Action::Copy;
    m_copyButton->setLook(isCopyFirst ? FlatButton::Look::Primary : FlatButton::Look::Outlined);
    m_saveButton->setLook(isCopyFirst ? FlatButton::Look::Outlined : FlatButton::Look::Primary);
    FlatButton *last = isCopyFirst ? m_copyButton : m_saveButton;
    m_buttons->removeWidget(last);
    m_buttons->addWidget(last);
    m_copyButton->setKeyShown(isCopyFirst);
    m_saveButton->setKeyShown(!isCopyFirst);
}

/// A preset with an entry of its own becomes that entry.
void ExportDialog::takeOptions()
{
    const FormatOptions &options = m_options->options();
    const std::size_t entry = entryFor(format().format, options);
    rememberOptions(exportEntries()[entry], options);
    if (entry != m_entry) {
        m_entry = entry;
        rememberEntry(entry);
        m_formats->choose(entry);
    }
    showButtons();
    make();
}

void ExportDialog::takeSource()
{
    if (!m_session.isOpen())
        return;
    m_options->setSteps(m_session.run().length(), m_session.run().position());
    m_source = exportSource(m_session, m_options->range());
    findRefusals();
    make();
}

void ExportDialog::findRefusals()
{
    m_stopRefusals.request_stop();
    m_stopRefusals = {};
    startJob(
        m_pool, QPointer(this), m_stopRefusals.get_token(),
        [source = m_source] { return refusalsOf(source); },
        [](ExportDialog &dialog, const std::expected<std::vector<Refusal>, QString> &refusals) {
            if (refusals)
                for (const Refusal &refusal : *refusals)
                    dialog.m_formats->setReason(refusal.entry, refusal.reason);
        });
}

void ExportDialog::make()
{
    m_stop.request_stop();
    m_stop = {};
    m_isMade = false;
    say({});
    m_subject->setText(exportSubjectText(m_session, m_source));
    showCommand();
    if (lacksRun()) {
        const bool isSearching = !m_session.result().isGraphFinal();
        arrive(std::unexpected(isSearching && m_session.result().known() == nullptr
                                   ? tr("Nothing to export yet. Take a step first, or wait for "
                                        "the search.")
                                   : tr("Nothing to export yet. Take a step first.")),
               {});
        return;
    }
    m_preview->await();
    struct Made {
        ExportResult file;
        ScheduleCheck check;
    };
    startJob(
        m_pool, QPointer(this), m_stop.get_token(),
        [source = m_source, format = format().format, options = m_options->options(),
         stop = m_stop.get_token()] {
            return Made{exportedFile(source, format, options, stop),
                        source.run ? checkSchedule(source) : ScheduleCheck{}};
        },
        [](ExportDialog &dialog, const std::expected<Made, QString> &made) {
            dialog.arrive(made ? made->file : std::unexpected(made.error()),
                          made ? made->check : ScheduleCheck{});
        });
}

void ExportDialog::arrive(const ExportResult &made, const ScheduleCheck &check)
{
    m_made = made;
    m_isMade = true;
    m_preview->showExport(format().format, m_options->options(), made,
                          tr("Timeline: %1").arg(m_subject->text()));
    m_copyButton->setEnabled(made.has_value());
    m_saveButton->setEnabled(made.has_value());
    showCheck(made ? check : ScheduleCheck{});
    if (const Action wanted = std::exchange(m_wanted, Action::None); wanted != Action::None)
        act(wanted);
}

void ExportDialog::showCommand()
{
    const bool isFile = primary() == Action::Save;
    m_command->setText(lacksRun()
                           ? QString()
                           : exportCommand(m_source, format().format, m_options->options(),
                                           isFile ? suggestedFileName(m_session, format().format,
                                                                      m_options->options())
                                                  : QString()));
    m_command->setCursorPosition(0);
    m_command->setToolTip(m_command->text());
    m_copyCommand->setEnabled(!m_command->text().isEmpty());
}

void ExportDialog::showCheck(const ScheduleCheck &check)
{
    const QString missing = missingFates(m_session, format().format);
    const bool isFine = check.isSame && missing.isEmpty();
    const QString sentence = check.isSame && !missing.isEmpty() ? missing : check.sentence;
    const bool isProgram = std::holds_alternative<ProgramWriter>(format().writer);
    m_check->setText(isProgram ? QString() : sentence);
    m_check->setToolTip(m_check->text());
    const int size = scaled(16);
    QPixmap icon(QSize(size, size) * devicePixelRatioF());
    icon.setDevicePixelRatio(devicePixelRatioF());
    icon.fill(Qt::transparent);
    if (!m_check->text().isEmpty()) {
        QPainter painter(&icon);
        painter.setRenderHint(QPainter::Antialiasing);
        drawing::paintIcon(painter, isFine ? "check" : "warning", QRectF(0, 0, size, size),
                           theme().color(isFine ? Token::SafeText : Token::OpenText), theme());
    }
    m_checkIcon->setPixmap(icon);
}

void ExportDialog::act(Action action)
{
    if (action == Action::Copy && copied() == Copied::Never)
        return;
    if (!m_isMade) {
        m_wanted = action;
        return;
    }
    if (!m_made)
        return;
    if (action == Action::Copy)
        copy();
    else
        save();
}

void ExportDialog::copy()
{
    if (copied() == Copied::AsImage)
        QGuiApplication::clipboard()->setImage(QImage::fromData(m_made->content));
    else
        QGuiApplication::clipboard()->setText(QString::fromUtf8(m_made->content));
    m_copyButton->setName(tr("Copied"));
    QAccessibleEvent event(m_copyButton, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&event);
    m_copied.start();
}

void ExportDialog::save()
{
    const QString file = suggestedFileName(m_session, format().format, m_options->options());
    const QString suffix = QFileInfo(file).suffix();
    QFileDialog *dialog =
        newFileDialog({.name = QStringLiteral("exportFileDialog"),
                       .title = tr("Export"),
                       .filters = {tr("%1 (*.%2)").arg(QString::fromUtf8(format().title), suffix),
                                   tr("All files (*)")},
                       .suffix = suffix,
                       .file = file,
                       .folder = suggestedFolder(m_session),
                       .isSaving = true},
                      appearance(), this);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, content = m_made->content](const QString &path) { write(path, content); });
    dialog->open();
}

void ExportDialog::write(const QString &path, const QByteArray &content)
{
    const QString failure = writeExport(path, content);
    if (!failure.isEmpty()) {
        say(failure);
        return;
    }
    m_session.setMessage({.kind = Message::Kind::Info,
                          .text = tr("Wrote %1.").arg(QFileInfo(path).fileName()),
                          .details = {},
                          .action = Message::Action::ShowInFolder,
                          .file = path});
    accept();
}

void ExportDialog::openInBrowser()
{
    if (!m_isMade || !m_made)
        return;
    // For this process only, and until it ends: the browser may read the page again.
    static const QTemporaryDir folder;
    const QString path =
        folder.filePath(suggestedFileName(m_session, format().format, m_options->options()));
    const QString failure = writeExport(path, m_made->content);
    if (!failure.isEmpty())
        say(failure);
    else if (!QDesktopServices::openUrl(QUrl::fromLocalFile(path)))
        say(tr("No program opened %1.").arg(path));
}

void ExportDialog::say(const QString &error)
{
    m_error->setText(error);
    m_error->setVisible(!error.isEmpty());
    if (!error.isEmpty()) {
        QAccessibleEvent event(m_error, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

void ExportDialog::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter) {
        QDialog::keyPressEvent(event);
        return;
    }
    if (auto *button = qobject_cast<QAbstractButton *>(focusWidget()))
        button->click();
    else
        act(primary());
}

} // namespace racewalk::desktop

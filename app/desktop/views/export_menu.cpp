// SPDX-License-Identifier: GPL-3.0-or-later
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>

#include "desktop/views/export_menu.h"

#include "desktop/base/counted.h"
#include "desktop/session/session.h"
#include "desktop/views/file_dialog.h"

namespace racewalk::desktop {

ExportMenu::ExportMenu(Session &session, const Appearance &appearance, QWidget *parent)
    : QMenu(parent), m_session(session), m_appearance(appearance)
{
    setObjectName(QStringLiteral("exportMenu"));
    setAccessibleName(tr("Export"));
    QString letters; // that the entries above are chosen by
    for (const ExportFormatRow &row : exportFormats)
        if (row.copied != Copied::Never)
            connect(add(tr("Copy: %1"), row, QStringLiteral("copy"), letters), &QAction::triggered,
                    this, [this, format = row.format] { copy(format); });
    addSeparator();
    for (const ExportFormatRow &row : exportFormats)
        connect(add(tr("Save: %1..."), row, QStringLiteral("save"), letters), &QAction::triggered,
                this, [this, format = row.format] { save(format); });
}

QAction *ExportMenu::add(const QString &text, const ExportFormatRow &row, const QString &verb,
                         QString &letters)
{
    QString title = QString::fromUtf8(row.title);
    for (qsizetype i = 0; i < title.size(); ++i)
        if (title[i].isLetter() && !letters.contains(title[i], Qt::CaseInsensitive)) {
            letters += title[i];
            title.insert(i, QLatin1Char('&'));
            break;
        }
    if (verb == QLatin1String("copy") && row.format == ExportFormat::Schedule)
        title += tr("\tCtrl+C");
    QAction *action = addAction(text.arg(title));
    action->setObjectName(verb + capitalized(QString::fromUtf8(row.name)));
    action->setToolTip(capitalized(QString::fromUtf8(row.purpose)));
    return action;
}

void ExportMenu::copy(ExportFormat format)
{
    const auto content = exported(m_session, format, m_appearance.theme().kind());
    if (!content) {
        m_session.setMessage({Message::Kind::Error, content.error(), {}, Message::Action::None});
        return;
    }
    const ExportFormatRow &row = rowOf(format);
    if (row.copied == Copied::AsImage)
        QGuiApplication::clipboard()->setImage(QImage::fromData(*content));
    else
        QGuiApplication::clipboard()->setText(QString::fromUtf8(*content));
    QString what = QString::fromUtf8(*content).trimmed();
    if (row.copied == Copied::AsImage || what.contains(QLatin1Char('\n')))
        what = QString::fromUtf8(row.title);
    m_session.setMessage(
        {Message::Kind::Info, tr("Copied: %1").arg(what), {}, Message::Action::None});
}

void ExportMenu::copySchedule()
{
    if (m_session.run().length() == 0) {
        m_session.setMessage(
            {Message::Kind::Info, tr("No step to copy yet."), {}, Message::Action::None});
        return;
    }
    copy(ExportFormat::Schedule);
}

void ExportMenu::save(ExportFormat format)
{
    const auto content = exported(m_session, format, m_appearance.theme().kind());
    if (!content) {
        m_session.setMessage({Message::Kind::Error, content.error(), {}, Message::Action::None});
        return;
    }
    const QString file = suggestedFileName(m_session, format);
    const QString suffix = QFileInfo(file).suffix();
    QFileDialog *dialog = newFileDialog(
        {.name = QStringLiteral("exportDialog"),
         .title = tr("Export"),
         .filters = {tr("%1 (*.%2)").arg(QString::fromUtf8(rowOf(format).title), suffix),
                     tr("All files (*)")},
         .suffix = suffix,
         .file = file,
         .folder = QFileInfo(m_session.path()).absolutePath(),
         .isSaving = true},
        m_appearance, parentWidget());
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, bytes = *content](const QString &path) {
                const QString failure = writeExport(path, bytes);
                m_session.setMessage(
                    failure.isEmpty()
                        ? Message{Message::Kind::Info,
                                  tr("Wrote %1.").arg(QFileInfo(path).fileName()),
                                  {},
                                  Message::Action::None}
                        : Message{Message::Kind::Error, failure, {}, Message::Action::None});
            });
    dialog->open();
}

} // namespace racewalk::desktop

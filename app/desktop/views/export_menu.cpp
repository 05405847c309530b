// SPDX-License-Identifier: GPL-3.0-or-later
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>

#include "desktop/views/export_menu.h"

#include "desktop/session/session.h"

namespace racewalk::desktop {

ExportMenu::ExportMenu(Session &session, const Appearance &appearance, QWidget *parent)
    : QMenu(parent), m_session(session), m_appearance(appearance)
{
    setObjectName(QStringLiteral("exportMenu"));
    setAccessibleName(tr("Export"));
    add(tr("&Copy as text diagram"), QStringLiteral("copyText"), true, ExportFormat::Text);
    add(tr("Copy &schedule\tCtrl+C"), QStringLiteral("copySchedule"), true, ExportFormat::Schedule);
    add(tr("Copy as &image"), QStringLiteral("copyImage"), true, ExportFormat::Png);
    addSeparator();
    add(tr("Commit message diagram (&text)..."), QStringLiteral("saveText"), false,
        ExportFormat::Text);
    add(tr("Timeline as S&VG..."), QStringLiteral("saveSvg"), false, ExportFormat::Svg);
    add(tr("Timeline as &PNG..."), QStringLiteral("savePng"), false, ExportFormat::Png);
    add(tr("Schedule &file..."), QStringLiteral("saveSchedule"), false, ExportFormat::Schedule);
}

void ExportMenu::add(const QString &text, const QString &name, bool isCopy, ExportFormat format)
{
    QAction *action = addAction(text);
    action->setObjectName(name);
    connect(action, &QAction::triggered, this, [this, isCopy, format] {
        if (isCopy)
            copy(format);
        else
            save(format);
    });
}

void ExportMenu::copy(ExportFormat format)
{
    const auto content = exported(m_session, format, m_appearance.theme().kind());
    if (!content) {
        m_session.setMessage({Message::Kind::Error, content.error(), {}, Message::Action::None});
        return;
    }
    if (format == ExportFormat::Png)
        QGuiApplication::clipboard()->setImage(QImage::fromData(*content));
    else
        QGuiApplication::clipboard()->setText(QString::fromUtf8(*content));
    QString what;
    switch (format) {
    case ExportFormat::Text:
        what = tr("The text diagram was copied.");
        break;
    case ExportFormat::Schedule:
        what = m_session.run().length() == 0 ? tr("There is no step to copy yet.")
                                             : tr("Copied: %1").arg(m_session.scheduleText());
        break;
    case ExportFormat::Svg:
    case ExportFormat::Png:
        what = tr("The timeline was copied.");
        break;
    }
    m_session.setMessage({Message::Kind::Info, what, {}, Message::Action::None});
}

void ExportMenu::save(ExportFormat format)
{
    const auto content = exported(m_session, format, m_appearance.theme().kind());
    if (!content) {
        m_session.setMessage({Message::Kind::Error, content.error(), {}, Message::Action::None});
        return;
    }
    auto *dialog = new QFileDialog(parentWidget(), tr("Export"));
    dialog->setObjectName(QStringLiteral("exportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(suggestedFileName(m_session, format));
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

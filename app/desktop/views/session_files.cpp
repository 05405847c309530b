// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

#include "desktop/views/session_files.h"

#include "desktop/session/saved_session.h"
#include "desktop/session/session.h"
#include "desktop/session/settings.h"

namespace racewalk::desktop {

SessionFiles::SessionFiles(Session &session, QWidget *window)
    : QObject(window), m_session(session), m_window(window)
{}

void SessionFiles::save()
{
    if (m_session.sessionPath().isEmpty())
        saveAs();
    else
        m_session.saveAs(m_session.sessionPath());
}

void SessionFiles::saveAs()
{
    auto *dialog =
        new QFileDialog(m_window, tr("Save session"), {}, tr("Sessions (*.%1)").arg(sessionSuffix));
    dialog->setObjectName(QStringLiteral("saveDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(sessionSuffix);
    const QString known = m_session.sessionPath();
    const QString scenario = QFileInfo(m_session.path()).completeBaseName();
    dialog->selectFile(known.isEmpty() ? scenario + QLatin1Char('.') + sessionSuffix : known);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &path) { m_session.saveAs(path); });
    dialog->open();
}

} // namespace racewalk::desktop

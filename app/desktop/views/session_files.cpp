// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileDialog>
#include <QFileInfo>

#include "desktop/views/session_files.h"

#include "desktop/document/saved_session.h"
#include "desktop/session/session.h"
#include "desktop/views/dialogs/file_dialog.h"

namespace racewalk::desktop {

SessionFiles::SessionFiles(Session &session, const Appearance &appearance, QWidget *window)
    : QObject(window), m_session(session), m_appearance(appearance), m_window(window)
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
    const QString known = m_session.sessionPath();
    const QFileInfo scenario(m_session.path());
    QFileDialog *dialog = newFileDialog(
        {.name = QStringLiteral("saveDialog"),
         .title = tr("Save session"),
         .filters = {tr("Sessions (*.%1)").arg(sessionSuffix)},
         .suffix = sessionSuffix,
         .file = known.isEmpty() ? scenario.completeBaseName() + QLatin1Char('.') + sessionSuffix
                                 : known,
         .folder = scenario.absolutePath(),
         .isSaving = true},
        m_appearance, m_window);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &path) { m_session.saveAs(path); });
    dialog->open();
}

} // namespace racewalk::desktop

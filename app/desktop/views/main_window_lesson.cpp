// SPDX-License-Identifier: GPL-3.0-or-later
// What the main window opens for a lesson.
#include "desktop/views/main_window.h"

#include "desktop/views/present/present_window.h"
#include "desktop/views/tours/record_dialog.h"

namespace racewalk::desktop {

void MainWindow::present()
{
    if (m_session.isOpen() && !findChild<PresentWindow *>())
        (new PresentWindow(m_session, *m_guide, m_appearance, this))->showBeside(*this);
}

void MainWindow::recordTour()
{
    if (!m_session.isOpen())
        return;
    auto *dialog = new RecordDialog(m_session, m_appearance, this);
    connect(dialog, &RecordDialog::added, m_fileWatch, &FileWatch::reload);
    dialog->open();
}

} // namespace racewalk::desktop

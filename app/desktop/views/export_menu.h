// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

#include "desktop/base/appearance.h"
#include "desktop/session/exporting.h"

namespace racewalk::desktop {

class Session;

/// The export menu: copies of the run to the clipboard, and files.
class ExportMenu final : public QMenu {
    Q_OBJECT

public:
    ExportMenu(Session &session, const Appearance &appearance, QWidget *parent);

    void copySchedule();

private:
    /// An entry for a format; `letters` are those of the mnemonics in use.
    QAction *add(const QString &text, const ExportFormatRow &row, const QString &verb,
                 QString &letters);
    void copy(ExportFormat format);
    void save(ExportFormat format);

    Session &m_session;
    const Appearance &m_appearance;
};

} // namespace racewalk::desktop

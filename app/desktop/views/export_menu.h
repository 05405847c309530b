// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

#include "desktop/session/appearance.h"
#include "desktop/session/exporting.h"

namespace racewalk::desktop {

class Session;

/// What can be made of the run: copies to the clipboard and files.
class ExportMenu final : public QMenu {
    Q_OBJECT

public:
    ExportMenu(Session &session, const Appearance &appearance, QWidget *parent);

    void copySchedule() { copy(ExportFormat::Schedule); }

private:
    void add(const QString &text, const QString &name, bool isCopy, ExportFormat format);
    void copy(ExportFormat format);
    void save(ExportFormat format);

    Session &m_session;
    const Appearance &m_appearance;
};

} // namespace racewalk::desktop

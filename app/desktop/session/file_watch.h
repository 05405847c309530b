// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace racewalk::desktop {

class Session;

/// Notices that the file of the open scenario has another text, and offers to read it again, with
/// a message.
class FileWatch final : public QObject {
    Q_OBJECT

public:
    explicit FileWatch(Session &session);

    /// Reads the scenario again. Variant, parameters and all walks are kept as far as they fit.
    void reload();

private:
    void watch();
    void look();

    Session &m_session;
    QFileSystemWatcher m_watcher;
    QTimer m_delay; ///< an editor writes a file in several steps
};

} // namespace racewalk::desktop

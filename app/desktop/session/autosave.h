// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLockFile>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QThreadPool>
#include <QTimer>

#include <memory>

namespace racewalk::desktop {

class Session;

/// Keeps what was walked in a file of the data folder while the program runs, so that nothing is
/// lost when it is killed. Other running programs have files of their own. When another scenario is
/// opened or the program ends, the file becomes that of the last session in its scenario.
class Autosave final : public QObject {
    Q_OBJECT

public:
    /// Writes into `folder`, which is created. `session` must outlive it.
    Autosave(Session &session, const QString &folder, QObject *parent = nullptr);
    ~Autosave() override;

    /// The folder of this user.
    static QString usualFolder();

    /// The files of programs that did not end properly, the newest first. They stay until they are
    /// adopted.
    static QStringList cutOff(const QString &folder);
    /// The file of the program that ended last with something walked; empty if there is none.
    static QString last(const QString &folder);

    /// Goes on with a file of cutOff(), whose session is open now.
    void adopt(const QString &file);

    /// Writes now, in this thread.
    void flush();

Q_SIGNALS:
    void failed(const QString &sentence); ///< the file cannot be written; emitted once

private:
    void start();
    void keepAsLast();

    static constexpr int delay = 150; // in milliseconds

    Session &m_session;
    QString m_folder;
    QString m_path;
    std::unique_ptr<QLockFile> m_lock; ///< held while this program runs
    QThreadPool m_pool;                ///< of one thread, so that files are written in their order
    QTimer m_timer;
    bool m_hasFailed = false;
};

} // namespace racewalk::desktop

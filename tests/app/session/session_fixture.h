// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "desktop/session/session.h"

#include <cstddef>
#include <memory>
#include <string_view>

namespace racewalk::desktop {

inline const QString inodePath =
    QStringLiteral(RACEWALK_RESOURCES_DIR "/scenarios/inode/inode-teardown.race");

inline std::size_t variantNamed(const Session &session, std::string_view name)
{
    const auto &variants = session.scenario().variants;
    for (std::size_t number = 0; number < variants.size(); ++number)
        if (variants[number].name == name)
            return number;
    return variants.size();
}

inline Step stepOf(const Session &session, std::string_view thread)
{
    return session.stepsOf(*session.program().findThread(thread)).front();
}

/// A session, and a folder for scenarios that a test makes up.
class SessionFixture {
protected:
    /// A new session that has the inode race open.
    void openInodeRace()
    {
        m_session = std::make_unique<Session>();
        QVERIFY(session().open(inodePath));
    }

    QString write(const QString &name, const QByteArray &content)
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(path));
        return path;
    }
    Session &session() { return *m_session; }

    QTemporaryDir m_folder;

private:
    std::unique_ptr<Session> m_session;
};

} // namespace racewalk::desktop

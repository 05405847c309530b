// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QTemporaryDir>

namespace racewalk::desktop {

// The texts are in a source file: moc loses its way in raw strings of a header.

/// Each thread stores and then looks for the other's store.
extern const char *const storeBuffering;
/// The release of a lock is a store like any other, and so is what it protects. Opens under tso.
extern const char *const lockedStores;

/// The scenario as a file of the folder.
inline QString writeScenario(const QTemporaryDir &folder, const QString &name, const char *text)
{
    const QString path = folder.filePath(name);
    QFile file(path);
    const QByteArray content(text);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

} // namespace racewalk::desktop

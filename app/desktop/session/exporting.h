// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include "export/formats.h"

#include <expected>

namespace racewalk::desktop {

class Session;

/// The whole known run, whatever the cursor, or the program, in a format. A sentence if that cannot
/// be written.
std::expected<QByteArray, QString> exported(const Session &session, ExportFormat format,
                                            ThemeKind theme);

/// "inode-teardown-rcu_lookup.svg"
QString suggestedFileName(const Session &session, ExportFormat format);

/// Writes the file whole or not at all. Returns a sentence if it cannot, else an empty text.
QString writeExport(const QString &path, const QByteArray &content);

} // namespace racewalk::desktop

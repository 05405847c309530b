// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include "export/formats.h"

#include <expected>

namespace racewalk::desktop {

class Session;

/// Exports the whole known run, for any cursor, or the program, in a format. The error is a
/// sentence.
std::expected<QByteArray, QString> exported(const Session &session, ExportFormat format,
                                            ThemeKind theme);

/// "inode-teardown-rcu_lookup.svg"
QString suggestedFileName(const Session &session, ExportFormat format);

/// Writes the file as a whole or not at all. Returns an error message, or an empty text.
QString writeExport(const QString &path, const QByteArray &content);

} // namespace racewalk::desktop

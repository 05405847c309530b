// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "desktop/document/standpoint.h"

#include <cstddef>
#include <expected>
#include <optional>

namespace racewalk::desktop {

inline const QString sessionSuffix = QStringLiteral("racewalk");

/// The document as the text of a session file. May be called from any thread.
QByteArray savedDocument(const Document &document);

/// Writes a session file as a whole or not at all. Returns an error message, or an empty text. May
/// be called from any thread.
QString writeSession(const QString &path, const Document &document);

/// Reads and compiles a scenario file.
std::expected<Document, OpenError> scenarioDocument(const QString &path);

/// What a session file is about, read without compiling its scenario.
struct SessionSummary {
    QString scenarioPath;
    std::size_t walks = 0;
};
std::optional<SessionSummary> summaryOf(const QString &path);

/// Reads a session file: compiles its scenario and walks its walks. May be called from any thread.
std::expected<Document, OpenError> readDocument(const QString &path);

} // namespace racewalk::desktop

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>
#include <QSize>
#include <QString>

#include "desktop/session/exporting.h"

#include <expected>
#include <stop_token>

namespace racewalk::desktop {

/// A file that was made, and how it looks.
struct ExportedFile {
    QByteArray content;
    QImage picture; ///< of a format that is a picture or a page
    QSize pixels;   ///< of a picture
};

/// The error is a sentence.
using ExportResult = std::expected<ExportedFile, QString>;

/// Makes a file and its picture. May be called in any thread.
ExportResult exportedFile(const ExportSource &source, ExportFormat format,
                          const FormatOptions &options, const std::stop_token &stop = {});

} // namespace racewalk::desktop

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSize>
#include <QString>

#include "desktop/session/exporting.h"
#include "drawing/parts.h"

#include <optional>

namespace racewalk::desktop {

class Session;

/// What the head of the preview says of a file.
struct ExportFacts {
    QString size; ///< "26 lines, widest 69 of 75 columns", "1240 x 812 px", "61 KB, 300 lines"
    std::optional<drawing::Pill> pill; ///< whether it fits a commit message
};

/// `pixels` is the size of a picture; empty: it is a text.
ExportFacts exportFacts(ExportFormat format, const FormatOptions &options,
                        const QByteArray &content, QSize pixels);

/// "RCU lookup, SC, 24 steps, ends in a hang"; or why there is nothing to export.
QString exportSubjectText(const Session &session, const ExportSource &source);

/// Whether the schedule that a file carries leads to the same state.
struct ScheduleCheck {
    bool isSame = false;
    QString sentence; ///< "Checked: the schedule replays to this hang."
};

/// Walks the schedule, as the reader of the file will. May be called in any thread. The source has
/// a run.
ScheduleCheck checkSchedule(const ExportSource &source);

/// What a picture cannot show yet because the search for fates goes on; empty: nothing.
QString missingFates(const Session &session, ExportFormat format);

/// The text of a file as far as a preview shows it, and whether it is all.
struct PreviewText {
    QString text;
    bool isWhole = true;
};

PreviewText previewText(const QByteArray &content);

} // namespace racewalk::desktop

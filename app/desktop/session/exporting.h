// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>
#include <QString>

#include "explore/fates/state_space.h"
#include "explore/results/verdict.h"
#include "export/command.h"
#include "export/formats.h"
#include "export/html/further_walks.h"
#include "run/run.h"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace racewalk::desktop {

class Session;

/// Which steps of the current walk are exported.
struct ExportRange {
    enum class Kind : std::uint8_t { Whole, UpToNow, Steps };
    Kind kind = Kind::Whole;
    std::size_t from = 1, to = 1; ///< of Steps
};

/// What is exported of a session, as values: files can be made of it in any thread, and the
/// session may change meanwhile.
struct ExportSource {
    /// The walk, or where nothing was walked the shortest run to a failure. Its cursor is at the
    /// end. Empty if there is neither.
    std::optional<Run> run;
    bool isFound = false; ///< by the search: nothing was walked
    std::shared_ptr<const Machine> machine;
    std::shared_ptr<const Timeline> timeline; ///< of the run
    DiagramEnding ending;
    std::shared_ptr<const StateSpace> space; ///< for the fates; null until it is known
    std::shared_ptr<const Verdict> verdict;  ///< for the other outcomes; null until it is known
    std::vector<GivenWalk> walks;            ///< the other walks of the session
    ExportRange range;
    ExportCall call; ///< but for the format, the options and the file
};

ExportSource exportSource(const Session &session, const ExportRange &range);

/// Whether the format shows a run: not the program or its state graph.
bool needsRun(const ExportFormatRow &format);

/// The bytes of the file. The error is a sentence. A search of the state graph ends at a stop.
std::expected<QByteArray, QString> exported(const ExportSource &source, ExportFormat format,
                                            FormatOptions options,
                                            const std::stop_token &stop = {});

/// How a file looks in its reader: the pages of PDF, the timeline of the player. Null for other
/// formats, or if it cannot be made.
QImage readersPicture(const ExportSource &source, ExportFormat format, FormatOptions options);

/// The command line that writes the same bytes to `file`; to standard output if that is empty.
QString exportCommand(const ExportSource &source, ExportFormat format, FormatOptions options,
                      const QString &file);

/// "inode-teardown-rcu_lookup.svg"
QString suggestedFileName(const Session &session, ExportFormat format,
                          const FormatOptions &options = {});
/// Beside the scenario; empty for one that comes with the program.
QString suggestedFolder(const Session &session);

/// Writes the file as a whole or not at all. Returns an error message, or an empty text.
QString writeExport(const QString &path, const QByteArray &content);

} // namespace racewalk::desktop

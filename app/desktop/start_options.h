// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QString>

#include "desktop/base/settings.h"
#include "desktop/document/scenario_file.h"
#include "program/finding_kind.h"

#include <cstddef>
#include <expected>
#include <optional>
#include <string>

class QCommandLineParser;

namespace racewalk::desktop {

class Session;
class TourGuide;

/// The arguments: what the window shows first.
struct StartOptions {
    QString scenario; ///< a path or a name; empty if none is given
    QString picture;  ///< the file to write a picture of the window to; empty: opens the window
    std::optional<QSize> size;
    std::optional<ThemeChoice> theme;
    std::optional<double> textSize;
    QString variant;                   ///< empty: the first
    std::optional<MemoryModel> memory; ///< none: the scenario's own
    ParameterValues parameters;
    std::optional<QString> schedule;
    std::optional<FindingKind> find;     ///< loads the shortest run that ends so
    std::optional<std::size_t> tour;     ///< from 0
    std::optional<std::size_t> position; ///< none: after the last step; of a tour: at its start
};

void addStartOptions(QCommandLineParser &parser);

/// Returns the options for --help, one on a line.
std::string startOptionsHelp();

/// Converts the parsed arguments. The error is a sentence about the first value that is invalid for
/// every scenario.
std::expected<StartOptions, QString> startOptionsFrom(const QCommandLineParser &parser);

/// Sets parameters, variant and memory model. Returns an error message if the session's scenario
/// does not have such a value, or nothing.
QString chooseProgram(Session &session, const StartOptions &options);

/// Loads the schedule, the run that the search has found, or the tour, and goes to the position.
/// Returns an error message, or nothing.
QString loadRun(Session &session, TourGuide &guide, const StartOptions &options);

} // namespace racewalk::desktop

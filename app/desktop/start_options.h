// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QString>

#include "desktop/session/scenario_file.h"
#include "desktop/session/settings.h"

#include <cstddef>
#include <expected>
#include <optional>

class QCommandLineParser;

namespace racewalk::desktop {

class Session;
class TourGuide;

/// What the arguments ask the window to show at first.
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
    bool findsFailure = false;           ///< loads the run that *Find hang* loads
    std::optional<std::size_t> tour;     ///< from 0
    std::optional<std::size_t> position; ///< none: after the last step; of a tour: at its start
};

void addStartOptions(QCommandLineParser &parser);

/// Reads what `parser` has parsed. The error is a sentence about the first value that no scenario
/// could make right.
std::expected<StartOptions, QString> startOptionsFrom(const QCommandLineParser &parser);

/// Chooses parameters, variant and memory model. Returns what is wrong with the values for the
/// session's scenario, or nothing.
QString chooseProgram(Session &session, const StartOptions &options);

/// Loads the schedule, the failure that the search has found, or the tour, and goes to the
/// position. Returns what is wrong with the values, or nothing.
QString loadRun(Session &session, TourGuide &guide, const StartOptions &options);

} // namespace racewalk::desktop

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <expected>

namespace racewalk::desktop {

class Session;

/// The current walk with its notes as a `tour` block, checked: the scenario compiles with it, and
/// the tour can be replayed to its end. The error is a sentence.
std::expected<QString, QString> recordedTour(const Session &session, const QString &title);

/// Whether a tour can be added to the scenario's file: not to one that comes with the program.
bool canAddTour(const Session &session);

/// Writes the tour behind the scenario's text, into its file. Returns an error message, or an empty
/// text.
QString addTour(const Session &session, const QString &tour);

} // namespace racewalk::desktop

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QString>
#include <QStringList>

#include "desktop/session/appearance.h"
#include "desktop/session/session.h"

#include <optional>

namespace racewalk::desktop {

/// What the window is to show at first. The pictures of the documentation are made with it, by
/// `racewalk --screenshot FILE`.
struct ScreenshotOptions {
    QString file;
    QSize size{1440, 900};
    QString variant;
    QString memory; ///< "tso"; empty: the scenario's own
    QString schedule;
    std::optional<std::size_t> position; ///< none: behind the last step
    QStringList parameters;              ///< "NAME=VALUE"
    bool findsHang = false;              ///< loads what Find hang loads, in place of a schedule
    std::optional<std::size_t> tour;     ///< from 1
};

/// Chooses the parameters, the variant and the memory model. Returns what is wrong with them, or
/// nothing.
QString applyTo(Session &session, const ScreenshotOptions &options);

/// Shows the session's window as wanted, waits for the search, writes the picture. Returns the
/// process's exit status.
int takeScreenshot(Session &session, Appearance &appearance, const ScreenshotOptions &options);

} // namespace racewalk::desktop

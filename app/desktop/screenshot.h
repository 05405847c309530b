// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "desktop/base/appearance.h"
#include "desktop/session/session.h"

namespace racewalk::desktop {

struct StartOptions;

/// Writes a picture of the session's window, according to `options`, when the search has finished.
/// Used for the pictures of the documentation. Returns an error message, or nothing.
QString takeScreenshot(Session &session, Appearance &appearance, const StartOptions &options);

} // namespace racewalk::desktop

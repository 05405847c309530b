// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "desktop/session/appearance.h"
#include "desktop/session/session.h"

namespace racewalk::desktop {

struct StartOptions;

/// Writes a picture of the session's window as `options` want it, once the search is done. The
/// pictures of the documentation are made with it. Returns what is wrong, or nothing.
QString takeScreenshot(Session &session, Appearance &appearance, const StartOptions &options);

} // namespace racewalk::desktop

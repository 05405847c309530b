// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "drawing/theme.h"

namespace racewalk::desktop {

/// Returns the style sheet for the widgets that Qt paints: menus, fields, lists, scroll bars,
/// splitter, dialogs.
QString styleSheetFor(const drawing::Theme &theme);

} // namespace racewalk::desktop

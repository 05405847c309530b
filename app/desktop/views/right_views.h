// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/base/appearance.h"
#include "desktop/views/controls/pane_view.h"

#include <span>

namespace racewalk::desktop {

class Session;

/// A view of the right pane: its tab, its key, and how it is created.
struct RightViewRow {
    const char *name; ///< its object name; "timeline"
    const char *icon;
    const char *text; ///< to be translated in the context of RightPane
    Qt::Key key;      ///< with Ctrl
    PaneView &(*create)(Session &session, const Appearance &appearance, QWidget *parent);
};

/// The views in the order of their tabs.
std::span<const RightViewRow> rightViews();

} // namespace racewalk::desktop

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

namespace racewalk::desktop {

/// Roles of the window's lists in addition to Qt::DisplayRole.
enum ListRole : int {
    DetailRole = Qt::UserRole, ///< QString, a second, weaker text
    IconNameRole,              ///< QString, as in resources/icons
    SectionRole,               ///< QString, a title above the first row of its kind
    PathRole,                  ///< QString, of a scenario
    LineRole,                  ///< QString, a second line with more text
    MarkRole,                  ///< bool, whether the row is highlighted
};

} // namespace racewalk::desktop

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

namespace racewalk::desktop {

/// What the window's lists know of a row beside Qt::DisplayRole.
enum ListRole : int {
    DetailRole = Qt::UserRole, ///< QString, a second, weaker text
    IconNameRole,              ///< QString, as in resources/icons
    SectionRole,               ///< QString, a title above the first row of its kind
    PathRole,                  ///< QString, of a scenario
    LineRole,                  ///< QString, a second line that says more
    MarkRole,                  ///< bool, stands out among the others
};

} // namespace racewalk::desktop

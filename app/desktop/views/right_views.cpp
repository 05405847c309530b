// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/views/right_views.h"

#include "desktop/views/graph/graph_view.h"
#include "desktop/views/outcomes/outcomes_view.h"
#include "desktop/views/timeline/timeline_view.h"

#include <array>

namespace racewalk::desktop {
namespace {

template <class View>
PaneView &create(Session &session, const Appearance &appearance, QWidget *parent)
{
    return *new View(session, appearance, parent); // the parent owns it
}

constexpr std::array views{
    RightViewRow{"timeline", "timeline", QT_TRANSLATE_NOOP("RightPane", "Timeline"), Qt::Key_1,
                 create<TimelineView>},
    RightViewRow{"graph", "graph", QT_TRANSLATE_NOOP("RightPane", "State graph"), Qt::Key_2,
                 create<GraphView>},
    RightViewRow{"outcomes", "outcomes", QT_TRANSLATE_NOOP("RightPane", "Outcomes"), Qt::Key_3,
                 create<OutcomesView>},
};

} // namespace

std::span<const RightViewRow> rightViews()
{
    return views;
}

} // namespace racewalk::desktop

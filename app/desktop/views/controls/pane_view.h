// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

class QAction;

namespace racewalk::desktop {

/// What the right pane needs of each view that it shows as a tab. The view learns of the session by
/// the session's own signals, whether it is shown or not; what takes long waits until it is shown.
class PaneView {
public:
    virtual ~PaneView() = default;

    /// The view itself. Owned by the right pane.
    virtual QWidget &widget() = 0;
    /// Controls that stand in the tab row while the view is shown, from left to right. Children of
    /// the view until the right pane takes them.
    virtual QList<QWidget *> tools() { return {}; }
    /// Whether the tools leave out texts that their tooltips have.
    virtual void setToolsCompact(bool) {}
    /// The view's controls in the order in which Tab reaches them, without its tools.
    virtual QList<QWidget *> tabOrder() { return {&widget()}; }
    /// Actions with the view's own keys, which work only while it is shown: ViewKeys.
    virtual QList<QAction *> keyActions() { return {}; }
    /// Whether the walks of the session are listed above the view.
    virtual bool showsWalks() const { return false; }
};

} // namespace racewalk::desktop

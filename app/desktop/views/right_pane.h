// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/views/controls/flat_button.h"
#include "desktop/views/controls/pane_view.h"
#include "desktop/views/controls/themed.h"

#include <cstddef>
#include <string_view>
#include <vector>

class QHBoxLayout;

namespace racewalk::desktop {

class BranchBar;
class MessageBar;
class Session;
class TourBar;
class TourGuide;
class ViewTabs;

/// The card with the views of rightViews() as tabs, and the bars with messages and tours above
/// them.
class RightPane final : public Themed<QWidget> {
    Q_OBJECT

public:
    RightPane(Session &session, TourGuide &guide, const Appearance &appearance, QWidget *parent);

    /// The view with that object name; it must be in the table.
    QWidget &view(std::string_view name);
    /// Shows the view with that number in the table.
    void showView(std::size_t number);
    std::size_t shownView() const { return m_shown; }
    QWidget &shownWidget() { return m_views[m_shown]->widget(); }

    MessageBar &messageBar() { return *m_message; }
    BranchBar &branchBar() { return *m_branches; }
    FlatButton &expandButton() { return *m_expand; }
    /// The actions with keys of all views.
    QList<QAction *> keyActions() const;
    /// The controls in the order in which Tab reaches them.
    QList<QWidget *> tabOrder() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void applyTheme() override { arrange(); }

private:
    void createViews(Session &session);
    void arrange();
    void refreshWalks(const Session &session);
    void fitTabRow();

    std::vector<PaneView *> m_views; ///< as rightViews()
    std::size_t m_shown = 0;
    ViewTabs *m_tabs;
    MessageBar *m_message;
    TourBar *m_tour;
    BranchBar *m_branches;
    QHBoxLayout *m_tabRow = nullptr;
    FlatButton *m_walks; ///< folds the list of walks
    bool m_hasWalks = false;
    FlatButton *m_expand;
};

} // namespace racewalk::desktop

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "desktop/views/controls/flat_button.h"
#include "desktop/views/controls/themed.h"

namespace racewalk::desktop {

class MessageBar;
class Session;
class TimelineView;
class TourBar;
class TourGuide;

/// The card with the timeline, and the bars with messages and tours above it.
class RightPane final : public Themed<QWidget> {
    Q_OBJECT

public:
    RightPane(Session &session, TourGuide &guide, const Appearance &appearance, QWidget *parent);

    static constexpr int tabHeight = 40;

    TimelineView &timeline() { return *m_timeline; }
    MessageBar &messageBar() { return *m_message; }
    FlatButton &expandButton() { return *m_expand; }
    /// The controls in the order in which Tab reaches them.
    QList<QWidget *> tabOrder() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void applyTheme() override;

private:
    void arrange();

    TimelineView *m_timeline;
    MessageBar *m_message;
    TourBar *m_tour;
    FlatButton *m_expand;
};

} // namespace racewalk::desktop

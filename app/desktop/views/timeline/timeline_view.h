// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>

#include "desktop/views/controls/accessible_rows.h"
#include "desktop/views/controls/themed.h"
#include "desktop/views/controls/pane_view.h"
#include "run/timeline/timeline_geometry.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace racewalk::desktop {

class Session;

/// The run as a timeline. A click goes to the state after an event.
class TimelineView final : public Themed<QAbstractScrollArea>,
                           public AccessibleRows,
                           public PaneView {
    Q_OBJECT

public:
    TimelineView(Session &session, const Appearance &appearance, QWidget *parent);
    ~TimelineView() override;

    QWidget &widget() override { return *this; }
    bool showsWalks() const override { return true; }

    /// Shows the session's run and cursor.
    void refresh();
    /// Edits the note on an event in place.
    void editNote(std::size_t event);
    /// The place of an event's row in the viewport; empty if it is scrolled away.
    QRectF rowPlace(std::size_t event) const;

    int accessibleRowCount() const override;
    QString accessibleRowText(int row) const override;
    QRect accessibleRowPlace(int row) const override;
    bool isAccessibleRowCurrent(int row) const override;

Q_SIGNALS:
    /// Emitted when an event is double-clicked, to show its code.
    void codeRequested(ThreadId thread, std::uint32_t line);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    bool eventFilter(QObject *watched, QEvent *event) override; ///< of the header
    void applyTheme() override;

private:
    class Band;

    void layOut();
    void keepCurrentInMiddle();
    void keepLaneVisible();
    void followSelection();
    Interval columnsInView() const;
    /// Scrolls sideways until the column at this x in the layout is the first in view.
    void showColumnsFrom(double begin);
    void showMoreColumns(bool isLeft);
    void showHeader();
    QString headerTip(double x) const;
    void placeBands();
    void updateScrollBars();
    std::optional<std::size_t> eventAt(const QPointF &point) const;
    std::optional<std::size_t> noteAt(const QPointF &point) const;
    bool foldsNotes() const;
    void paintEmpty(QPainter &painter) const;
    void paintPreview(QPainter &painter) const;
    void describe();

    Session &m_session;
    std::optional<TimelineLayout> m_layout;
    std::optional<std::size_t> m_shownPosition;
    Band *m_header;
    Band *m_footer;
    int m_footerHeight = 0;
};

} // namespace racewalk::desktop

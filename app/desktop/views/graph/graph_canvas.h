// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QTimer>
#include <QWidget>

#include "desktop/models/graph/graph_walk.h"
#include "desktop/models/graph/state_card.h"
#include "desktop/views/controls/accessible_rows.h"
#include "desktop/views/controls/themed.h"
#include "drawing/graph_painter.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace racewalk::desktop {

class Session;
class StateGraph;

/// The graph itself: drag to pan, wheel to zoom, click to walk to a state; the arrow keys move the
/// focus along the lines. Its rows for assistive technology are the nodes.
class GraphCanvas final : public Themed<QWidget>, public AccessibleRows {
    Q_OBJECT

public:
    GraphCanvas(Session &session, StateGraph &graph, const Appearance &appearance, QWidget *parent);

    const drawing::GraphViewport &viewport() const { return m_viewport; }
    void setViewport(const drawing::GraphViewport &viewport);
    void zoomBy(double factor); ///< around the middle
    void fit();
    /// Whether all of the graph is in view, as fit() shows it.
    bool isFitted() const { return m_isFitted; }

    /// The state under the pointer or the keyboard's focus, if any.
    std::optional<StateIndex> pointed() const { return m_marks.pointed; }
    std::optional<StateIndex> current() const { return m_marks.current; }
    /// The state of the search that is shown, scrolled to; nullopt: none.
    void setMatch(std::optional<StateIndex> match);
    /// The card of a state, with the session's words.
    StateCard cardOf(StateIndex state) const;
    QPointF placeOf(StateIndex state) const;
    /// The parts of the canvas where other controls stand.
    void setCovered(std::vector<QRectF> covered);
    /// How many nodes lie in a part of the canvas.
    std::size_t nodesIn(const QRectF &part) const;

    int accessibleRowCount() const override;
    QString accessibleRowText(int row) const override;
    QRect accessibleRowPlace(int row) const override;
    bool isAccessibleRowCurrent(int row) const override;

Q_SIGNALS:
    void viewportChanged();
    void pointedChanged();
    void currentChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;
    void applyTheme() override;

private:
    void onGraphChanged();
    void onRunChanged();
    void markFound();
    void onHighlightChanged();
    bool isMarked(StateIndex source, StateIndex target) const;
    void point(std::optional<StateIndex> state);
    std::optional<StateIndex> stateAt(QPointF place) const;
    void setFocusNode(std::size_t node);
    bool moveFocus(int key);
    std::optional<std::size_t> neighbour(std::size_t node, int along) const;
    void keepPlaceOf(const drawing::GraphMarks &marks, const GraphLayout &before);
    void reveal(StateIndex state);
    void moveNow();
    QString lineText(StateIndex source, StateIndex target) const;
    void paintNotice(QPainter &painter) const;

    Session &m_session;
    std::optional<std::size_t> m_revealed; ///< the selected outcome that was shown last
    StateGraph &m_graph;
    std::shared_ptr<const GraphLayout> m_layout; ///< that is shown; null: a notice
    drawing::GraphViewport m_viewport;
    drawing::GraphMarks m_marks;
    GraphWalk m_walk;
    bool m_isFitted = true;
    int m_fittedHeight = 0; ///< of the canvas when it was fitted
    bool m_isMoving = false;
    QTimer m_rest; ///< until the picture is painted in full quality
    std::vector<QRectF> m_covered;
    std::optional<QPointF> m_pressed;
    bool m_isDragged = false;
    std::optional<std::size_t> m_focusNode;
    mutable std::unordered_map<std::uint64_t, QString> m_lineTexts;
};

} // namespace racewalk::desktop

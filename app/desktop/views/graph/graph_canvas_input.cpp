// SPDX-License-Identifier: GPL-3.0-or-later
// The half of GraphCanvas that pointer and keys reach.
#include <QAccessible>
#include <QKeyEvent>
#include <QLineF>
#include <QMouseEvent>
#include <QWheelEvent>

#include "desktop/views/graph/graph_canvas.h"

#include "desktop/session/state_graph.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <vector>

namespace racewalk::desktop {
namespace {

constexpr double reachOfPointer = 14;
constexpr double keyZoom = 1.25, wheelZoom = 1.0015; ///< for each eighth of a degree

} // namespace

void GraphCanvas::point(std::optional<StateIndex> state)
{
    if (state == m_marks.pointed)
        return;
    m_marks.pointed = state;
    Q_EMIT pointedChanged();
    update();
}

/// The node nearest to a place; else a hidden state with a ring around it.
std::optional<StateIndex> GraphCanvas::stateAt(QPointF place) const
{
    if (const auto node = drawing::nodeNear(*m_layout, m_viewport, place, reachOfPointer))
        return m_layout->nodes()[*node].state;
    const auto isNear = [&](StateIndex state) {
        return QLineF(placeOf(state), place).length() <= reachOfPointer;
    };
    const auto match = std::ranges::find_if(m_marks.matches, isNear);
    if (match != m_marks.matches.end())
        return *match;
    return m_marks.current && isNear(*m_marks.current) ? m_marks.current : std::nullopt;
}

void GraphCanvas::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pressed = event->position();
    m_isDragged = false;
}

void GraphCanvas::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_layout)
        return;
    if (!m_pressed) {
        const auto state = stateAt(event->position());
        setCursor(state ? Qt::PointingHandCursor : Qt::OpenHandCursor);
        point(state);
        return;
    }
    const QPointF by = event->position() - *m_pressed;
    if (!m_isDragged && by.manhattanLength() < 4)
        return;
    m_isDragged = true;
    setCursor(Qt::ClosedHandCursor);
    m_pressed = event->position();
    drawing::GraphViewport moved = m_viewport;
    moved.origin += by;
    setViewport(moved);
}

void GraphCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_pressed)
        return;
    const bool wasDragged = m_isDragged;
    m_pressed.reset();
    m_isDragged = false;
    setCursor(Qt::OpenHandCursor);
    if (wasDragged || !m_layout)
        return;
    if (const auto state = stateAt(event->position())) {
        m_focusNode = m_layout->nodeFor(*state);
        m_graph.walkTo(*state);
    }
}

void GraphCanvas::leaveEvent(QEvent *)
{
    point(std::nullopt);
}

void GraphCanvas::wheelEvent(QWheelEvent *event)
{
    if (!m_layout || event->modifiers() != Qt::NoModifier) {
        event->ignore();
        return;
    }
    const double turned = event->angleDelta().y();
    setViewport(drawing::zoomed(m_viewport, std::pow(wheelZoom, turned), event->position()));
    event->accept();
}

bool GraphCanvas::event(QEvent *event)
{
    // The window's keys for walking are the canvas's own while it has the focus.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isPlain = (key->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier)) == 0;
        switch (key->key()) {
        case Qt::Key_Left:
        case Qt::Key_Right:
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_Plus:
        case Qt::Key_Minus:
        case Qt::Key_Equal:
        case Qt::Key_0:
            if (isPlain) {
                event->accept();
                return true;
            }
            break;
        default:
            break;
        }
    }
    return QWidget::event(event);
}

void GraphCanvas::keyPressEvent(QKeyEvent *event)
{
    if ((event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier)) != 0) {
        event->ignore();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomBy(keyZoom);
        return;
    case Qt::Key_Minus:
        zoomBy(1 / keyZoom);
        return;
    case Qt::Key_0:
        fit();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_layout && m_marks.pointed)
            m_graph.walkTo(*m_marks.pointed);
        return;
    default:
        if (!moveFocus(event->key()))
            event->ignore(); // digits and letters are the window's
    }
}

/// The node that lies straightest ahead along the lines (1) or back (-1).
std::optional<std::size_t> GraphCanvas::neighbour(std::size_t node, int along) const
{
    std::vector<std::size_t> nodes;
    if (along > 0)
        for (const GraphEdge &each : m_layout->edgesFrom(node))
            nodes.push_back(*m_layout->nodeOf(each.target));
    else
        nodes = m_layout->nodesBefore(node);
    std::erase(nodes, node);
    // Lines to an earlier layer come last.
    const auto ranked = [&](std::size_t other) {
        const GraphPoint from = m_layout->nodes()[node].at, to = m_layout->nodes()[other].at;
        const bool isTurned = along > 0 ? to.x <= from.x : to.x >= from.x;
        return std::tuple(isTurned, std::abs(to.y - from.y), other);
    };
    const auto best = std::ranges::min_element(nodes, {}, ranked);
    return best == nodes.end() ? std::nullopt : std::optional(*best);
}

bool GraphCanvas::moveFocus(int key)
{
    if (!m_layout)
        return false;
    // Turned with the graph: along the lines, or across them in a layer.
    const bool isDown = m_viewport.isDown;
    int along = 0, across = 0;
    if (key == Qt::Key_Right || key == Qt::Key_Left)
        (isDown ? across : along) = key == Qt::Key_Right ? 1 : -1;
    else if (key == Qt::Key_Up || key == Qt::Key_Down)
        (isDown ? along : across) = key == Qt::Key_Down ? 1 : -1;
    else
        return false;
    const std::size_t start = m_focusNode       ? *m_focusNode
                              : m_marks.current ? *m_layout->nodeFor(*m_marks.current)
                                                : 0;
    std::optional<std::size_t> next;
    if (along != 0) {
        next = neighbour(start, along);
    } else {
        const std::uint32_t layer = m_layout->nodes()[start].layer;
        const std::size_t first = m_layout->firstNode(layer), end = m_layout->firstNode(layer + 1);
        if (across > 0 ? start + 1 < end : start > first)
            next = across > 0 ? start + 1 : start - 1;
    }
    setFocusNode(next.value_or(start));
    return true;
}

void GraphCanvas::setFocusNode(std::size_t node)
{
    m_focusNode = node;
    const StateIndex state = m_layout->nodes()[node].state;
    reveal(state);
    point(state);
    setAccessibleDescription(cardOf(state).spoken());
    QAccessibleEvent event(this, QAccessible::Focus);
    event.setChild(static_cast<int>(node));
    QAccessible::updateAccessibility(&event);
}

void GraphCanvas::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    const bool isByKey = event->reason() == Qt::TabFocusReason ||
                         event->reason() == Qt::BacktabFocusReason ||
                         event->reason() == Qt::ShortcutFocusReason;
    if (m_layout && isByKey && m_marks.current)
        setFocusNode(m_focusNode.value_or(*m_layout->nodeFor(*m_marks.current)));
}

void GraphCanvas::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    point(std::nullopt);
}

} // namespace racewalk::desktop

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>
#include <QResizeEvent>

#include "desktop/views/graph/graph_canvas.h"

#include "desktop/models/graph/graph_texts.h"
#include "desktop/session/session.h"
#include "desktop/session/state_graph.h"
#include "drawing/icons.h"
#include "drawing/parts.h"
#include "drawing/text.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace racewalk::desktop {
namespace {

constexpr double edge = 48, smallResize = 170;
constexpr int restTime = 120; ///< in milliseconds

/// Room for names and marks at the border.
QMarginsF marginsFor(const QSizeF &size)
{
    const bool isDown = size.height() > size.width();
    const double sides = isDown ? 56 : size.width() > 640 ? 150 : 64;
    return {isDown ? 56.0 : 56.0, 48, sides, isDown ? 60.0 : 48.0};
}

} // namespace

GraphCanvas::GraphCanvas(Session &session, StateGraph &graph, const Appearance &appearance,
                         QWidget *parent)
    : Themed(appearance, parent), m_session(session), m_graph(graph)
{
    setObjectName(QStringLiteral("graphCanvas"));
    setAccessibleName(tr("State graph"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    m_rest.setSingleShot(true);
    m_rest.setInterval(restTime);
    connect(&m_rest, &QTimer::timeout, this, [this] {
        m_isMoving = false;
        update();
    });
    connect(&graph, &StateGraph::changed, this, &GraphCanvas::onGraphChanged);
    connect(&graph, &StateGraph::foundChanged, this, &GraphCanvas::markFound);
    connect(&session, &Session::runChanged, this, &GraphCanvas::onRunChanged);
    connect(&session, &Session::highlightChanged, this, &GraphCanvas::onHighlightChanged);
    connect(&session, &Session::resultChanged, this, [this] {
        if (!m_layout)
            update(); // the number of states that were found
    });
}

void GraphCanvas::onGraphChanged()
{
    const auto before = std::exchange(m_layout, m_graph.layout());
    const drawing::GraphMarks marks = std::exchange(m_marks, {});
    m_lineTexts.clear();
    m_focusNode.reset();
    if (m_layout) {
        m_walk.mark(m_session.run(), m_layout, m_marks);
        if (before && m_graph.goesOnFrom(*before))
            keepPlaceOf(marks, *before);
        else
            fit();
    }
    const GraphNotice notice = graphNotice(m_graph, m_session.result());
    setAccessibleDescription(m_layout ? QString()
                                      : notice.headline + QLatin1String(". ") + notice.detail);
    Q_EMIT pointedChanged();
    Q_EMIT currentChanged();
    update();
}

void GraphCanvas::onRunChanged()
{
    // A changed variant tells of its run before its graph is known to be another one.
    if (!m_layout || m_graph.layout() != m_layout || !m_graph.isOfRun())
        return;
    m_walk.mark(m_session.run(), m_layout, m_marks);
    if (m_marks.current && !m_isFitted)
        reveal(*m_marks.current);
    Q_EMIT currentChanged();
    update();
}

void GraphCanvas::markFound()
{
    m_marks.matches = m_graph.found();
    m_marks.match.reset();
    update();
}

/// The end of an outcome that is selected, like a state that is pointed at.
void GraphCanvas::onHighlightChanged()
{
    const Session::Highlight &highlight = m_session.highlight();
    const auto &verdict = m_session.result().verdict;
    if (!m_layout)
        return;
    if (highlight.outcome && verdict && *highlight.outcome < verdict->outcomes.size()) {
        State state = m_session.machine().initialState();
        for (const Step step : verdict->outcomes[*highlight.outcome].steps)
            m_session.machine().apply(state, step);
        const auto end = m_layout->space().find(state);
        const auto selected = m_session.selection().outcome;
        if (end && selected && selected != m_revealed && !m_isFitted)
            reveal(*end);
        m_revealed = selected;
        point(end);
    }
    update();
}

/// Whether a step of the highlighted thread, or on the highlighted location.
bool GraphCanvas::isMarked(StateIndex source, StateIndex target) const
{
    const Session::Highlight &highlight = m_session.highlight();
    const TransitionGraph &graph = m_layout->space().graph();
    const State state = m_layout->space().state(source);
    for (const auto each : transitionsFrom(graph, source)) {
        const Step step = graph[each];
        if (targetOf(graph, each) == target &&
            (!highlight.thread || step.thread == *highlight.thread) &&
            (!highlight.cell ||
             m_session.machine().nextAddress(state, step.thread) == *highlight.cell))
            return true;
    }
    return false;
}

void GraphCanvas::setMatch(std::optional<StateIndex> match)
{
    m_marks.match = match;
    if (match) {
        reveal(*match);
        if (const auto node = m_layout->nodeOf(*match))
            m_focusNode = *node;
    }
    point(match);
    update();
}

StateCard GraphCanvas::cardOf(StateIndex state) const
{
    return stateCard(m_session.machine(), *m_layout, state, m_walk, state == m_marks.current,
                     m_session.result().onlyFailure());
}

QPointF GraphCanvas::placeOf(StateIndex state) const
{
    return m_viewport.toSurface(m_layout->place(state));
}

void GraphCanvas::setCovered(std::vector<QRectF> covered)
{
    if (covered == m_covered)
        return;
    m_covered = std::move(covered);
    update();
}

std::size_t GraphCanvas::nodesIn(const QRectF &part) const
{
    std::size_t count = 0;
    if (m_layout)
        drawing::forEachNodeIn(*m_layout, drawing::rangeIn(*m_layout, m_viewport, part),
                               [&](const GraphNode &) { ++count; });
    return count;
}

void GraphCanvas::setViewport(const drawing::GraphViewport &viewport)
{
    m_isFitted = false;
    m_viewport = viewport;
    moveNow();
}

void GraphCanvas::moveNow()
{
    m_isMoving = true;
    m_rest.start();
    Q_EMIT viewportChanged();
    update();
}

void GraphCanvas::zoomBy(double factor)
{
    if (m_layout)
        setViewport(drawing::zoomed(m_viewport, factor, QRectF(rect()).center()));
}

void GraphCanvas::fit()
{
    if (!m_layout)
        return;
    m_viewport = drawing::fittedViewport(*m_layout, size(), marginsFor(size()));
    m_isFitted = true;
    m_fittedHeight = height();
    Q_EMIT viewportChanged();
    update();
}

/// After a part of the graph, its larger whole: what the user looks at stays where it was, as far
/// as there is one such place.
void GraphCanvas::keepPlaceOf(const drawing::GraphMarks &marks, const GraphLayout &before)
{
    const auto same = [&](StateIndex state) {
        return m_layout->space().find(before.space().state(state));
    };
    if (marks.pointed)
        m_marks.pointed = same(*marks.pointed);
    const StateIndex anchor = marks.pointed.value_or(marks.current.value_or(StateIndex{0}));
    if (const auto state = same(anchor))
        m_viewport.origin += m_viewport.toSurface(before.place(anchor)) -
                             m_viewport.toSurface(m_layout->place(*state));
    m_isFitted = false;
    Q_EMIT viewportChanged();
}

/// Moves the graph by the least distance that brings a state into view.
void GraphCanvas::reveal(StateIndex state)
{
    const QPointF place = placeOf(state);
    const auto shift = [](double at, double size) {
        const double inset = std::min(edge, size / 4);
        return std::clamp(at, inset, size - inset) - at;
    };
    const QPointF by(shift(place.x(), width()), shift(place.y(), height()));
    if (by.isNull())
        return;
    drawing::GraphViewport moved = m_viewport;
    moved.origin += by;
    setViewport(moved);
}

void GraphCanvas::resizeEvent(QResizeEvent *event)
{
    // Messages and the list of walks come and go above the graph, and move nothing in it.
    const bool isSmall = event->size().width() == event->oldSize().width() &&
                         std::abs(m_fittedHeight - height()) < scaled(smallResize);
    if (m_isFitted && !isSmall) {
        fit();
        return;
    }
    m_viewport.size = size();
    Q_EMIT viewportChanged();
}

void GraphCanvas::applyTheme()
{
    m_lineTexts.clear();
}

void GraphCanvas::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().color(Token::Panel));
    if (!m_layout) {
        paintNotice(painter);
        return;
    }
    const Session::Highlight &highlight = m_session.highlight();
    drawing::GraphScene scene{
        .layout = *m_layout,
        .marks = m_marks,
        .viewport = m_viewport,
        .lineText = [this](StateIndex source,
                           StateIndex target) { return lineText(source, target); },
        .isMoving = m_isMoving,
        .covered = m_covered,
        .names = m_session.names()};
    if (highlight.thread || highlight.cell)
        scene.isMarked = [this](StateIndex source, StateIndex target) {
            return isMarked(source, target);
        };
    drawing::paintGraph(painter, scene, theme());
}

/// "evict spin_lock(i_lock)".
QString GraphCanvas::lineText(StateIndex source, StateIndex target) const
{
    const std::uint64_t key = indexOf(source) * m_layout->space().size() + indexOf(target);
    const auto [known, isNew] = m_lineTexts.try_emplace(key);
    if (!isNew)
        return known->second;
    const TransitionGraph &graph = m_layout->space().graph();
    for (const auto each : transitionsFrom(graph, source))
        if (targetOf(graph, each) == target) {
            const Step step = graph[each];
            known->second = threadName(m_session.machine(), step.thread) + QLatin1Char(' ') +
                            stepLabel(m_session.machine(), m_layout->space().state(source), step);
            break;
        }
    return known->second;
}

void GraphCanvas::paintNotice(QPainter &painter) const
{
    const GraphNotice notice = graphNotice(m_graph, m_session.result());
    const drawing::Theme &look = theme();
    const double icon = look.scaled(32);
    double y = height() / 2.0 - look.scaled(48);
    drawing::paintIcon(painter, "graph", QRectF((width() - icon) / 2, y, icon, icon),
                       look.color(Token::Text2), look);
    y += icon + look.scaled(8);
    const QRectF line(look.scaled(12), y, width() - look.scaled(24), look.scaled(20));
    drawing::paintText(painter, line, notice.headline, look.font(FontRole::BodyStrong),
                       look.color(Token::Text), Qt::AlignHCenter);
    painter.setFont(look.font(FontRole::Secondary));
    painter.setPen(look.color(Token::Text3));
    painter.drawText(line.translated(0, look.scaled(22)).adjusted(0, 0, 0, look.scaled(60)),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, notice.detail);
}

int GraphCanvas::accessibleRowCount() const
{
    return m_layout ? static_cast<int>(m_layout->nodes().size()) : 0;
}

QString GraphCanvas::accessibleRowText(int row) const
{
    return cardOf(m_layout->nodes()[static_cast<std::size_t>(row)].state).spoken();
}

QRect GraphCanvas::accessibleRowPlace(int row) const
{
    const QPointF center =
        m_viewport.toSurface(m_layout->nodes()[static_cast<std::size_t>(row)].at);
    const QRectF place(center - QPointF(7, 7), QSizeF(14, 14));
    return place.intersected(QRectF(rect())).toAlignedRect();
}

bool GraphCanvas::isAccessibleRowCurrent(int row) const
{
    return m_layout->nodes()[static_cast<std::size_t>(row)].state == m_marks.current;
}

} // namespace racewalk::desktop

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLineF>
#include <QList>
#include <QPainter>

#include "drawing/graph_lines.h"

#include "run/timeline/styles.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

namespace racewalk::drawing {
namespace {

/// More lines than this are not painted at a small zoom: they would be one area of colour.
constexpr std::size_t mostDistantLines = 2'500;
/// Up to this many lines are curves with smooth edges; while the graph moves, fewer.
constexpr std::size_t mostCurves = 2'000, mostMovingCurves = 400;
constexpr std::size_t mostLines = 40'000;
/// What is left of the colour of a faint line.
constexpr double faintness = 0.38;

constexpr std::array lineFates = {Fate::Unknown, Fate::Safe, Fate::Open, Fate::Doomed};

class GraphLines {
public:
    GraphLines(QPainter &painter, const GraphScene &scene, const Theme &theme)
        : m_painter(painter), m_scene(scene), m_layout(scene.layout), m_theme(theme)
    {}

    void paint(const GraphRange &range, bool isFar)
    {
        // Lines in sight have an end among the states of the layers in sight.
        const std::size_t most = isFar ? mostDistantLines : mostLines;
        std::vector<Line> lines;
        std::size_t count = 0;
        forEachLineIn(m_layout, range, [&](StateIndex source, StateIndex target) {
            if (++count <= most)
                lines.emplace_back(source, target);
        });
        if (count > most)
            return;
        m_painter.setBrush(Qt::NoBrush);
        if (count <= (m_scene.isMoving ? mostMovingCurves : mostCurves))
            paintCurves(lines);
        else
            paintStraight(lines);
    }

private:
    using Line = std::pair<StateIndex, StateIndex>;

    bool isBack(const Line &line) const { return m_layout.isBackwards(line.first, line.second); }

    void paintCurves(std::vector<Line> &lines)
    {
        collectSelected();
        const auto isOnTop = [this](const Line &line) { return isBack(line) && isSelected(line); };
        const auto rest = std::stable_partition(lines.begin(), lines.end(), [&](const Line &line) {
            return isBack(line) && !isSelected(line);
        });
        std::stable_partition(rest, lines.end(), [&](const Line &line) { return !isOnTop(line); });
        m_painter.setRenderHint(QPainter::Antialiasing);
        for (auto line = lines.begin(); line != lines.end(); ++line) {
            QPen pen = penOf(fateOf(line->second), line < rest);
            if (m_scene.isMarked && m_scene.isMarked(line->first, line->second))
                pen.setWidthF(2.5);
            else if (line >= rest && isOnTop(*line))
                pen.setWidthF(1.5);
            m_painter.setPen(pen);
            m_painter.drawPath(m_scene.viewport.path(m_layout.curve(line->first, line->second)));
        }
    }

    void paintStraight(const std::vector<Line> &lines)
    {
        std::array<QList<QLineF>, lineFates.size()> back, ahead;
        for (const Line &line : lines)
            addPieces(line,
                      (isBack(line) ? back : ahead)[static_cast<std::size_t>(fateOf(line.second))]);
        m_painter.setRenderHint(QPainter::Antialiasing, false);
        for (const bool isFaint : {true, false})
            for (const Fate fate : lineFates) {
                m_painter.setPen(penOf(fate, isFaint));
                m_painter.drawLines((isFaint ? back : ahead)[static_cast<std::size_t>(fate)]);
            }
    }

    /// The states whose steps belong to the pointed and the current one: their chains.
    void collectSelected()
    {
        for (const auto &marked : {m_scene.marks.pointed, m_scene.marks.current}) {
            if (!marked)
                continue;
            m_sources.insert(*marked);
            m_targets.insert(*m_layout.nodeFor(*marked));
            if (const auto node = m_layout.nodeOf(*marked)) {
                for (const GraphEdge &edge : m_layout.edgesFrom(*node))
                    m_sources.insert(edge.chain.begin(), edge.chain.end());
                continue;
            }
            const TransitionGraph &graph = m_layout.space().graph();
            for (StateIndex next = *marked; !m_layout.nodeOf(next);
                 next = targetOf(graph, *transitionsFrom(graph, next).begin()))
                m_sources.insert(next);
        }
    }

    bool isSelected(const Line &line) const
    {
        return m_sources.contains(line.first) ||
               (!m_targets.empty() && m_targets.contains(*m_layout.nodeFor(line.second)));
    }

    Fate fateOf(StateIndex state) const { return m_layout.space().fate(state); }

    QPen penOf(Fate fate, bool isFaint) const
    {
        const QColor full = m_theme.color(styleOf(fate).border);
        QPen pen(isFaint ? mixed(m_theme.color(Token::Panel), full, faintness) : full, 1);
        pen.setCosmetic(true);
        return pen;
    }

    /// The curve as a few straight lines.
    void addPieces(const Line &line, QList<QLineF> &pieces) const
    {
        const GraphCurve curve = m_layout.curve(line.first, line.second);
        const bool isAhead = !isBack(line);
        const double bend =
            std::abs(curve.to.y - curve.from.y) * m_scene.viewport.zoom * m_scene.viewport.stretch;
        QPointF last = m_scene.viewport.toSurface(curve.from);
        if (bend < 6 && isAhead) {
            pieces.append(QLineF(last, m_scene.viewport.toSurface(curve.to)));
            return;
        }
        const int count = bend < 40 && isAhead ? 4 : 6;
        for (int i = 1; i <= count; ++i) {
            const GraphPoint at = pointOn(curve, static_cast<double>(i) / count);
            const QPointF next = m_scene.viewport.toSurface(at);
            pieces.append(QLineF(last, next));
            last = next;
        }
    }

    QPainter &m_painter;
    const GraphScene &m_scene;
    const GraphLayout &m_layout;
    const Theme &m_theme;
    std::set<StateIndex> m_sources;  ///< of selected lines
    std::set<std::size_t> m_targets; ///< the nodes that selected lines lead to
};

} // namespace

void paintGraphLines(QPainter &painter, const GraphScene &scene, const GraphRange &range,
                     bool isFar, const Theme &theme)
{
    GraphLines(painter, scene, theme).paint(range, isFar);
}

QColor mixed(const QColor &first, const QColor &second, double part)
{
    const auto mix = [part](int from, int to) {
        return static_cast<int>(from + (to - from) * part);
    };
    return {mix(first.red(), second.red()), mix(first.green(), second.green()),
            mix(first.blue(), second.blue())};
}

} // namespace racewalk::drawing

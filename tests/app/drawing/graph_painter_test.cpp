// SPDX-License-Identifier: GPL-3.0-or-later
#include <QImage>
#include <QPainter>
#include <QTest>

#include "drawing/graph_painter.h"
#include "explore/explore.h"
#include "run/timeline/styles.h"
#include "support/program_from_text.h"

#include <algorithm>
#include <cmath>
#include <set>

using namespace racewalk;
using namespace racewalk::drawing;

namespace {

/// A graph, and the machine that it is of.
struct Graph {
    std::shared_ptr<const Machine> machine;
    std::shared_ptr<const GraphLayout> layout;
};

Graph inodeGraph()
{
    const auto machine = test::machineOf("scenarios/inode/inode-teardown.race", "rcu_lookup");
    return {machine, layOutGraph(*machine, explore(*machine, {}).space, {})};
}

/// More nodes than there are marks for.
Graph hugeGraph()
{
    const auto machine = test::machineFor(R"(scenario "t"; int x[4]; int i;
thread t[4] { x[self] = 1; x[self] = 2; x[self] = 3; x[self] = 4; x[self] = 5; x[self] = 6;
        x[self] = 7; x[self] = 8; x[self] = 9; x[self] = 10; x[self] = 11; x[self] = 12; }
)");
    return {machine, layOutGraph(*machine, explore(*machine, {}).space, {.foldsChains = false})};
}

QImage painted(const GraphScene &scene, const Theme &theme)
{
    QImage image(scene.viewport.size.toSize(), QImage::Format_RGB32);
    image.fill(theme.color(Token::Panel));
    QPainter painter(&image);
    paintGraph(painter, scene, theme);
    return image;
}

QColor colorAt(const QImage &image, QPointF place)
{
    return image.pixelColor(place.toPoint());
}

/// With every node at 100 % and in the picture.
GraphViewport wholeAtFullSize(const GraphLayout &layout)
{
    GraphViewport viewport = fittedViewport(layout, {4000, 2000}, {50, 50, 50, 50});
    return viewport;
}

std::size_t countOf(const QImage &image, const QColor &color)
{
    std::size_t count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == color;
    return count;
}

} // namespace

class GraphPainterTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void placesOfGraphAndSurfaceAreInverse()
    {
        for (const bool isDown : {false, true}) {
            const GraphViewport viewport{.size = {600, 400},
                                         .isDown = isDown,
                                         .zoom = 1.7,
                                         .stretch = 1.3,
                                         .origin = {12, -30}};
            for (const QPointF place : {QPointF(0, 0), QPointF(320, 47), QPointF(599, 1)}) {
                const QPointF back = viewport.toSurface(viewport.toGraph(place));
                QVERIFY(QLineF(back, place).length() < 1e-9);
            }
            const GraphPoint along = viewport.toGraph(viewport.toSurface({34, 0}));
            QVERIFY(std::abs(along.x - 34) < 1e-9 && std::abs(along.y) < 1e-9);
        }
    }

    void fittingShowsEveryStateInsideTheMargins_data()
    {
        QTest::addColumn<QSizeF>("size");
        QTest::newRow("wide") << QSizeF(1100, 700);
        QTest::newRow("high") << QSizeF(500, 700);
        QTest::newRow("small") << QSizeF(220, 180);
        QTest::newRow("huge") << QSizeF(3800, 2000);
    }

    void fittingShowsEveryStateInsideTheMargins()
    {
        QFETCH(QSizeF, size);
        const Graph graph = inodeGraph();
        const GraphViewport viewport = fittedViewport(*graph.layout, size, {40, 30, 60, 20});
        QCOMPARE(viewport.isDown, size.height() > size.width());
        const QRectF room(40, 30, size.width() - 100, size.height() - 50);
        for (std::uint32_t i = 0; i < graph.layout->space().size(); ++i)
            QVERIFY(room.adjusted(-0.01, -0.01, 0.01, 0.01)
                        .contains(viewport.toSurface(graph.layout->place(StateIndex{i}))));
    }

    void zoomingLeavesThePlaceUnderThePointer()
    {
        const Graph graph = inodeGraph();
        const GraphViewport before = fittedViewport(*graph.layout, {800, 500}, {40, 40, 40, 40});
        const QPointF pointer(333, 222);
        const GraphViewport after = zoomed(before, 2.5, pointer);
        QCOMPARE(after.zoom, before.zoom * 2.5);
        const GraphPoint was = before.toGraph(pointer), is = after.toGraph(pointer);
        QVERIFY(std::hypot(was.x - is.x, was.y - is.y) < 1e-9);
        QCOMPARE(zoomed(before, 1000, pointer).zoom, mostGraphZoom);
    }

    void findsEveryNodeAtItsPlaceAndNoneFarAway()
    {
        const Graph graph = inodeGraph();
        for (const QSizeF size : {QSizeF(1000, 600), QSizeF(600, 1000)}) {
            const GraphViewport viewport = fittedViewport(*graph.layout, size, {40, 40, 40, 40});
            for (std::size_t node = 0; node < graph.layout->nodes().size(); ++node) {
                const QPointF place = viewport.toSurface(graph.layout->nodes()[node].at);
                QCOMPARE(nodeNear(*graph.layout, viewport, place + QPointF(1, -1), 8), node);
            }
            QCOMPARE(nodeNear(*graph.layout, viewport, {2, 2}, 14), std::nullopt);
        }
    }

    void paintsEachFateInItsColours_data()
    {
        QTest::addColumn<bool>("isDark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void paintsEachFateInItsColours()
    {
        QFETCH(bool, isDark);
        const Theme theme(isDark ? ThemeKind::Dark : ThemeKind::Light);
        const Graph graph = inodeGraph();
        const GraphMarks marks;
        const GraphScene scene{
            .layout = *graph.layout, .marks = marks, .viewport = wholeAtFullSize(*graph.layout)};
        const QImage image = painted(scene, theme);
        std::set<std::pair<GraphNode::Kind, Fate>> seen;
        for (const GraphNode &node : graph.layout->nodes()) {
            const QPointF center = scene.viewport.toSurface(node.at);
            seen.insert({node.kind, node.fate});
            if (node.kind == GraphNode::Kind::Failure)
                QCOMPARE(colorAt(image, center + QPointF(9, 0)), theme.color(Token::Doom));
            else if (node.kind == GraphNode::Kind::GoodEnd)
                QCOMPARE(colorAt(image, center + QPointF(0, -5)), theme.color(Token::Safe));
            else if (node.fate == Fate::Safe)
                QCOMPARE(colorAt(image, center), theme.color(Token::SafeBg));
            else if (node.fate == Fate::Open)
                QCOMPARE(colorAt(image, center), theme.color(Token::Open));
            else
                QCOMPARE(colorAt(image, center + QPointF(4, 0)), theme.color(Token::Doom));
        }
        QCOMPARE(seen.size(), 5U);
    }

    void paintsTheWalkAndAHiddenCurrentStateOnItsLine()
    {
        const Theme theme;
        const Graph graph = inodeGraph();
        const auto &witness = graph.layout->witness();
        const auto hidden = std::ranges::find_if(
            witness, [&](StateIndex state) { return !graph.layout->nodeOf(state); });
        QVERIFY(hidden != witness.end());
        GraphMarks marks;
        marks.walked = {witness.begin(), hidden + 1};
        marks.redo = {hidden, witness.end()};
        marks.current = *hidden;
        const GraphScene scene{
            .layout = *graph.layout, .marks = marks, .viewport = wholeAtFullSize(*graph.layout)};
        const QImage image = painted(scene, theme);
        const QPointF first = scene.viewport.toSurface(graph.layout->place(witness[0]));
        const QPointF second = scene.viewport.toSurface(graph.layout->place(witness[1]));
        QCOMPARE(colorAt(image, (first + second) / 2), theme.color(Token::Acc));
        const QPointF current = scene.viewport.toSurface(graph.layout->place(*hidden));
        QCOMPARE(colorAt(image, current), theme.color(Token::Acc));
        const double ring = 14 * std::clamp(scene.viewport.zoom, 0.5, 1.4);
        QCOMPARE(colorAt(image, current + QPointF(0, ring)), theme.color(Token::Acc));
        QCOMPARE(colorAt(image, current + QPointF(0, ring - 5)), theme.color(Token::Panel));
        // Where nothing was walked, nothing is in the accent's colour.
        GraphScene bare = scene;
        const GraphMarks none;
        const QImage without =
            painted({.layout = *graph.layout, .marks = none, .viewport = scene.viewport}, theme);
        QCOMPARE(countOf(without, theme.color(Token::Acc)), std::size_t{0});
    }

    void linesBackAreFaintExceptThoseOfThePointedState()
    {
        const Theme theme;
        const Graph graph = inodeGraph();
        const GraphLayout &layout = *graph.layout;
        std::optional<std::pair<StateIndex, StateIndex>> line;
        for (std::uint32_t i = 0; i < layout.space().size(); ++i)
            forEachSuccessor(layout.space().graph(), StateIndex{i}, [&](StateIndex target) {
                if (layout.isBackwards(StateIndex{i}, target))
                    line = {StateIndex{i}, target};
            });
        QVERIFY(line);
        GraphMarks marks;
        const GraphScene scene{
            .layout = layout, .marks = marks, .viewport = wholeAtFullSize(layout)};
        // The strongest colour around its middle.
        const auto strength = [&] {
            const QImage image = painted(scene, theme);
            const QPointF middle =
                scene.viewport.toSurface(pointOn(layout.curve(line->first, line->second), 0.6));
            int least = 255;
            for (int x = -3; x <= 3; ++x)
                for (int y = -3; y <= 3; ++y)
                    least = std::min(least, colorAt(image, middle + QPointF(x, y)).red());
            return least;
        };
        const int full = theme.color(styleOf(Fate::Safe).border).red();
        QVERIFY2(strength() > full + 80 && strength() < 250,
                 qPrintable(QString::number(strength())));
        for (const StateIndex state : {line->first, line->second}) {
            marks.pointed = state;
            QVERIFY(strength() < full + 40);
        }
        marks.pointed = StateIndex{0};
        QVERIFY(strength() > full + 80);
    }

    void marksWhatASearchFound()
    {
        const Theme theme;
        const Graph graph = inodeGraph();
        GraphMarks marks;
        marks.matches = {graph.layout->nodes()[5].state};
        const GraphScene scene{
            .layout = *graph.layout, .marks = marks, .viewport = wholeAtFullSize(*graph.layout)};
        const QImage image = painted(scene, theme);
        QVERIFY(countOf(image, theme.color(Token::Acc)) > 20);
        marks.matches.clear();
        QCOMPARE(countOf(painted(scene, theme), theme.color(Token::Acc)), std::size_t{0});
    }

    void marksEveryStateThatASearchFound()
    {
        const Theme theme;
        const Graph graph = hugeGraph();
        GraphMarks marks;
        for (const GraphNode &node : graph.layout->nodes())
            marks.matches.push_back(node.state);
        const QSizeF size(800, 480);
        const GraphViewport whole = fittedViewport(*graph.layout, size, {40, 40, 40, 40});
        for (const double zoom : {0.35, 0.6}) {
            GraphScene scene{.layout = *graph.layout,
                             .marks = marks,
                             .viewport = zoomed(whole, zoom / whole.zoom, {400, 240})};
            const QImage image = painted(scene, theme);
            const QRectF inside(20, 20, size.width() - 40, size.height() - 40);
            std::size_t seen = 0;
            for (const GraphNode &node : graph.layout->nodes()) {
                const QPointF center = scene.viewport.toSurface(node.at);
                if (!inside.contains(center))
                    continue;
                ++seen;
                bool isMarked = false;
                for (double x = 2; x <= 14; ++x)
                    isMarked = isMarked ||
                               colorAt(image, center + QPointF(x, 0)) == theme.color(Token::Acc);
                QVERIFY(isMarked);
            }
            QVERIFY2(seen > 300, qPrintable(QString::number(seen)));
        }
    }

    void isDotsInTheColoursOfFatesFromFarAway()
    {
        const Theme theme;
        const Graph graph = inodeGraph();
        const GraphMarks marks;
        const GraphScene scene{.layout = *graph.layout,
                               .marks = marks,
                               .viewport =
                                   fittedViewport(*graph.layout, {260, 160}, {10, 10, 10, 10})};
        QVERIFY(scene.viewport.detail() < 0.3);
        const QImage image = painted(scene, theme);
        std::size_t right = 0, all = 0;
        for (const GraphNode &node : graph.layout->nodes())
            if (node.kind == GraphNode::Kind::State) {
                ++all;
                right += colorAt(image, scene.viewport.toSurface(node.at)) ==
                         theme.color(styleOf(node.fate).shape);
            }
        // The octagons of the hang and dots of other fates hide some.
        QVERIFY2(right * 10 > all * 6, qPrintable(QStringLiteral("%1 of %2").arg(right).arg(all)));
    }

    void asksForTheWordsOfStepsOnlyWhereTheyFit()
    {
        const Theme theme;
        const Graph graph = inodeGraph();
        const GraphMarks marks;
        int asked = 0;
        GraphScene scene{.layout = *graph.layout,
                         .marks = marks,
                         .viewport = fittedViewport(*graph.layout, {1000, 600}, {40, 40, 40, 40}),
                         .lineText = [&](StateIndex, StateIndex) {
                             ++asked;
                             return QStringLiteral("evict spin_lock(i_lock)");
                         }};
        painted(scene, theme);
        QCOMPARE(asked, 0);
        const QPointF start = scene.viewport.toSurface(graph.layout->place(StateIndex{0}));
        scene.viewport = zoomed(scene.viewport, 6, start);
        const QImage image = painted(scene, theme);
        QVERIFY(asked > 0 && asked < 40);
        scene.lineText = {};
        const QImage bare = painted(scene, theme);
        int changed = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                changed += image.pixel(x, y) != bare.pixel(x, y);
        QVERIFY(changed > 300);
    }

    void isTilesWhereThereAreTooManyNodes()
    {
        const Theme theme;
        const Graph graph = hugeGraph();
        QVERIFY(graph.layout->nodes().size() > mostMarks);
        const GraphMarks marks;
        const GraphScene scene{.layout = *graph.layout,
                               .marks = marks,
                               .viewport =
                                   fittedViewport(*graph.layout, {800, 480}, {40, 40, 40, 40})};
        const QImage image = painted(scene, theme);
        std::set<QRgb> colors;
        for (int y = 0; y < image.height(); y += 4)
            for (int x = 0; x < image.width(); x += 4) {
                colors.insert(image.pixel(x, y));
                for (int i = 0; i < 16; ++i)
                    QCOMPARE(image.pixel(x + i % 4, y + i / 4), image.pixel(x, y));
            }
        // The panel, and shades of the one fate that the graph has.
        QVERIFY(colors.contains(theme.color(Token::Panel).rgb()));
        QVERIFY(colors.contains(theme.color(Token::Safe).rgb()));
        QVERIFY(colors.size() > 2 && colors.size() <= 5);
        // Those where a search found states are in part the accent's, and the rest is as before.
        GraphMarks found;
        for (const GraphNode &node : graph.layout->nodes())
            if (node.layer % 2 == 0)
                found.matches.push_back(node.state);
        const QImage marked =
            painted({.layout = *graph.layout, .marks = found, .viewport = scene.viewport}, theme);
        const QRgb accent = theme.color(Token::Acc).rgb();
        std::size_t all = 0;
        for (int y = 0; y < image.height(); y += 4)
            for (int x = 0; x < image.width(); x += 4) {
                int parts = 0;
                for (int i = 0; i < 4; ++i) {
                    const QPoint at(x + 2 * (i % 2), y + i / 2 * 2);
                    parts += marked.pixel(at) == accent;
                    QVERIFY(marked.pixel(at) == accent || marked.pixel(at) == image.pixel(at));
                }
                all += parts == 3;
                if (image.pixel(x, y) == theme.color(Token::Panel).rgb())
                    QCOMPARE(parts, 0);
            }
        QVERIFY(all > 50);
        // Nearer, where fewer are seen, they are marks again.
        GraphScene near = scene;
        near.viewport = zoomed(scene.viewport, 1 / scene.viewport.zoom, {400, 240});
        QVERIFY(countOf(painted(near, theme), theme.color(Token::SafeBg)) > 100);
    }
};

QTEST_MAIN(GraphPainterTest)
#include "graph_painter_test.moc"

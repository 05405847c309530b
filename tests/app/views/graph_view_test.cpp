// SPDX-License-Identifier: GPL-3.0-or-later
// The state graph in the window, with real clicks and keys.
#include <QAccessible>
#include <QLineEdit>
#include <QTest>
#include <QWheelEvent>

#include "app/views/window_harness.h"
#include "desktop/session/state_graph.h"
#include "desktop/views/graph/graph_canvas.h"
#include "desktop/views/graph/graph_view.h"
#include "desktop/views/graph/mini_map.h"
#include "desktop/views/graph/state_card_box.h"

#include <algorithm>
#include <vector>

namespace racewalk::desktop {
namespace {

const QString inodePath =
    QStringLiteral(RACEWALK_RESOURCES_DIR "/scenarios/inode/inode-teardown.race");

} // namespace

class GraphViewTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theKeyShowsTheGraphAndTheTimelineAgain();
    void aClickOnANodeWalksThere();
    void aClickBackOnTheWalkMovesOnlyTheCursor();
    void aClickWhereNoNodeIsDoesNothing();
    void steppingMovesNothing();
    void draggingPansAndTheWheelZoomsAtThePointer();
    void plusMinusAndZeroZoom();
    void theButtonsZoom();
    void arrowKeysMoveAlongLinesAndEnterWalks();
    void pointingShowsTheCard();
    void theSearchGoesThroughWhatItFinds();
    void theSearchSaysThatThereIsNoSuchState();
    void foldingHidesChains();
    void theMapMovesTheView();
    void everyNodeIsARowForAssistiveTechnology();
    void anotherVariantHasAnotherGraph();
    void saysThatItIsPartial();
    void saysThatTheGraphComesWithTheSearch();

private:
    std::unique_ptr<WindowHarness> m_harness;
    WindowHarness &shown() { return *m_harness; }
    Session &session() { return m_harness->session(); }
    GraphView &view() { return *m_harness->window().findChild<GraphView *>(); }
    GraphCanvas &canvas() { return view().canvas(); }
    const GraphLayout &layout() { return *view().graph().layout(); }

    bool openGraph();
    QPoint placeOf(std::size_t node)
    {
        return canvas().placeOf(layout().nodes()[node].state).toPoint();
    }
    void clickNode(std::size_t node)
    {
        QTest::mouseClick(&canvas(), Qt::LeftButton, Qt::NoModifier, placeOf(node));
    }
    StateIndex currentState() { return *layout().space().find(session().run().state()); }
    bool isAt(std::size_t node)
    {
        return QTest::qWaitFor(
            [this, node] { return currentState() == layout().nodes()[node].state; });
    }
    std::size_t nodeOfKind(GraphNode::Kind kind)
    {
        const auto nodes = layout().nodes();
        return static_cast<std::size_t>(std::ranges::find(nodes, kind, &GraphNode::kind) -
                                        nodes.begin());
    }
};

void GraphViewTest::init()
{
    m_harness = std::make_unique<WindowHarness>(inodePath);
}

bool GraphViewTest::openGraph()
{
    if (!shown().show())
        return false;
    shown().pickVariant("rcu_lookup");
    shown().press(Qt::Key_B, Qt::ControlModifier);
    shown().press(Qt::Key_2, Qt::ControlModifier);
    return view().isVisible() && QTest::qWaitFor([this] {
               return view().graph().stage() == StateGraph::Stage::Ready &&
                      &layout().space() == session().result().space.get();
           });
}

void GraphViewTest::theKeyShowsTheGraphAndTheTimelineAgain()
{
    QVERIFY(openGraph());
    QVERIFY(!shown().find<QWidget>("timeline")->isVisible());
    QVERIFY(shown().find<QWidget>("graphSearch")->isVisible());
    QVERIFY(shown().find<QWidget>("foldChains")->isVisible());
    QCOMPARE(shown().accessibleName("graphLegend"), QStringLiteral("%1 of %2 nodes, chains folded")
                                                        .arg(layout().nodes().size())
                                                        .arg(layout().space().size()));
    shown().press(Qt::Key_1, Qt::ControlModifier);
    QVERIFY(!view().isVisible());
    QVERIFY(!shown().find<QWidget>("graphSearch")->isVisible());
}

void GraphViewTest::aClickOnANodeWalksThere()
{
    QVERIFY(openGraph());
    const std::size_t hang = nodeOfKind(GraphNode::Kind::Failure);
    clickNode(hang);
    QVERIFY(isAt(hang));
    QVERIFY2(shown().stepButton(1).startsWith(QStringLiteral("Asleep")),
             qPrintable(shown().stepButton(1)));
    const std::size_t good = nodeOfKind(GraphNode::Kind::GoodEnd);
    clickNode(good);
    QVERIFY(isAt(good));
    QCOMPARE(shown().text("counter"), QStringLiteral("%1 / %1").arg(session().run().length()));
}

void GraphViewTest::aClickBackOnTheWalkMovesOnlyTheCursor()
{
    QVERIFY(openGraph());
    const std::size_t hang = nodeOfKind(GraphNode::Kind::Failure);
    clickNode(hang);
    QVERIFY(isAt(hang));
    const std::size_t length = session().run().length();
    clickNode(0);
    QVERIFY(isAt(0));
    QCOMPARE(session().run().position(), std::size_t{0});
    QCOMPARE(session().run().length(), length);
}

void GraphViewTest::aClickWhereNoNodeIsDoesNothing()
{
    QVERIFY(openGraph());
    shown().pressDigit(1);
    QTest::mouseClick(&canvas(), Qt::LeftButton, Qt::NoModifier, {canvas().width() - 6, 6});
    QTest::qWait(50);
    QCOMPARE(session().run().position(), std::size_t{1});
}

void GraphViewTest::steppingMovesNothing()
{
    QVERIFY(openGraph());
    std::vector<QPointF> before;
    for (std::uint32_t i = 0; i < layout().space().size(); ++i)
        before.push_back(canvas().placeOf(StateIndex{i}));
    for (const std::size_t digit : {1, 2, 2, 1, 2}) {
        shown().pressDigit(digit);
        QCOMPARE(canvas().current(), std::optional(currentState()));
        for (std::uint32_t i = 0; i < layout().space().size(); ++i)
            QCOMPARE(canvas().placeOf(StateIndex{i}), before[i]);
    }
    QCOMPARE(session().run().position(), std::size_t{5});
    shown().press(Qt::Key_F);
    shown().press(Qt::Key_End);
    for (std::uint32_t i = 0; i < layout().space().size(); ++i)
        QCOMPARE(canvas().placeOf(StateIndex{i}), before[i]);
}

void GraphViewTest::draggingPansAndTheWheelZoomsAtThePointer()
{
    QVERIFY(openGraph());
    const QPointF before = placeOf(0);
    const QPoint empty(canvas().width() - 60, 60);
    QTest::mousePress(&canvas(), Qt::LeftButton, Qt::NoModifier, empty);
    QTest::mouseMove(&canvas(), empty + QPoint(-20, 15));
    QTest::mouseMove(&canvas(), empty + QPoint(-40, 30));
    QTest::mouseRelease(&canvas(), Qt::LeftButton, Qt::NoModifier, empty + QPoint(-40, 30));
    QCOMPARE(placeOf(0), before + QPointF(-40, 30));
    QCOMPARE(session().run().position(), std::size_t{0});

    const std::size_t hang = nodeOfKind(GraphNode::Kind::Failure);
    const QPointF pointer = placeOf(hang);
    const double zoom = canvas().viewport().zoom;
    QWheelEvent turned(pointer, canvas().mapToGlobal(pointer), {}, {0, 240}, Qt::NoButton,
                       Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&canvas(), &turned);
    QVERIFY(canvas().viewport().zoom > zoom * 1.2);
    QVERIFY((QPointF(placeOf(hang)) - pointer).manhattanLength() <= 2);
}

void GraphViewTest::plusMinusAndZeroZoom()
{
    QVERIFY(openGraph());
    const drawing::GraphViewport fitted = canvas().viewport();
    QVERIFY(canvas().isFitted());
    canvas().setFocus();
    QTest::keyClick(&canvas(), Qt::Key_Plus);
    QVERIFY(canvas().viewport().zoom > fitted.zoom);
    QVERIFY(!canvas().isFitted());
    QTest::keyClick(&canvas(), Qt::Key_Minus);
    QTest::keyClick(&canvas(), Qt::Key_Minus);
    QVERIFY(canvas().viewport().zoom < fitted.zoom);
    QTest::keyClick(&canvas(), Qt::Key_0);
    QCOMPARE(canvas().viewport(), fitted);
    // Plus and minus also while the steps have the focus.
    shown().button("step1")->setFocus();
    shown().press(Qt::Key_Plus);
    QVERIFY(canvas().viewport().zoom > fitted.zoom);
}

void GraphViewTest::theButtonsZoom()
{
    QVERIFY(openGraph());
    const drawing::GraphViewport fitted = canvas().viewport();
    shown().click("zoomIn");
    QVERIFY(canvas().viewport().zoom > fitted.zoom);
    shown().click("zoomOut");
    shown().click("zoomOut");
    QVERIFY(canvas().viewport().zoom < fitted.zoom);
    shown().click("zoomFit");
    QCOMPARE(canvas().viewport(), fitted);
}

void GraphViewTest::arrowKeysMoveAlongLinesAndEnterWalks()
{
    QVERIFY(openGraph());
    QVERIFY(!canvas().viewport().isDown);
    canvas().setFocus(Qt::TabFocusReason);
    QCOMPARE(canvas().pointed(), std::optional(StateIndex{0}));
    QTest::keyClick(&canvas(), Qt::Key_Right);
    const StateIndex second = *canvas().pointed();
    const auto edges = layout().edgesFrom(0);
    QVERIFY(std::ranges::find(edges, second, &GraphEdge::target) != edges.end());
    QCOMPARE(session().run().position(), std::size_t{0});
    const std::uint32_t layer = layout().layerOf(second);
    QTest::keyClick(&canvas(), Qt::Key_Down);
    QCOMPARE(layout().layerOf(*canvas().pointed()), layer);
    QVERIFY(layout().place(*canvas().pointed()).y > layout().place(second).y);
    QTest::keyClick(&canvas(), Qt::Key_Up);
    QCOMPARE(canvas().pointed(), std::optional(second));
    QVERIFY(canvas().accessibleDescription().contains(QStringLiteral("May hang")));
    QTest::keyClick(&canvas(), Qt::Key_Return);
    QTRY_COMPARE(currentState(), second);
    QTest::keyClick(&canvas(), Qt::Key_Left);
    QCOMPARE(canvas().pointed(), std::optional(StateIndex{0}));
    // Digits still step.
    QTest::keyClick(&canvas(), Qt::Key_2);
    QVERIFY(session().run().position() > 1 || currentState() != second);
}

void GraphViewTest::pointingShowsTheCard()
{
    QVERIFY(openGraph());
    auto *card = shown().find<StateCardBox>("stateCard");
    const std::size_t hang = nodeOfKind(GraphNode::Kind::Failure);
    QTest::mouseMove(&canvas(), placeOf(hang));
    QVERIFY(card->isVisible());
    QCOMPARE(card->accessibleName(), QStringLiteral("Hang: lookup sleeps forever"));
    QVERIFY(!card->geometry().contains(placeOf(hang)));
    QVERIFY(canvas().rect().contains(card->geometry()));
    QTest::mouseMove(&canvas(), {canvas().width() - 6, 6});
    QCOMPARE(canvas().pointed(), std::nullopt);
    QVERIFY(!card->isVisible() || card->accessibleName() == QStringLiteral("Current state"));
}

void GraphViewTest::theSearchGoesThroughWhatItFinds()
{
    QVERIFY(openGraph());
    shown().press(Qt::Key_F, Qt::ControlModifier);
    auto *search = shown().find<QLineEdit>("graphSearch");
    QVERIFY(search->hasFocus());
    QTest::keyClicks(search, QStringLiteral("fate:doomed"));
    QTRY_VERIFY(!view().graph().isFinding());
    const std::size_t count = view().graph().found().size();
    QVERIFY(count > 2);
    QCOMPARE(search->accessibleDescription(), QStringLiteral("%1 states").arg(count));
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(search->accessibleDescription(), QStringLiteral("1 of %1").arg(count));
    QCOMPARE(canvas().pointed(), std::optional(view().graph().found()[0]));
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(search->accessibleDescription(), QStringLiteral("2 of %1").arg(count));
    QTest::keyClick(search, Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClick(search, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(search->accessibleDescription(), QStringLiteral("%1 of %1").arg(count));
    QCOMPARE(session().run().position(), std::size_t{0});
    QTest::keyClick(search, Qt::Key_Escape);
    QCOMPARE(search->text(), QString());
    QVERIFY(canvas().hasFocus());
}

void GraphViewTest::theSearchSaysThatThereIsNoSuchState()
{
    QVERIFY(openGraph());
    auto *search = shown().find<QLineEdit>("graphSearch");
    search->setFocus();
    QTest::keyClicks(search, QStringLiteral("i_state=12345"));
    QTRY_COMPARE(search->accessibleDescription(), QStringLiteral("No such state"));
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(canvas().pointed(), std::nullopt);
    search->clear();
    QTRY_COMPARE(search->accessibleDescription(), QString());
}

void GraphViewTest::foldingHidesChains()
{
    QVERIFY(openGraph());
    const std::size_t folded = layout().nodes().size();
    shown().click("foldChains");
    QTRY_VERIFY(view().graph().layout() && layout().nodes().size() > folded);
    QCOMPARE(shown().accessibleName("graphLegend"),
             QStringLiteral("%1 nodes").arg(layout().space().size()));
    shown().click("foldChains");
    QTRY_VERIFY(view().graph().layout() && layout().nodes().size() == folded);
}

void GraphViewTest::theMapMovesTheView()
{
    QVERIFY(openGraph());
    shown().click("zoomIn");
    shown().click("zoomIn");
    auto *map = shown().find<MiniMap>("miniMap");
    QVERIFY(map->isVisible());
    map->grab(); // it has to be painted before it knows places
    QTest::mouseClick(map, Qt::LeftButton, Qt::NoModifier, {10, map->height() / 2});
    const double first = canvas().placeOf(StateIndex{0}).x();
    QTest::mouseClick(map, Qt::LeftButton, Qt::NoModifier, {map->width() - 10, map->height() / 2});
    QVERIFY(canvas().placeOf(StateIndex{0}).x() < first - 300);
}

void GraphViewTest::everyNodeIsARowForAssistiveTechnology()
{
    QVERIFY(openGraph());
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&canvas());
    QVERIFY(list);
    QCOMPARE(list->role(), QAccessible::List);
    QCOMPARE(list->childCount(), static_cast<int>(layout().nodes().size()));
    const std::size_t hang = nodeOfKind(GraphNode::Kind::Failure);
    QAccessibleInterface *row = list->child(static_cast<int>(hang));
    QVERIFY(
        row->text(QAccessible::Name).startsWith(QStringLiteral("Hang: lookup sleeps forever, ")));
    QVERIFY(!row->rect().isEmpty());
    QVERIFY(list->child(0)->state().selected);
    QVERIFY(!row->state().selected);
}

void GraphViewTest::anotherVariantHasAnotherGraph()
{
    QVERIFY(openGraph());
    const std::size_t size = layout().space().size();
    shown().press(Qt::Key_V);
    QTRY_VERIFY(view().graph().layout() && &layout().space() == session().result().space.get());
    QVERIFY(layout().space().size() != size);
    QCOMPARE(canvas().current(), std::optional(currentState()));
}

void GraphViewTest::saysThatItIsPartial()
{
    Limits few;
    few.maxStates = 80;
    session().search().setLimits(few);
    QVERIFY(openGraph());
    const QString legend = shown().accessibleName("graphLegend");
    QVERIFY2(legend.contains(QStringLiteral("The search stopped early (limit of 80 states hit)")),
             qPrintable(legend));
}

void GraphViewTest::saysThatTheGraphComesWithTheSearch()
{
    shown().window().resize(MainWindow::defaultSize);
    shown().window().show();
    QVERIFY(QTest::qWaitForWindowActive(&shown().window()));
    shown().press(Qt::Key_2, Qt::ControlModifier);
    QVERIFY(view().isVisible());
    QCOMPARE(shown().accessibleDescription("graphCanvas"),
             QStringLiteral("Waiting to search. The graph appears when the search is done. If that "
                            "takes long, a first part appears earlier."));
    QVERIFY(!shown().find<QWidget>("graphSearch")->isEnabled());
    QVERIFY(!shown().find<QWidget>("zoomIn")->isVisible());
    QVERIFY(shown().search());
    QTRY_COMPARE(view().graph().stage(), StateGraph::Stage::Ready);
    QVERIFY(shown().find<QWidget>("graphSearch")->isEnabled());
    QCOMPARE(shown().accessibleDescription("graphCanvas"), QString());
}

} // namespace racewalk::desktop

QTEST_MAIN(racewalk::desktop::GraphViewTest)
#include "graph_view_test.moc"

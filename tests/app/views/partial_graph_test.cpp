// SPDX-License-Identifier: GPL-3.0-or-later
// What is shown of the state graph while something takes long: a search, or the way to a state.
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "app/views/window_harness.h"
#include "desktop/session/state_graph.h"
#include "desktop/session/state_walk.h"
#include "desktop/views/graph/graph_canvas.h"
#include "desktop/views/graph/graph_view.h"

#include <atomic>
#include <chrono>
#include <optional>
#include <thread>
#include <vector>

namespace racewalk::desktop {

class PartialGraphTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theFirstStatesAreShownWhileTheSearchRuns();
    void theWholeGraphContinuesIt();
    void aGraphThatIsNotKeptLeavesTheFirstStates();
    void escapeCancelsALongWay();

private:
    /// The search for the verdict waits until `m_isOpen`.
    void setExplorer(bool keepsGraph);
    bool showFirstStates();

    QTemporaryDir m_folder;
    std::atomic<bool> m_isOpen = false; // outlives the session's worker
    std::unique_ptr<WindowHarness> m_harness;
    Session &session() { return m_harness->session(); }
    GraphView &view() { return *m_harness->window().findChild<GraphView *>(); }
    GraphCanvas &canvas() { return view().canvas(); }
    const GraphLayout &layout() { return *view().graph().layout(); }
    QString legend() { return m_harness->accessibleName("graphLegend"); }
};

void PartialGraphTest::init()
{
    const QString path = m_folder.filePath(QStringLiteral("apart.race"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"(scenario "apart"; int x, y, z;
thread a { for (int i = 0; i < 120; i++) WRITE_ONCE(x, i + 1); }
thread b { for (int i = 0; i < 120; i++) WRITE_ONCE(y, i + 1); }
thread c { WRITE_ONCE(z, 1); }
thread d { BUG_ON(READ_ONCE(z)); }
)");
    file.close();
    m_harness = std::make_unique<WindowHarness>(path);
    m_isOpen = false;
    setExplorer(true);
}

void PartialGraphTest::setExplorer(bool keepsGraph)
{
    session().search().setExplorer([this, keepsGraph](const Machine &machine, const Limits &limits,
                                                      std::stop_token stop, ProgressSink *sink) {
        // Only the search for the verdict reports.
        if (sink == nullptr)
            return explore(machine, limits, std::move(stop), sink);
        while (!m_isOpen && !stop.stop_requested())
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        Limits own = limits;
        own.keepsGraph = keepsGraph;
        own.reductions.steps = keepsGraph;
        return explore(machine, own, std::move(stop), sink);
    });
}

bool PartialGraphTest::showFirstStates()
{
    m_harness->window().resize(MainWindow::defaultSize);
    m_harness->window().show();
    if (!QTest::qWaitForWindowActive(&m_harness->window()))
        return false;
    m_harness->press(Qt::Key_2, Qt::ControlModifier);
    session().startSearching();
    return QTest::qWaitFor([this] { return view().graph().stage() == StateGraph::Stage::Ready; },
                           60'000);
}

void PartialGraphTest::theFirstStatesAreShownWhileTheSearchRuns()
{
    QVERIFY(showFirstStates());
    QCOMPARE(session().result().stage, SearchResult::Stage::Searching);
    QVERIFY(!layout().space().isComplete());
    QCOMPARE(&layout().space(), session().result().spaceSoFar.get());
    QVERIFY2(
        legend().contains(QStringLiteral("The search continues after the first 20,000 states.")),
        qPrintable(legend()));
    // It is a graph to walk in.
    m_harness->pressDigit(1);
    QCOMPARE(canvas().current(), layout().space().find(session().run().state()));
    view().graph().walkTo(StateIndex{500});
    QTRY_COMPARE(canvas().current(), std::optional(StateIndex{500}));
}

void PartialGraphTest::theWholeGraphContinuesIt()
{
    QVERIFY(showFirstStates());
    const auto first = view().graph().layout();
    view().graph().walkTo(StateIndex{500});
    QTRY_COMPARE(canvas().current(), std::optional(StateIndex{500}));
    canvas().zoomBy(1.5);
    std::vector<QPointF> places;
    for (std::uint32_t i = 0; i < first->space().size(); ++i)
        places.push_back(canvas().placeOf(StateIndex{i}));
    bool wasGone = false;
    connect(&view().graph(), &StateGraph::changed, this,
            [&] { wasGone = wasGone || view().graph().layout() == nullptr; });
    m_isOpen = true;
    QTRY_VERIFY_WITH_TIMEOUT(view().graph().layout() != first, 120'000);
    QVERIFY(!wasGone);
    QVERIFY(layout().space().isComplete());
    QVERIFY(layout().space().size() > first->space().size());
    QVERIFY(!legend().contains(QStringLiteral("first")));
    QVERIFY(!session().result().spaceSoFar);
    QCOMPARE(canvas().current(), layout().space().find(session().run().state()));
    std::size_t same = 0;
    for (std::uint32_t i = 0; i < first->space().size(); ++i) {
        const auto state = layout().space().find(first->space().state(StateIndex{i}));
        QVERIFY(state);
        same += QLineF(canvas().placeOf(*state), places[i]).length() < 0.5;
    }
    // All but those of the last layers, of which it had only some of the states.
    QVERIFY2(same > first->space().size() * 9 / 10, qPrintable(QString::number(same)));
}

void PartialGraphTest::aGraphThatIsNotKeptLeavesTheFirstStates()
{
    setExplorer(false);
    QVERIFY(showFirstStates());
    const auto first = view().graph().layout();
    m_isOpen = true;
    QTRY_VERIFY_WITH_TIMEOUT(session().result().stage == SearchResult::Stage::Done, 120'000);
    QTRY_VERIFY2(
        legend().contains(QStringLiteral("too many for the memory. These are the first 20,000")),
        qPrintable(legend()));
    QCOMPARE(view().graph().layout(), first);
}

void PartialGraphTest::escapeCancelsALongWay()
{
    QVERIFY(showFirstStates());
    view().graph().walk().setFinder([](const Machine &, const StateSpace &, StateView,
                                       std::optional<ThreadId>, StateIndex, Watch watch,
                                       std::atomic<std::size_t> *) {
        for (;; std::this_thread::sleep_for(std::chrono::milliseconds(1)))
            watch.look();
        return std::optional<std::vector<Step>>();
    });
    canvas().setFocus();
    const QPoint place = canvas().placeOf(StateIndex{500}).toPoint();
    QTest::mouseClick(&canvas(), Qt::LeftButton, Qt::NoModifier, place);
    QVERIFY(view().graph().walk().isBusy());
    QTRY_VERIFY(m_harness->message().startsWith(QStringLiteral("Finding the shortest run")));
    m_harness->press(Qt::Key_Escape);
    QVERIFY(!view().graph().walk().isBusy());
    QCOMPARE(m_harness->message(), QString());
    QCOMPARE(session().run().length(), std::size_t{0});
}

} // namespace racewalk::desktop

QTEST_MAIN(racewalk::desktop::PartialGraphTest)
#include "partial_graph_test.moc"

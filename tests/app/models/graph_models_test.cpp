// SPDX-License-Identifier: GPL-3.0-or-later
// The state graph of a session, and what is said about it, without a window.
#include <QSignalSpy>
#include <QTest>

#include "app/session/session_fixture.h"
#include "desktop/models/graph/graph_texts.h"
#include "desktop/models/graph/graph_walk.h"
#include "desktop/models/graph/state_card.h"
#include "desktop/session/session.h"
#include "desktop/session/state_graph.h"
#include "desktop/session/state_walk.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

namespace racewalk::desktop {
namespace {

using Stage = StateGraph::Stage;

} // namespace

class GraphModelsTest final : public QObject, private SessionFixture {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void followsTheVariantOnlyWhileItIsActive();
    void saysWhyThereIsNoGraph();
    void saysThatTheGraphIsPartial();
    void theLegendHasWhatTheGraphHasInTheWordsOfTheFailure();
    void theCardSaysStepFateAndWays();
    void theCardOfAChainSaysHowLongItIs();
    void theCardOfAnEndingHasItsName();
    void theWalkLiesOnTheGraph();
    void findsStatesAndSaysHowMany();
    void walksOnFromTheCursorIfAWayLeadsThere();
    void walksFromTheStartIfNoWayLeadsOn();
    void aWayForAWalkThatHasChangedNeverArrives();
    void aLongWayTellsHowFarItIs();
    void closingTheMessageCancelsTheWay();
    void anotherVariantCancelsTheWay();

private:
    std::atomic<bool> m_isReleased = false; // outlives the worker of the graph
    std::unique_ptr<StateGraph> m_graph;

    bool isReady()
    {
        return QTest::qWaitFor([this] { return m_graph->stage() == Stage::Ready; }, 60'000);
    }
    /// The inode race with the variant that hangs, laid out.
    void openHang();
    const GraphLayout &layout() { return *m_graph->layout(); }
    QString legendTexts()
    {
        QStringList texts;
        for (const GraphLegendRow &row : graphLegend(layout(), session().result().onlyFailure()))
            texts << row.text;
        return texts.join(QStringLiteral(", "));
    }
    StateIndex currentState() { return *layout().space().find(session().run().state()); }
    StateCard card(StateIndex state)
    {
        GraphWalk walk;
        drawing::GraphMarks marks;
        walk.mark(session().run(), m_graph->layout(), marks);
        return stateCard(session().machine(), layout(), state, walk, state == marks.current,
                         session().result().onlyFailure());
    }
    /// From now on ways are found only when `m_isReleased`.
    void slowDown();
    StateIndex firstHang()
    {
        const auto &endings = layout().endings();
        return std::ranges::find(endings, FindingKind::Hang, &GraphEnding::kind)->state;
    }
};

void GraphModelsTest::init()
{
    openInodeRace();
    m_graph = std::make_unique<StateGraph>(session(), nullptr);
}

void GraphModelsTest::openHang()
{
    session().setVariant(variantNamed(session(), "rcu_lookup"));
    session().startSearching();
    m_graph->setActive(true);
    QVERIFY(isReady());
}

void GraphModelsTest::followsTheVariantOnlyWhileItIsActive()
{
    QSignalSpy changed(m_graph.get(), &StateGraph::changed);
    session().startSearching();
    QVERIFY(QTest::qWaitFor([this] { return session().search().isIdle(); }, 120'000));
    QCOMPARE(changed.count(), 0);
    QCOMPARE(m_graph->layout(), nullptr);

    m_graph->setActive(true);
    QVERIFY(isReady());
    QCOMPARE(&layout().space(), session().result().space.get());
    const auto first = m_graph->layout();
    session().setVariant(variantNamed(session(), "rcu_lookup"));
    QVERIFY(isReady());
    QTRY_VERIFY(m_graph->layout() != first);
    QCOMPARE(&layout().space(), session().result().space.get());
    const std::size_t folded = layout().nodes().size();
    m_graph->setFoldsChains(false);
    QTRY_VERIFY(m_graph->stage() == Stage::Ready && m_graph->layout()->nodes().size() > folded);
    QCOMPARE(layout().nodes().size(), layout().space().size());
}

void GraphModelsTest::saysWhyThereIsNoGraph()
{
    m_graph->setActive(true);
    QCOMPARE(m_graph->stage(), Stage::Searching);
    GraphNotice notice = graphNotice(*m_graph, session().result());
    QCOMPARE(notice.headline, QStringLiteral("Waiting to search"));
    QCOMPARE(
        notice.detail,
        QStringLiteral("The graph appears when the search is done. If that takes long, a first "
                       "part appears earlier."));

    Limits few;
    few.maxMemoryMiB = 1;
    session().search().setLimits(few);
    session().setParameter("lookups", 4);
    session().startSearching();
    QVERIFY(QTest::qWaitFor(
        [this] { return session().result().stage == SearchResult::Stage::Done; }, 60'000));
    QVERIFY(!session().result().verdict->isGraphKept);
    QCOMPARE(m_graph->stage(), Stage::NotKept);
    notice = graphNotice(*m_graph, session().result());
    QCOMPARE(notice.headline, QStringLiteral("The graph was not kept"));
    QVERIFY2(notice.detail.contains(QStringLiteral("too many for the memory")),
             qPrintable(notice.detail));
}

void GraphModelsTest::saysThatTheGraphIsPartial()
{
    Limits few;
    few.maxStates = 60;
    session().search().setLimits(few);
    openHang();
    const GraphBadge badge = graphBadge(layout(), session().result());
    QCOMPARE(badge.word, QStringLiteral("partial"));
    QVERIFY2(badge.sentence.startsWith(QStringLiteral("The search stopped early")),
             qPrintable(badge.sentence));
    QVERIFY(legendTexts().contains(QStringLiteral("Not known")));
    const auto nodes = layout().nodes();
    const auto unexpanded = std::ranges::find(nodes, false, &GraphNode::isExpanded);
    QVERIFY(unexpanded != nodes.end());
    QCOMPARE(card(unexpanded->state).summary,
             QStringLiteral("The steps from here were not explored."));
}

void GraphModelsTest::theLegendHasWhatTheGraphHasInTheWordsOfTheFailure()
{
    openHang();
    QCOMPARE(
        legendTexts(),
        QStringLiteral("Safe, May hang, Hang inevitable, Hang, Finished, Current, Walked, Redo"));
    session().setVariant(variantNamed(session(), "rcu_recheck"));
    QTRY_VERIFY(m_graph->stage() == Stage::Ready &&
                &m_graph->layout()->space() == session().result().space.get());
    QCOMPARE(legendTexts(), QStringLiteral("Safe, Finished, Current, Walked, Redo"));
}

void GraphModelsTest::theCardSaysStepFateAndWays()
{
    openHang();
    const StateCard start = card(StateIndex{0});
    QCOMPARE(start.title, QStringLiteral("Current state"));
    QCOMPARE(start.place, QStringLiteral("step 0"));
    QCOMPARE(start.pill.text, QStringLiteral("May hang"));
    QCOMPARE(start.summary, QStringLiteral("2 next steps:"));
    QCOMPARE(start.ways.size(), std::size_t{2});
    QCOMPARE(start.ways[0].thread, QStringLiteral("lookup"));
    QCOMPARE(start.ways[0].statement, QStringLiteral("rcu_read_lock()"));
    QCOMPARE(start.ways[0].icon, std::string("open"));
    QCOMPARE(start.ways[1].thread, QStringLiteral("evict"));
    QVERIFY(start.spoken().startsWith(
        QStringLiteral("Current state, step 0, May hang. 2 next steps: lookup rcu_read_lock(): ")));
    // Elsewhere, the fates of the steps are those that the session says.
    for (const GraphEdge &edge : layout().edgesFrom(0)) {
        const auto way =
            std::ranges::find(start.ways, edge.steps.front().thread, [this](auto &one) {
                return *session().program().findThread(one.thread.toStdString());
            });
        QCOMPARE(way->fate,
                 QString::fromStdString(fateText(session().fateBehind(edge.steps.front()),
                                                 session().result().onlyFailure())));
    }
}

void GraphModelsTest::theCardOfAChainSaysHowLongItIs()
{
    openHang();
    bool isSeen = false;
    for (std::size_t node = 0; node < layout().nodes().size(); ++node)
        for (const GraphEdge &edge : layout().edgesFrom(node)) {
            if (edge.chain.size() != 2 || edge.steps.front().isDrain())
                continue;
            const StateCard shown = card(edge.source);
            isSeen = isSeen || std::ranges::any_of(shown.ways, [](const StateCard::Way &way) {
                         return way.after == QStringLiteral("then 2 more");
                     });
            // On the chain itself there is the rest of it.
            QCOMPARE(card(edge.chain[0]).summary, QStringLiteral("1 next step:"));
            QCOMPARE(card(edge.chain[0]).ways[0].after, QStringLiteral("then 1 more"));
            QCOMPARE(card(edge.chain[1]).ways[0].after, QString());
        }
    QVERIFY(isSeen);
}

void GraphModelsTest::theCardOfAnEndingHasItsName()
{
    openHang();
    const StateCard hang = card(firstHang());
    QCOMPARE(hang.title, QStringLiteral("Hang: lookup sleeps forever"));
    QCOMPARE(hang.pill.text, QStringLiteral("Hang inevitable"));
    // The callback that evict has queued can still run, and changes nothing.
    QCOMPARE(hang.summary, QStringLiteral("Still possible:"));
    QCOMPARE(hang.ways.size(), std::size_t{1});
    QCOMPARE(hang.ways[0].thread, QStringLiteral("rcu"));
    const StateIndex last = layout().edgesFrom(*layout().nodeOf(firstHang()))[0].target;
    QCOMPARE(card(last).title, hang.title);
    QCOMPARE(card(last).summary, QStringLiteral("The run ends here."));
    QVERIFY(card(last).ways.empty());
    QVERIFY(hang.place.endsWith(QStringLiteral("steps from the start")));
}

void GraphModelsTest::theWalkLiesOnTheGraph()
{
    openHang();
    session().findFailure();
    session().jump(7);
    GraphWalk walk;
    drawing::GraphMarks marks;
    walk.mark(session().run(), m_graph->layout(), marks);
    QCOMPARE(marks.walked.size(), std::size_t{8});
    QCOMPARE(marks.redo.size(), session().run().length() - 7 + 1);
    QCOMPARE(marks.walked.front(), StateIndex{0});
    QCOMPARE(marks.walked.back(), marks.redo.front());
    QCOMPARE(marks.current, marks.redo.front());
    QCOMPARE(walk.positionOf(marks.walked[3]), std::size_t{3});
    QCOMPARE(walk.leavesAt(), std::nullopt);
    // The run that Find hang loads is the straight line.
    for (const StateIndex state : marks.redo)
        QCOMPARE(layout().place(state).y, 0.0);
    session().jump(2);
    session().take(stepOf(session(), "evict"));
    walk.mark(session().run(), m_graph->layout(), marks);
    QCOMPARE(marks.walked.size(), std::size_t{4});
    QCOMPARE(marks.current, layout().space().find(session().run().state()));
}

void GraphModelsTest::findsStatesAndSaysHowMany()
{
    openHang();
    QCOMPARE(foundText(*m_graph, {}), QString());
    m_graph->find(QStringLiteral("fate:doomed lookup: schedule"));
    QTRY_VERIFY(!m_graph->isFinding());
    const std::size_t count = m_graph->found().size();
    QVERIFY(count > 1);
    QCOMPARE(foundText(*m_graph, {}), QStringLiteral("%1 states").arg(count));
    QCOMPARE(foundText(*m_graph, 1), QStringLiteral("2 of %1").arg(count));
    m_graph->find(QStringLiteral("i_state=nonsense"));
    QTRY_VERIFY(!m_graph->isFinding());
    QCOMPARE(foundText(*m_graph, {}), QStringLiteral("No such state"));
    // Another graph is searched again.
    m_graph->find(QStringLiteral("fate:safe"));
    QTRY_VERIFY(!m_graph->found().empty());
    session().setVariant(variantNamed(session(), "rcu_recheck"));
    QTRY_VERIFY(m_graph->stage() == Stage::Ready && !m_graph->isFinding() &&
                m_graph->found().size() == m_graph->layout()->space().size());
}

void GraphModelsTest::walksOnFromTheCursorIfAWayLeadsThere()
{
    openHang();
    session().take(stepOf(session(), "lookup"));
    session().take(stepOf(session(), "lookup"));
    const StateIndex hang = firstHang();
    m_graph->walkTo(hang);
    QTRY_VERIFY(!m_graph->walk().isBusy());
    QCOMPARE(currentState(), hang);
    const ThreadId lookup = *session().program().findThread("lookup");
    QCOMPARE(session().run().steps()[0].thread, lookup);
    QCOMPARE(session().run().steps()[1].thread, lookup);
    QCOMPARE(session().walks().size(), std::size_t{1});
    // Back along the walk only the cursor moves.
    const std::size_t length = session().run().length();
    m_graph->walkTo(*layout().space().find(session().run().stateAt(2)));
    QTRY_VERIFY(!m_graph->walk().isBusy());
    QCOMPARE(session().run().position(), std::size_t{2});
    QCOMPARE(session().run().length(), length);
}

void GraphModelsTest::walksFromTheStartIfNoWayLeadsOn()
{
    openHang();
    m_graph->walkTo(firstHang());
    QTRY_VERIFY(!m_graph->walk().isBusy());
    const auto &endings = layout().endings();
    const StateIndex good =
        std::ranges::find(endings, FindingKind::None, &GraphEnding::kind)->state;
    m_graph->walkTo(good);
    QTRY_VERIFY(!m_graph->walk().isBusy());
    QCOMPARE(currentState(), good);
    // The walk into the hang is kept.
    QCOMPARE(session().walks().size(), std::size_t{2});
}

void GraphModelsTest::aWayForAWalkThatHasChangedNeverArrives()
{
    openHang();
    m_graph->walkTo(firstHang());
    session().take(stepOf(session(), "evict"));
    QTRY_VERIFY(!m_graph->walk().isBusy());
    QCOMPARE(session().run().length(), std::size_t{1});
}

void GraphModelsTest::slowDown()
{
    m_isReleased = false;
    m_graph->walk().setFinder([this](const Machine &machine, const StateSpace &space,
                                     StateView from, std::optional<ThreadId> running,
                                     StateIndex target, Watch watch,
                                     std::atomic<std::size_t> *visited) {
        *visited += 1234;
        for (; !m_isReleased; std::this_thread::sleep_for(std::chrono::milliseconds(1)))
            watch.look();
        return wayTo(machine, space, from, running, target, watch, visited);
    });
}

void GraphModelsTest::aLongWayTellsHowFarItIs()
{
    openHang();
    slowDown();
    const StateIndex hang = firstHang();
    m_graph->walkTo(hang);
    QCOMPARE(session().message().text, QString());
    QTRY_COMPARE(session().message().text,
                 QStringLiteral("Finding the shortest run to this state: 1,234 states visited. "
                                "Press Esc or close this message to cancel."));
    m_isReleased = true;
    QTRY_COMPARE(currentState(), hang);
    QVERIFY(!m_graph->walk().isBusy());
    QCOMPARE(session().message().text, QString());
}

void GraphModelsTest::closingTheMessageCancelsTheWay()
{
    openHang();
    slowDown();
    m_graph->walkTo(firstHang());
    QTRY_VERIFY(!session().message().text.isEmpty());
    session().clearMessage();
    QVERIFY(!m_graph->walk().isBusy());
    m_isReleased = true;
    QTest::qWait(400);
    QCOMPARE(session().run().length(), std::size_t{0});
    QCOMPARE(session().message().text, QString());
    // The next one is found.
    m_graph->walkTo(firstHang());
    QTRY_COMPARE(currentState(), firstHang());
}

void GraphModelsTest::anotherVariantCancelsTheWay()
{
    openHang();
    slowDown();
    m_graph->walkTo(firstHang());
    session().setVariant(variantNamed(session(), "rcu_recheck"));
    QTRY_VERIFY(!m_graph->walk().isBusy());
    m_isReleased = true;
    QVERIFY(isReady());
    QTest::qWait(400);
    QCOMPARE(session().run().length(), std::size_t{0});
}

} // namespace racewalk::desktop

QTEST_MAIN(racewalk::desktop::GraphModelsTest)
#include "graph_models_test.moc"

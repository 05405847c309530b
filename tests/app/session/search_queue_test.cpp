// SPDX-License-Identifier: GPL-3.0-or-later
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include "app/session/session_fixture.h"
#include "desktop/models/verdict_words.h"
#include "desktop/session/session.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

// What arrives when, and that it never contradicts what was there before.

namespace racewalk::desktop {
namespace {

using Stage = SearchResult::Stage;

/// Forty thousand states: more than a first look meets. No two threads are alike.
const char *const wide = R"(scenario "wide"; int x, y;
variant one "One"; variant two "Two";
thread a { for (int i = 0; i < 100; i++) WRITE_ONCE(x, i + 1); }
thread b { for (int i = 0; i < 100; i++) WRITE_ONCE(y, i + 1); }
thread c { BUG_ON(READ_ONCE(x) == 1 && READ_ONCE(y) == 1); }
)";

/// As the queue calls it, but not before it is let in or stopped.
class Gate {
public:
    void open() { m_isOpen = true; }
    bool hasCaller() const { return m_callers > 0; }
    bool pass(const std::stop_token &stop)
    {
        ++m_callers;
        while (!m_isOpen && !stop.stop_requested())
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return !stop.stop_requested();
    }

private:
    std::atomic<bool> m_isOpen = false;
    std::atomic<int> m_callers = 0;
};

std::vector<std::string> outcomesOf(const Verdict &verdict)
{
    std::vector<std::string> texts;
    for (const Outcome &outcome : verdict.outcomes)
        texts.push_back(outcome.summary + '/' + std::to_string(outcome.contextSwitches) + '/' +
                        std::to_string(outcome.steps.size()) + '/' +
                        (outcome.schedules ? toText(*outcome.schedules) : ""));
    std::ranges::sort(texts);
    return texts;
}

std::vector<std::string> failuresOf(const Verdict &verdict)
{
    std::vector<std::string> texts;
    for (const Finding &finding : verdict.findings)
        texts.push_back(std::string(toText(finding.kind)) + '/' + finding.message + '/' +
                        std::to_string(finding.contextSwitches) + '/' +
                        std::to_string(finding.steps.size()));
    std::ranges::sort(texts);
    return texts;
}

} // namespace

class SearchQueueTest final : public QObject, private SessionFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { openInodeRace(); }
    void theVerdictArrivesBeforeTheGraph();
    void aGraphSearchThatIsCancelledLeavesTheVerdict();
    void aGraphThatIsTooLargeLeavesTheReducedOne();
    void resultsNeverContradict();
    void progressNeverGoesBack();
    void progressOfARealSearchNeverGoesBack();
    void aLongSearchTellsWhatItHasSeenSoFar();
    void whatWasLeftOutIsSearchedForTheOdds();

private:
    void openWide()
    {
        QVERIFY2(session().open(write(QStringLiteral("wide.race"), wide)),
                 qPrintable(session().message().details));
    }
    bool waitUntilIdle()
    {
        return QTest::qWaitFor([this] { return session().search().isIdle(); }, 120'000);
    }
    bool waitForVerdict()
    {
        return QTest::qWaitFor([this] { return session().result().stage == Stage::Done; }, 120'000);
    }
    void useTwoLookups()
    {
        session().setVariant(variantNamed(session(), "rcu_lookup"));
        session().setParameter("lookups", 2);
    }
};

void SearchQueueTest::theVerdictArrivesBeforeTheGraph()
{
    useTwoLookups();
    Gate gate;
    session().search().setGraphExplorer([&](const Machine &machine, const Limits &limits,
                                            std::stop_token stop, ProgressSink *sink) {
        return gate.pass(stop) ? exploreGraph(machine, limits, stop, sink) : nullptr;
    });
    session().startSearching();
    QTRY_VERIFY_WITH_TIMEOUT(gate.hasCaller(), 60'000);
    QVERIFY(waitForVerdict());
    const auto verdict = session().result().verdict;
    QVERIFY(verdict->isComplete() && verdict->isReduced);
    QVERIFY(session().result().awaitsGraph);
    QVERIFY(session().result().space->symmetry() != nullptr);
    QCOMPARE(session().fateOf(session().run().state()), Fate::Open);
    QCOMPARE(findText(session()), QStringLiteral("Find hang"));
    const QString words = searchText(session().result());
    QSignalSpy fates(&session(), &Session::fatesChanged);
    gate.open();
    QTRY_VERIFY_WITH_TIMEOUT(!session().result().awaitsGraph, 60'000);
    QVERIFY(session().result().space->symmetry() == nullptr);
    QVERIFY(session().result().space->size() > verdict->states);
    QCOMPARE(session().result().verdict, verdict);
    QCOMPARE(searchText(session().result()), words);
    QCOMPARE(fates.count(), 1);
    QCOMPARE(session().fateOf(session().run().state()), Fate::Open);
}

void SearchQueueTest::aGraphSearchThatIsCancelledLeavesTheVerdict()
{
    useTwoLookups();
    Gate gate;
    session().search().setGraphExplorer([&](const Machine &machine, const Limits &limits,
                                            std::stop_token stop, ProgressSink *sink) {
        return gate.pass(stop) ? exploreGraph(machine, limits, stop, sink) : nullptr;
    });
    session().startSearching();
    QVERIFY(waitForVerdict());
    QTRY_VERIFY_WITH_TIMEOUT(gate.hasCaller(), 60'000);
    const std::size_t before = session().variant();
    const auto verdict = session().result().verdict;
    const auto space = session().result().space;

    // By looking at another variant: it is taken up again on the way back.
    session().setVariant(0);
    QCOMPARE(session().result(before).stage, Stage::Done);
    QCOMPARE(session().result(before).verdict, verdict);
    QVERIFY(session().result(before).awaitsGraph);
    QVERIFY(waitForVerdict());
    session().setVariant(before);
    QCOMPARE(session().result().verdict, verdict);
    QCOMPARE(session().fateOf(session().run().state()), Fate::Open);

    // By the user: it is not.
    QVERIFY(!session().search().isIdle());
    session().search().stopEarly();
    QCOMPARE(session().result().verdict, verdict);
    QCOMPARE(session().result().space, space);
    QVERIFY(!session().result().awaitsGraph);
    QVERIFY(session().search().isIdle());
    gate.open();
    session().search().goOn();
    QVERIFY(waitUntilIdle());
    QVERIFY(session().result().space->symmetry() == nullptr);
    for (std::size_t variant = 0; variant < session().variantCount(); ++variant)
        QCOMPARE(session().result(variant).stage, Stage::Done);
}

void SearchQueueTest::aGraphThatIsTooLargeLeavesTheReducedOne()
{
    useTwoLookups();
    Limits limits;
    limits.reductions = {.threads = true, .wholeUpTo = 1000};
    session().search().setLimits(limits);
    session().startSearching();
    QVERIFY(waitUntilIdle());
    QVERIFY(session().result().verdict->isComplete());
    QVERIFY(session().result().verdict->states < 1000);
    QVERIFY(!session().result().awaitsGraph);
    QVERIFY(session().result().space->symmetry() != nullptr);
    // It is not tried each time that somebody comes by.
    session().setVariant(0);
    QVERIFY(waitUntilIdle());
    session().setVariant(variantNamed(session(), "rcu_lookup"));
    QVERIFY(session().search().isIdle());
}

/// Neither the verdict and that of a search that leaves nothing out, nor the two graphs.
void SearchQueueTest::resultsNeverContradict()
{
    session().setParameter("lookups", 2);
    session().startSearching();
    QVERIFY(waitUntilIdle());
    for (std::size_t variant = 0; variant < session().variantCount(); ++variant) {
        session().setVariant(variant);
        const auto reduced = session().result().space;
        QVERIFY(waitUntilIdle());
        const Exploration whole = explore(session().machine(), {});
        const Verdict &verdict = *session().result().verdict;
        QVERIFY(verdict.isComplete());
        QCOMPARE(outcomesOf(verdict), outcomesOf(whole.verdict));
        QCOMPARE(failuresOf(verdict), failuresOf(whole.verdict));
        QCOMPARE(toText(*verdict.schedules), toText(*whole.verdict.schedules));
        const StateSpace &shown = *session().result().space;
        QCOMPARE(shown.size(), whole.space->size());
        QVERIFY(shown.isComplete());
        for (std::uint32_t i = 0; i < shown.size(); ++i) {
            const State state = shown.state(StateIndex{i});
            QCOMPARE(reduced->fateOf(state), shown.fate(StateIndex{i}));
            QCOMPARE(whole.space->fateOf(state), shown.fate(StateIndex{i}));
        }
    }
}

/// The first number in the text, or -1.
static long long numberIn(const QString &text)
{
    static const QRegularExpression number(QStringLiteral("[0-9][0-9,]*"));
    const QRegularExpressionMatch match = number.match(text);
    return match.hasMatch() ? match.captured().remove(QLatin1Char(',')).toLongLong() : -1;
}

void SearchQueueTest::progressNeverGoesBack()
{
    openWide();
    Limits limits;
    limits.maxStates = 1000; // no first look
    session().search().setLimits(limits);
    session().search().setExplorer(
        [](const Machine &machine, const Limits &given, std::stop_token stop, ProgressSink *sink) {
            const auto tell = [&](SearchStage stage, std::uint64_t states, std::uint64_t toExpand) {
                Progress progress;
                progress.stage = stage;
                progress.states = states;
                progress.toExpand = toExpand;
                sink->progress(progress);
            };
            tell(SearchStage::Searching, 100, 50);
            tell(SearchStage::Searching, 1'000, 900);
            tell(SearchStage::Searching, 5'000, 1'000);
            tell(SearchStage::SearchingAgain, 0, 0);
            tell(SearchStage::SearchingAgain, 200, 150);
            tell(SearchStage::SearchingAgain, 400, 100);
            tell(SearchStage::SearchingAgain, 500, 200);
            tell(SearchStage::Evaluating, 600, 0);
            return explore(machine, given, std::move(stop), nullptr);
        });
    std::vector<double> shares;
    QStringList texts;
    connect(&session(), &Session::resultChanged, this, [&](std::size_t variant) {
        if (variant != session().variant() || session().result().stage != Stage::Searching)
            return;
        shares.push_back(searchProgress(session().result()));
        texts << searchText(session().result());
    });
    session().startSearching();
    QVERIFY(waitForVerdict());
    QCOMPARE(shares.size(), std::size_t{9}); // one when it began
    QVERIFY(std::ranges::is_sorted(shares));
    QCOMPARE(shares[1], 0.5);
    QCOMPARE(shares[3], 0.8);
    QCOMPARE(shares[5], 0.85);
    QCOMPARE(shares[6], 0.95);
    QVERIFY(shares.back() <= 1);
    QCOMPARE(texts[3], QStringLiteral("5,000 states, 1,000 to expand"));
    QCOMPARE(texts[4], QStringLiteral("Searching with reductions, 80 % done"));
    QCOMPARE(texts[6], QStringLiteral("Searching with reductions, 95 % done"));
    QCOMPARE(texts[8], QStringLiteral("Evaluating 600 states"));
    // Numbers of the same thing only grow.
    for (qsizetype i = 1; i < texts.size(); ++i)
        if (texts[i].section(QLatin1Char(' '), 1) == texts[i - 1].section(QLatin1Char(' '), 1))
            QVERIFY(numberIn(texts[i]) >= numberIn(texts[i - 1]));
}

void SearchQueueTest::progressOfARealSearchNeverGoesBack()
{
    useTwoLookups();
    session().setParameter("lookups", 4);
    double share = 0;
    std::uint64_t states = 0;
    bool isDone = false;
    connect(&session(), &Session::resultChanged, this, [&](std::size_t variant) {
        if (variant != session().variant())
            return;
        const SearchResult &result = session().result();
        QVERIFY(searchProgress(result) >= share && searchProgress(result) <= 1);
        QVERIFY(result.progress.states >= states);
        QVERIFY(!isDone || result.stage == Stage::Done);
        share = searchProgress(result);
        states = result.progress.states;
        isDone = result.stage == Stage::Done;
    });
    session().startSearching();
    QVERIFY(waitForVerdict());
    QTRY_VERIFY_WITH_TIMEOUT(!session().result().awaitsGraph, 120'000);
    QVERIFY(isDone);
}

void SearchQueueTest::aLongSearchTellsWhatItHasSeenSoFar()
{
    openWide();
    Gate gate;
    session().search().setExplorer([&](const Machine &machine, const Limits &limits,
                                       std::stop_token stop, ProgressSink *sink) {
        if (limits.maxStates == 0)
            gate.pass(stop);
        return explore(machine, limits, std::move(stop), sink);
    });
    session().startSearching();
    QTRY_VERIFY_WITH_TIMEOUT(session().result().soFar != nullptr, 60'000);
    QCOMPARE(session().result().stage, Stage::Searching);
    QVERIFY(!session().result().soFar->isComplete());
    QVERIFY(session().result().onlyFailure() == std::nullopt);
    // What can fail is known, and can be looked at.
    QCOMPARE(findText(session()), QStringLiteral("Find failure"));
    session().findFailure();
    QVERIFY(session().run().length() > 0);
    gate.open();
    QVERIFY(waitForVerdict());
    QVERIFY(session().result().soFar == nullptr);
    QVERIFY(session().result().verdict->isComplete());
    QTRY_VERIFY_WITH_TIMEOUT(session().result().verdict->states > 20'000, 60'000);
}

/// The quick verdict has no odds and perhaps no shortest runs; both follow, and nothing else
/// changes.
void SearchQueueTest::whatWasLeftOutIsSearchedForTheOdds()
{
    QVERIFY(session().open(write(QStringLiteral("apart.race"), R"(scenario "apart"; int x, y, z;
thread a { for (int i = 0; i < 120; i++) WRITE_ONCE(x, i + 1); }
thread b { for (int i = 0; i < 120; i++) WRITE_ONCE(y, i + 1); }
thread c { WRITE_ONCE(z, 1); }
thread d { BUG_ON(READ_ONCE(z)); }
)")));
    Gate gate;
    session().search().setExplorer([&](const Machine &machine, const Limits &limits,
                                       std::stop_token stop, ProgressSink *sink) {
        // The search for the odds reports to nobody, and is larger than a first look.
        if (sink == nullptr && limits.maxStates > 100'000)
            gate.pass(stop);
        return explore(machine, limits, std::move(stop), sink);
    });
    session().startSearching();
    QVERIFY(waitForVerdict());
    const auto quick = session().result().verdict;
    QVERIFY(quick->isComplete() && quick->areStepsReduced && !quick->schedules);
    QVERIFY(session().result().awaitsOdds);
    QCOMPARE(verdictText(session().result()).section(QLatin1String(" - "), 0, 0),
             QStringLiteral("BUG_ON can fail"));
    gate.open();
    QTRY_VERIFY_WITH_TIMEOUT(!session().result().awaitsOdds, 120'000);
    const auto exact = session().result().verdict;
    QVERIFY(exact != quick && exact->schedules && !exact->areStepsReduced);
    QVERIFY(exact->areRunsShortest);
    QCOMPARE(exact->failureKinds(), quick->failureKinds());
    QCOMPARE(exact->outcomes.size(), quick->outcomes.size());
    QVERIFY(exact->first(FindingKind::Bug)->contextSwitches <=
            quick->first(FindingKind::Bug)->contextSwitches);
    QVERIFY(waitUntilIdle());
    QCOMPARE(session().result().verdict, exact);
    QVERIFY(session().result().space->isComplete());
}

} // namespace racewalk::desktop

QTEST_GUILESS_MAIN(racewalk::desktop::SearchQueueTest)
#include "search_queue_test.moc"

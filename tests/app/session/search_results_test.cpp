// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "app/session/session_fixture.h"
#include "desktop/models/verdict_words.h"
#include "desktop/session/exporting.h"
#include "desktop/session/session.h"
#include "desktop/session/tour_guide.h"
#include "desktop/start_options.h"

#include <new>
#include <stdexcept>

// What the session makes of its searches.

namespace racewalk::desktop {
namespace {

bool waitForVerdict(Session &session)
{
    return QTest::qWaitFor([&] { return session.result().stage == SearchResult::Stage::Done; },
                           60'000);
}

} // namespace

class SearchResultsTest final : public QObject, private SessionFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { openInodeRace(); }
    void theCurrentVariantIsSearchedFirst();
    void findFailureLoadsTheHangAtTheStart();
    void aSearchThatIsNoLongerWantedNeverArrives();
    void whatASearchThrowsBecomesAMessage_data();
    void whatASearchThrowsBecomesAMessage();
    void limitsMakeAVerdictIncomplete();
    void aSearchOfMillionsOfStatesKeepsNobodyFromStepping();
    void whatAreTooManyStatesIsReduced();
    void anExportedFindingSaysWhatItsRunAloneCannot();
};

void SearchResultsTest::theCurrentVariantIsSearchedFirst()
{
    session().setVariant(4);
    std::vector<std::size_t> order;
    connect(&session(), &Session::resultChanged, this, [&](std::size_t variant) {
        if (session().result(variant).stage == SearchResult::Stage::Done)
            order.push_back(variant);
    });
    QSignalSpy finished(&session().search(), &SearchQueue::finished);
    session().startSearching();
    QVERIFY(finished.wait(120'000));
    QCOMPARE(order.front(), std::size_t{4});
    QCOMPARE(order.size(), std::size_t{10});
}

void SearchResultsTest::findFailureLoadsTheHangAtTheStart()
{
    session().setVariant(variantNamed(session(), "rcu_lookup"));
    session().take(stepOf(session(), "evict"));
    QVERIFY(session().failures().empty());
    session().startSearching();
    QVERIFY(waitForVerdict(session()));
    session().findFailure();
    QCOMPARE(session().run().position(), std::size_t{0});
    QCOMPARE(session().run().contextSwitches(), std::size_t{2});
    QCOMPARE(session().fateOf(session().run().state()), Fate::Open);
    session().jump(Walks::atEnd);
    QCOMPARE(session().machine().standing(session().run().state()), Standing::Hang);
    QCOMPARE(session().fateOf(session().run().state()), Fate::Doomed);
    session().undoStack().undo();
    QCOMPARE(session().scheduleText(), QStringLiteral("evict"));
}

void SearchResultsTest::aSearchThatIsNoLongerWantedNeverArrives()
{
    session().setVariant(variantNamed(session(), "rcu_lookup"));
    session().startSearching();
    session().setParameter("lookups", 2);
    QVERIFY(waitForVerdict(session()));
    const std::uint64_t states = session().result().verdict->states;
    Session direct;
    QVERIFY(direct.open(inodePath));
    direct.setVariant(variantNamed(direct, "rcu_lookup"));
    direct.setParameter("lookups", 2);
    Limits limits;
    limits.reductions = Reductions::forVerdict();
    QCOMPARE(explore(direct.machine(), limits).verdict.states, states);
}

void SearchResultsTest::whatASearchThrowsBecomesAMessage_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no memory") << 0 << QStringLiteral("out of memory");
    QTest::newRow("an exception") << 1 << QStringLiteral("a reason");
    QTest::newRow("anything else") << 2 << QStringLiteral("unknown error");
}

void SearchResultsTest::whatASearchThrowsBecomesAMessage()
{
    QFETCH(int, kind);
    QFETCH(QString, reason);
    session().search().setExplorer([kind](const Machine &machine, const Limits &limits,
                                          std::stop_token stop, ProgressSink *sink) {
        const bool isFirst = machine.program().variant == "hash_lock";
        if (isFirst && kind == 0)
            throw std::bad_alloc();
        if (isFirst && kind == 1)
            throw std::runtime_error("a reason");
        if (isFirst)
            throw kind;
        return explore(machine, limits, std::move(stop), sink);
    });
    QSignalSpy fates(&session(), &Session::fatesChanged);
    session().startSearching();
    QVERIFY(QTest::qWaitFor([&] { return session().search().isIdle(); }, 60'000));
    QCOMPARE(session().message().kind, Message::Kind::Error);
    QCOMPARE(session().message().text, QStringLiteral("A search failed: %1.").arg(reason));
    QCOMPARE(session().result().stage, SearchResult::Stage::Error);
    QCOMPARE(session().result().error, reason);
    QCOMPARE(findText(session()), QStringLiteral("Not explored"));
    QCOMPARE(stepFateText(Fate::Unknown, Fate::Unknown, session().result()),
             QStringLiteral("Not explored"));
    QCOMPARE(searchText(session().result()), QStringLiteral("Not explored"));
    QCOMPARE(verdictText(session().result()), QStringLiteral("1 error, verdict paused"));
    TourGuide guide(session(), nullptr);
    StartOptions options;
    options.find = FindingKind::Hang;
    QCOMPARE(loadRun(session(), guide, options), QStringLiteral("--find: not explored: ") + reason);
    QCOMPARE(fates.count(), 1); // or the step buttons would not show it
    for (std::size_t other = 1; other < session().variantCount(); ++other)
        QCOMPARE(session().result(other).stage, SearchResult::Stage::Done);
}

void SearchResultsTest::limitsMakeAVerdictIncomplete()
{
    Limits limits;
    limits.maxStates = 20;
    session().search().setLimits(limits);
    session().startSearching();
    QVERIFY(waitForVerdict(session()));
    QVERIFY(!session().result().verdict->isComplete());
    QCOMPARE(session().result().verdict->limit, Limit::States);
}

/// A hundred million states, of which none can be left out.
void SearchResultsTest::aSearchOfMillionsOfStatesKeepsNobodyFromStepping()
{
    QVERIFY(session().open(write(QStringLiteral("big.race"), R"(scenario "big"; int a, b, c, d;
thread t0 { for (int i = 0; i < 100; i++) WRITE_ONCE(a, i + 1); }
thread t1 { for (int i = 0; i < 100; i++) WRITE_ONCE(b, i + 1); }
thread t2 { for (int i = 0; i < 100; i++) WRITE_ONCE(c, i + 1); }
thread t3 { for (int i = 0; i < 100; i++) WRITE_ONCE(d, i + 1); }
)")));
    session().startSearching();
    for (std::size_t steps = 1; steps <= 5; ++steps) {
        const std::uint64_t before = session().result().progress.states;
        QTRY_VERIFY_WITH_TIMEOUT(session().result().progress.states > before, 60'000);
        QCOMPARE(session().result().stage, SearchResult::Stage::Searching);
        session().take(stepOf(session(), "t1"));
        QCOMPARE(session().run().length(), steps);
    }
    // Another scenario ends the search, and is searched at once.
    QVERIFY(session().open(inodePath));
    session().startSearching();
    QVERIFY(waitForVerdict(session()));
    QVERIFY(session().result().verdict->isComplete());
}

void SearchResultsTest::whatAreTooManyStatesIsReduced()
{
    Limits limits;
    limits.reductions = {.threads = true, .wholeUpTo = 1000};
    session().search().setLimits(limits);
    session().setVariant(variantNamed(session(), "rcu_lookup"));
    session().setParameter("lookups", 3);
    session().startSearching();
    QVERIFY(waitForVerdict(session()));
    QVERIFY(session().result().verdict->isReduced);
    QVERIFY(session().result().verdict->isComplete());
    // Its graph knows the fate of every state all the same.
    session().findFailure();
    session().jump(Walks::atEnd);
    QCOMPARE(session().fateOf(session().run().state()), Fate::Doomed);
}

void SearchResultsTest::anExportedFindingSaysWhatItsRunAloneCannot()
{
    const QString path = write(QStringLiteral("live.race"), R"(scenario "Live"; int x;
thread reader { while (!READ_ONCE(x)) ; }
thread writer { if (READ_ONCE(x)) WRITE_ONCE(x, 1); }
)");
    QVERIFY(session().open(path));
    session().startSearching();
    QVERIFY(waitForVerdict(session()));
    session().findFailure();
    const QByteArray remark = "[ reader runs forever ]\n";
    const auto text = [this] {
        return *exported(exportSource(session(), {}), ExportFormat::Text, {});
    };
    QVERIFY2(text().contains(remark + "\nracewalk replay " + path.toUtf8() + ' '),
             text().constData());
    session().replay(QStringLiteral("reader"));
    QVERIFY2(!text().contains(remark), text().constData());
}

} // namespace racewalk::desktop

QTEST_GUILESS_MAIN(racewalk::desktop::SearchResultsTest)
#include "search_results_test.moc"

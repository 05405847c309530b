// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "app/session/session_fixture.h"
#include "desktop/models/verdict_words.h"
#include "desktop/session/session.h"

#include <vector>

// How searches end early and go on, and which subjects are searched at all.

namespace racewalk::desktop {
namespace {

using Stage = SearchResult::Stage;

} // namespace

class SearchStopTest final : public QObject, private SessionFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { openInodeRace(); }
    void aSearchThatIsStoppedHasAVerdictOnWhatItSaw();
    void whatHitALimitIsSearchedAgainWithTwiceTheLimit();
    void otherModelsAreSearchedOnlyIfTheyAreWanted();

private:
    bool waitUntilIdle()
    {
        return QTest::qWaitFor([this] { return session().search().isIdle(); }, 120'000);
    }
    bool waitForVerdict()
    {
        return QTest::qWaitFor([this] { return session().result().stage == Stage::Done; }, 120'000);
    }
};

void SearchStopTest::aSearchThatIsStoppedHasAVerdictOnWhatItSaw()
{
    QVERIFY(session().open(write(QStringLiteral("big.race"), R"(scenario "big"; int a, b, c, d;
variant one "One"; variant two "Two";
thread t0 { BUG_ON(READ_ONCE(a) == 1); for (int i = 0; i < 100; i++) WRITE_ONCE(d, i + 1); }
thread t1 { for (int i = 0; i < 100; i++) WRITE_ONCE(a, i + 1); }
thread t2 { for (int i = 0; i < 100; i++) WRITE_ONCE(b, i + 1); }
thread t3 { for (int i = 0; i < 100; i++) WRITE_ONCE(c, i + 1); }
)")));
    session().startSearching();
    QTRY_VERIFY_WITH_TIMEOUT(session().result().progress.states > 0, 60'000);
    const std::uint64_t seen = session().result().progress.states;
    session().search().stopEarly();
    QVERIFY(waitForVerdict());
    const Verdict &verdict = *session().result().verdict;
    QCOMPARE(verdict.limit, Limit::Enough);
    QVERIFY(verdict.states >= seen);
    QVERIFY(verdict.first(FindingKind::Bug) != nullptr);
    QVERIFY(searchText(session().result()).contains(QStringLiteral("stopped by the user")));
    // Nothing else begins until the user says so, except what is looked at.
    QVERIFY(session().search().isIdle() && session().search().isStopped());
    QCOMPARE(session().result(1).stage, Stage::Waiting);
    session().setVariant(1);
    QCOMPARE(session().result().stage, Stage::Searching);
    session().search().stopEarly();
    QVERIFY(waitForVerdict());
    session().setVariant(0);
    QVERIFY(!session().search().searching()); // at most the graph of what was seen
    session().search().goOn();
    QVERIFY(!session().search().isStopped());
    QCOMPARE(session().result().stage, Stage::Searching);
    QVERIFY(session().result().soFar != nullptr);
    QVERIFY(session().result().progress.states >= seen);
    QVERIFY(!session().failures().empty());
}

void SearchStopTest::whatHitALimitIsSearchedAgainWithTwiceTheLimit()
{
    session().setVariant(variantNamed(session(), "rcu_lookup"));
    Limits limits;
    limits.maxStates = 100; // of 163
    limits.maxMemoryMiB = 500;
    session().search().setLimits(limits);
    session().startSearching();
    QVERIFY(waitUntilIdle());
    const SearchSubject subject{session().variant(), session().memory()};
    QVERIFY(!session().result().verdict->isComplete());
    session().search().searchAgain(subject);
    QCOMPARE(session().search().limitsFor(subject).maxStates, 200U);
    QCOMPARE(session().search().limitsFor(subject).maxMemoryMiB, 1000U);
    QVERIFY(waitForVerdict());
    QVERIFY(session().result().verdict->isComplete());
    // Of this one alone; and what is complete is not searched again.
    QVERIFY(!session().result(0).verdict->isComplete());
    session().search().searchAgain(subject);
    QCOMPARE(session().result().stage, Stage::Done);
}

void SearchStopTest::otherModelsAreSearchedOnlyIfTheyAreWanted()
{
    session().startSearching();
    QVERIFY(waitUntilIdle());
    SearchQueue &queue = session().search();
    const SearchSubject other{0, MemoryModel::Tso};
    QCOMPARE(queue.result(other).stage, Stage::Waiting);
    std::vector<SearchSubject> order;
    connect(&queue, &SearchQueue::resultChanged, this, [&](SearchSubject subject) {
        if (queue.result(subject).stage == Stage::Done)
            order.push_back(subject);
    });
    queue.setAllModels(true);
    QVERIFY(waitUntilIdle());
    for (const MemoryModelRow &row : memoryModels)
        for (std::size_t variant = 0; variant < session().variantCount(); ++variant)
            QCOMPARE(queue.result({variant, row.model}).stage, Stage::Done);
    QCOMPARE(order.front(), other);
    QCOMPARE(order.size(), 2 * session().variantCount());

    // Nobody looks any more: what is searched of them ends.
    session().setParameter("lookups", 2);
    QTRY_VERIFY_WITH_TIMEOUT(queue.searching() && queue.searching()->memory == MemoryModel::Tso,
                             60'000);
    const SearchSubject searched = *queue.searching();
    queue.setAllModels(false);
    QVERIFY(queue.isIdle());
    QCOMPARE(queue.result(searched).stage, Stage::Waiting);
    queue.setAllModels(true);
    QVERIFY(!queue.isIdle());
}

} // namespace racewalk::desktop

QTEST_GUILESS_MAIN(racewalk::desktop::SearchStopTest)
#include "search_stop_test.moc"

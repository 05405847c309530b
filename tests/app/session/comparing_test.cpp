// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "app/session/session_fixture.h"

#include "desktop/session/comparing.h"

namespace racewalk::desktop {

class ComparingTest final : public QObject, private SessionFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void startsWithTheNextVariantAndTheShortestFailure();
    void replaysTheWalkOfTheSession();
    void bothCursorsFollowEachOther();
    void goesToTheFirstDifference();
    void followsTheVariantOfTheSession();
    void comparesMemoryModels();
    void comparesTwoWalks();
    void dropsAResultThatIsOutOfDate();
    void doesNothingWhileItIsOff();

private:
    bool finish();
    std::size_t rows() const { return comparison().rows.size(); }
    const Comparison &comparison() const { return m_comparing->result()->report.comparison; }
    std::unique_ptr<Comparing> m_comparing;
};

void ComparingTest::initTestCase()
{
    qputenv("RACEWALK_DATA_DIR", RACEWALK_RESOURCES_DIR);
}

void ComparingTest::init()
{
    m_comparing.reset();
    openInodeRace();
    session().setVariant(variantNamed(session(), "rcu_lookup"));
    m_comparing = std::make_unique<Comparing>(session());
}

bool ComparingTest::finish()
{
    return QTest::qWaitFor([this] { return !m_comparing->isWorking(); }, 30'000) &&
           m_comparing->result() != nullptr;
}

void ComparingTest::startsWithTheNextVariantAndTheShortestFailure()
{
    QSignalSpy results(m_comparing.get(), &Comparing::resultChanged);
    m_comparing->setOn(true);
    QVERIFY(m_comparing->isWorking());
    QVERIFY(!m_comparing->result());
    QVERIFY(finish());
    QCOMPARE(results.count(), 2); // work began and ended
    QCOMPARE(m_comparing->nameOf(m_comparing->subject(0)), QStringLiteral("RCU lookup"));
    QCOMPARE(m_comparing->nameOf(m_comparing->subject(1)), QStringLiteral("RCU + recheck"));
    QCOMPARE(m_comparing->result()->report.origin, std::string("the shortest hang of RCU lookup"));
    // Nothing was walked yet, so all of it is shown.
    QCOMPARE(m_comparing->taken(), rows());
    QVERIFY(comparison().firstDifference);
}

void ComparingTest::replaysTheWalkOfTheSession()
{
    QVERIFY(session().replay(QStringLiteral("evict*3")));
    m_comparing->setOn(true);
    QVERIFY(finish());
    QCOMPARE(m_comparing->result()->report.schedules[0], std::string("evict*3"));
    QCOMPARE(rows(), std::size_t(3));
    QVERIFY(!comparison().firstDifference);
    session().take(stepOf(session(), "lookup"));
    QVERIFY(m_comparing->isWorking());
    QVERIFY(finish());
    QCOMPARE(rows(), std::size_t(4));
    QCOMPARE(m_comparing->taken(), std::size_t(4));
}

void ComparingTest::bothCursorsFollowEachOther()
{
    QVERIFY(session().replay(QStringLiteral("lookup*2 evict! lookup!")));
    session().jump(3);
    m_comparing->setOn(true);
    QVERIFY(finish());
    QCOMPARE(m_comparing->taken(), std::size_t(3));
    m_comparing->forward();
    QCOMPARE(session().run().position(), std::size_t(4));
    m_comparing->back();
    m_comparing->back();
    QCOMPARE(session().run().position(), std::size_t(2));
    session().jump(10);
    QCOMPARE(m_comparing->taken(), std::size_t(10));
    m_comparing->jump(1000);
    QCOMPARE(m_comparing->taken(), rows());
    QCOMPARE(session().run().position(), session().run().length());
    m_comparing->jump(0);
    QCOMPARE(session().run().position(), std::size_t(0));
    QVERIFY(!m_comparing->isWorking()); // a cursor starts nothing anew
}

void ComparingTest::goesToTheFirstDifference()
{
    m_comparing->setOn(true);
    QVERIFY(finish());
    m_comparing->jump(0);
    m_comparing->goToFirstDifference();
    QCOMPARE(m_comparing->taken(), *comparison().firstDifference + 1);
}

void ComparingTest::followsTheVariantOfTheSession()
{
    m_comparing->setOn(true);
    QVERIFY(finish());
    session().setVariant(variantNamed(session(), "rcu_recheck"));
    QVERIFY(finish());
    QCOMPARE(m_comparing->nameOf(m_comparing->subject(0)), QStringLiteral("RCU + recheck"));
    // Not the same on both sides.
    QCOMPARE(m_comparing->nameOf(m_comparing->subject(1)), QStringLiteral("RCU lookup"));
    QCOMPARE(m_comparing->result()->report.program(0).variant, std::string("rcu_recheck"));
}

void ComparingTest::comparesMemoryModels()
{
    const char *const text = "scenario \"Stores\";\nmemory tso;\nint x, y;\n"
                             "thread a { WRITE_ONCE(x, 1); READ_ONCE(y); }\n"
                             "thread b { WRITE_ONCE(y, 1); READ_ONCE(x); }\n";
    QVERIFY(session().open(write(QStringLiteral("stores.race"), text)));
    QVERIFY(session().replay(QStringLiteral("a! b! a~")));
    m_comparing->setOn(true);
    QVERIFY(finish());
    const Program &left = m_comparing->result()->report.program(0);
    const Program &right = m_comparing->result()->report.program(1);
    QCOMPARE(left.memory, MemoryModel::Tso);
    QCOMPARE(right.memory, MemoryModel::Pso);
    ComparedSubject sc = m_comparing->subject(1);
    sc.memory = MemoryModel::Sc;
    m_comparing->setSubject(1, sc);
    QVERIFY(finish());
    QVERIFY(m_comparing->nameOf(sc).endsWith(QLatin1String(", SC")));
    QVERIFY(m_comparing->result()->report.patch.isEmpty());
    QVERIFY(comparison().firstDifference);
}

void ComparingTest::comparesTwoWalks()
{
    QVERIFY(session().replay(QStringLiteral("lookup*2 evict!")));
    QVERIFY(session().replay(QStringLiteral("evict! lookup!")));
    QCOMPARE(session().walks().size(), std::size_t(2));
    m_comparing->compareWith(session().walks()[0].id);
    QVERIFY(finish());
    QCOMPARE(m_comparing->result()->report.schedules[0], std::string("evict! lookup!"));
    QCOMPARE(m_comparing->result()->report.schedules[1], std::string("lookup*2 evict!"));
    QCOMPARE(QString::fromStdString(m_comparing->result()->report.names[1]),
             QString::fromStdString(session().walks()[0].name));
    QVERIFY(comparison().firstDifference);
    // A walk that is gone is replaced.
    session().deleteWalk(0);
    QVERIFY(finish());
    QVERIFY(!m_comparing->subject(1).walk);
}

void ComparingTest::dropsAResultThatIsOutOfDate()
{
    m_comparing->setOn(true);
    ComparedSubject other = m_comparing->subject(1);
    other.variant = variantNamed(session(), "hash_lock");
    QSignalSpy results(m_comparing.get(), &Comparing::resultChanged);
    m_comparing->setSubject(1, other);
    QVERIFY(finish());
    // Jobs run one after the other: the first one's result would have come before.
    QCOMPARE(results.count(), 2);
    QCOMPARE(m_comparing->result()->report.program(1).variant, std::string("hash_lock"));
}

void ComparingTest::doesNothingWhileItIsOff()
{
    m_comparing->setOn(true);
    m_comparing->setOn(false);
    QVERIFY(!m_comparing->isWorking());
    session().take(stepOf(session(), "lookup"));
    session().setVariant(variantNamed(session(), "hash_lock"));
    QVERIFY(!m_comparing->isWorking());
    QVERIFY(!m_comparing->result());
}

} // namespace racewalk::desktop

QTEST_GUILESS_MAIN(racewalk::desktop::ComparingTest)
#include "comparing_test.moc"

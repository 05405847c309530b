// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "desktop/session/session.h"
#include "desktop/session/tour_guide.h"

namespace racewalk::desktop {

/// Follows the tours of the inode race.
class TourGuideTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void toursLeadToTheirEnds();
    void goingAnotherWayCanBeTakenBackByTheTour();

private:
    Session m_session;
};

void TourGuideTest::init()
{
    QVERIFY(m_session.open(
        QStringLiteral(RACEWALK_RESOURCES_DIR "/scenarios/inode/inode-teardown.race")));
}

void TourGuideTest::toursLeadToTheirEnds()
{
    TourGuide guide(m_session, nullptr);
    QVERIFY(m_session.scenario().tours.size() >= 2);
    for (std::size_t tour = 0; tour < m_session.scenario().tours.size(); ++tour) {
        m_session.setParameter("lookups", 2);
        guide.start(tour);
        QVERIFY2(m_session.message().text.isEmpty(), qPrintable(m_session.message().text));
        QCOMPARE(m_session.program().variant, m_session.scenario().tours[tour].variant);
        QCOMPARE(guide.stop(), std::size_t{0});
        while (guide.stop() < guide.lastStop()) {
            const std::size_t before = m_session.run().position();
            guide.next();
            QVERIFY(m_session.run().position() > before);
            QVERIFY(!guide.narration().isEmpty());
        }
        const bool hangs = m_session.scenario().tours[tour].end == "hang";
        QCOMPARE(m_session.machine().standing(m_session.run().state()),
                 hangs ? Standing::Hang : Standing::Ended);
    }
}

void TourGuideTest::goingAnotherWayCanBeTakenBackByTheTour()
{
    TourGuide guide(m_session, nullptr);
    guide.start(0);
    guide.next();
    const ThreadId lookup = *m_session.program().findThread("lookup");
    m_session.take(m_session.stepsOf(lookup).front());
    QVERIFY(!guide.isOnTheWay());
    QCOMPARE(guide.stop(), std::size_t{1});
    guide.next();
    QVERIFY(guide.isOnTheWay());
    QCOMPARE(guide.stop(), std::size_t{1});
    QCOMPARE(m_session.run().position(), std::size_t{2});
    guide.previous();
    QCOMPARE(m_session.run().position(), std::size_t{0});
    // Walking by hand reaches the stops too.
    m_session.jump(2);
    QCOMPARE(guide.stop(), std::size_t{1});
}

} // namespace racewalk::desktop

QTEST_GUILESS_MAIN(racewalk::desktop::TourGuideTest)
#include "tour_guide_test.moc"

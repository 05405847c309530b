// SPDX-License-Identifier: GPL-3.0-or-later
// Drives the real window through the inode race, with keys and clicks as a person would.
#include <QTest>

#include "app/views/window_harness.h"
#include "desktop/views/main_window.h"

namespace racewalk::desktop {
namespace {

const QString inodePath =
    QStringLiteral(RACEWALK_RESOURCES_DIR "/scenarios/inode/inode-teardown.race");

} // namespace

class WalkTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void stepsIntoTheHangAndBackAndOnToTheSafeEnd();
    void findHangLoadsTheRunAndForwardWalksIt();
    void theSameScheduleReturnsEarlyWithTheFix();
    void aClickOnARowGoesBehindItsEvent();
    void shiftAndADigitRunsAThread();
    void theTourTellsTheHang();

private:
    std::unique_ptr<WindowHarness> m_harness;
    WindowHarness &shown() { return *m_harness; }

    /// What every view says after a step, against the run that the engine has.
    void checkScreenAfterStep(std::size_t number, const QString &thread);
};

void WalkTest::init()
{
    m_harness = std::make_unique<WindowHarness>(inodePath);
    QVERIFY(shown().show());
}

void WalkTest::checkScreenAfterStep(std::size_t number, const QString &thread)
{
    QCOMPARE(shown().text("counter"), QStringLiteral("%1 / %1").arg(number));
    const QString row = shown().accessibleDescription("timeline");
    QVERIFY2(row.startsWith(QStringLiteral("Step %1, %2, ").arg(number).arg(thread)),
             qPrintable(row));
}

void WalkTest::stepsIntoTheHangAndBackAndOnToTheSafeEnd()
{
    shown().pickVariant("rcu_lookup");
    QCOMPARE(shown().text("verdict"), QStringLiteral("Hang reachable - 2 context switches"));
    QCOMPARE(shown().stepButton(1),
             QStringLiteral("Step: rcu_read_lock() / May hang: still undecided"));
    QVERIFY(shown().accessibleDescription("timeline") == QStringLiteral("No steps yet"));

    // The lookup finds the inode and stands before its lock.
    std::size_t number = 0;
    for (int i = 0; i < 2; ++i) {
        shown().pressDigit(1);
        checkScreenAfterStep(++number, QStringLiteral("lookup"));
    }
    QVERIFY2(shown().card(1).contains(QStringLiteral("RCU reader, Running")),
             qPrintable(shown().card(1)));
    QVERIFY(shown().stepButton(1).startsWith(QStringLiteral("Step: spin_lock(&inode->i_lock)")));
    QVERIFY(shown().card(2).contains(QStringLiteral("Runnable")));

    // evict goes all its way; somewhere on it is the point of no return.
    std::size_t pointOfNoReturn = 0;
    while (shown().button("step2")->isEnabled()) {
        const QString leadsTo = shown().stepButton(2);
        if (leadsTo.contains(QStringLiteral("Point of no return: hang inevitable"))) {
            QCOMPARE(pointOfNoReturn, std::size_t{0});
            pointOfNoReturn = number + 1;
            QVERIFY(leadsTo.startsWith(QStringLiteral("Step: spin_lock(&inode->i_lock)")));
            QVERIFY(
                shown().stepButton(1).contains(QStringLiteral("Safe: no hang reachable any more")));
        }
        // Once by the button, once by the key: both step.
        if (number % 2 == 0)
            shown().click("step2");
        else
            shown().pressDigit(2);
        checkScreenAfterStep(++number, QStringLiteral("evict"));
        if (pointOfNoReturn == 0)
            QVERIFY2(shown().stepButton(1).contains(QStringLiteral("lock(&inode->i_lock)")) ||
                         shown().stepButton(1).startsWith(QStringLiteral("Spinning on i_lock")),
                     qPrintable(shown().stepButton(1)));
        if (shown().stepButton(1).startsWith(QStringLiteral("Spinning")))
            QVERIFY(shown().stepButton(1).endsWith(QStringLiteral("Held by evict")));
    }
    QVERIFY(pointOfNoReturn > 0);
    QVERIFY2(
        shown().stepButton(2).startsWith(QStringLiteral("Done / Finished at step %1").arg(number)),
        qPrintable(shown().stepButton(2)));
    QVERIFY(shown().card(2).contains(QStringLiteral("Done")));

    // The lookup sees I_FREEING, queues itself and goes to sleep.
    while (shown().button("step1")->isEnabled()) {
        QVERIFY2(shown().stepButton(1).contains(QStringLiteral("Hang inevitable")),
                 qPrintable(shown().stepButton(1)));
        shown().pressDigit(1);
        checkScreenAfterStep(++number, QStringLiteral("lookup"));
    }
    const std::size_t hang = number;
    QCOMPARE(shown().stepButton(1),
             QStringLiteral("Asleep forever / Nobody is left to wake lookup"));
    QVERIFY2(shown().card(1).contains(QStringLiteral("Sleeping UNINTERRUPTIBLE")),
             qPrintable(shown().card(1)));
    QVERIFY2(shown().accessibleDescription("code1").contains(QStringLiteral("schedule();")),
             qPrintable(shown().accessibleDescription("code1")));
    QVERIFY2(shown().accessibleDescription("sharedTiles").contains(QStringLiteral("no waker left")),
             qPrintable(shown().accessibleDescription("sharedTiles")));
    QVERIFY(!shown().button("step1")->isEnabled());
    QVERIFY(!shown().button("run1")->isEnabled());

    // Back to just before the point of no return; what was done stays known.
    while (shown().session().run().position() >= pointOfNoReturn)
        shown().press(Qt::Key_Left);
    QCOMPARE(shown().text("counter"), QStringLiteral("%1 / %2").arg(pointOfNoReturn - 1).arg(hang));
    QVERIFY(shown().stepButton(1).endsWith(QStringLiteral("Safe: no hang reachable any more")));
    QVERIFY(shown().stepButton(2).endsWith(QStringLiteral("Point of no return: hang inevitable")));

    // The other branch.
    shown().pressDigit(1);
    checkScreenAfterStep(pointOfNoReturn, QStringLiteral("lookup"));
    QCOMPARE(shown().message(),
             QStringLiteral("Branch 2 leaves first walk after %1 steps. Both walks are kept.")
                 .arg(pointOfNoReturn - 1));
    QCOMPARE(shown().text("messageAction"), QStringLiteral("Undo"));
    number = pointOfNoReturn;
    while (shown().button("step1")->isEnabled() || shown().button("step2")->isEnabled()) {
        const bool isLookup = shown().button("step1")->isEnabled();
        QVERIFY2(shown().stepButton(isLookup ? 1 : 2).endsWith(QStringLiteral("/ Safe")),
                 qPrintable(shown().stepButton(isLookup ? 1 : 2)));
        shown().pressDigit(isLookup ? 1 : 2);
        checkScreenAfterStep(++number,
                             isLookup ? QStringLiteral("lookup") : QStringLiteral("evict"));
    }
    QVERIFY(shown().stepButton(1).startsWith(QStringLiteral("Done / Finished at step")));
    QVERIFY(shown().stepButton(2).startsWith(QStringLiteral("Done / Finished at step")));
    QVERIFY(shown().card(1).contains(QStringLiteral("Done")));

    // And the branch that was left can be brought back.
    shown().press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(shown().text("counter"), QStringLiteral("%1 / %2").arg(pointOfNoReturn - 1).arg(hang));
}

void WalkTest::findHangLoadsTheRunAndForwardWalksIt()
{
    shown().pickVariant("hash_lock");
    QCOMPARE(shown().text("findHang"), QStringLiteral("No failure"));
    QVERIFY(!shown().button("findHang")->isEnabled());
    QCOMPARE(shown().text("verdict"), QStringLiteral("No failure in any interleaving"));
    shown().pickVariant("rcu_lookup");
    QCOMPARE(shown().text("findHang"), QStringLiteral("Find hang"));
    shown().click("findHang");
    const std::size_t length = shown().session().run().length();
    QVERIFY(length > 10);
    QCOMPARE(shown().text("counter"), QStringLiteral("0 / %1").arg(length));
    QVERIFY(!shown().button("back")->isEnabled());
    for (std::size_t step = 1; step <= length; ++step) {
        shown().click("forward");
        QCOMPARE(shown().text("counter"), QStringLiteral("%1 / %2").arg(step).arg(length));
    }
    QVERIFY(!shown().button("forward")->isEnabled());
    QCOMPARE(shown().stepButton(1),
             QStringLiteral("Asleep forever / Nobody is left to wake lookup"));
    shown().click("reset");
    QCOMPARE(shown().text("counter"), QStringLiteral("0 / %1").arg(length));
    shown().press(Qt::Key_End);
    QCOMPARE(shown().text("counter"), QStringLiteral("%1 / %1").arg(length));
}

void WalkTest::theSameScheduleReturnsEarlyWithTheFix()
{
    shown().pickVariant("rcu_lookup");
    shown().press(Qt::Key_F);
    shown().press(Qt::Key_End);
    QVERIFY(shown().stepButton(1).startsWith(QStringLiteral("Asleep forever")));
    shown().pickVariant("rcu_recheck");
    QVERIFY(shown().message().isEmpty());
    QVERIFY2(shown().stepButton(1).startsWith(QStringLiteral("Done / Finished at step")),
             qPrintable(shown().stepButton(1)));
    QVERIFY(shown().stepButton(2).startsWith(QStringLiteral("Done / Finished at step")));
    QCOMPARE(shown().text("verdict"), QStringLiteral("No failure in any interleaving"));
}

void WalkTest::aClickOnARowGoesBehindItsEvent()
{
    shown().pickVariant("rcu_lookup");
    shown().press(Qt::Key_F);
    const std::size_t length = shown().session().run().length();
    shown().clickTimelineRow(4);
    QCOMPARE(shown().text("counter"), QStringLiteral("5 / %1").arg(length));
    shown().clickTimelineRow(1);
    QCOMPARE(shown().text("counter"), QStringLiteral("2 / %1").arg(length));
    QVERIFY(
        shown().accessibleDescription("timeline").startsWith(QStringLiteral("Step 2, lookup, ")));
}

void WalkTest::shiftAndADigitRunsAThread()
{
    shown().pickVariant("rcu_lookup");
    shown().pressDigit(1, Qt::ShiftModifier);
    const std::size_t first = shown().session().run().position();
    QVERIFY(first >= 1);
    QVERIFY(shown().stepButton(1).startsWith(QStringLiteral("Step: spin_lock(&inode->i_lock)")));
    shown().click("run2");
    QVERIFY(shown().session().run().position() > first);
    QVERIFY(shown().card(2).contains(QStringLiteral("Running")));
}

void WalkTest::theTourTellsTheHang()
{
    shown().trigger("tour1");
    auto *bar = shown().find<QWidget>("tourBar");
    QVERIFY(bar->isVisible());
    QCOMPARE(shown().session().program().variant, std::string("rcu_lookup"));
    QStringList told{bar->accessibleDescription()};
    while (shown().button("tourNext")->isEnabled()) {
        shown().press(Qt::Key_PageDown);
        QVERIFY2(!told.contains(bar->accessibleDescription()), "every stop says something new");
        told << bar->accessibleDescription();
    }
    QCOMPARE(shown().stepButton(1),
             QStringLiteral("Asleep forever / Nobody is left to wake lookup"));
    QVERIFY(told.last().contains(QStringLiteral("No thread is left to wake it")));
    shown().press(Qt::Key_Escape);
    QVERIFY(!bar->isVisible());
}

} // namespace racewalk::desktop

QTEST_MAIN(racewalk::desktop::WalkTest)
#include "walk_test.moc"

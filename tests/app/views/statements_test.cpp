// SPDX-License-Identifier: GPL-3.0-or-later
// Statements of several operations in the timeline, folded and opened with keys and clicks.
#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QScrollBar>
#include <QSettings>
#include <QTest>

#include "app/views/window_harness.h"
#include "desktop/views/controls/switch_button.h"
#include "desktop/views/timeline/timeline_view.h"

#include <memory>

namespace racewalk::desktop {

class StatementsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QSettings().clear();
        m_shown = std::make_unique<WindowHarness>(
            QStringLiteral(RACEWALK_RESOURCES_DIR "/scenarios/classroom/counter.race"));
        QVERIFY(shown().show());
        for (const std::size_t thread : {1, 1, 2, 2})
            shown().pressDigit(thread);
        QCOMPARE(session().run().length(), std::size_t{4});
    }
    void cleanup() { m_shown.reset(); }
    void aClickOnTheMarkFoldsAndOpens();
    void theKeyFoldsTheStatementOfTheLastStep();
    void theSwitchFoldsAllAndIsSaved();
    void steppingIntoAFoldedStatementOpensIt();
    void foldingAroundTheCursorGoesBehindTheStatement();
    void aClickOnAFoldedRowGoesBehindIt();
    void aRowThatIsFoldedStaysWhereItIs();
    void theMenuFoldsAndOpens();
    void theRowIsReadWithItsSteps();
    void theKeysRestWhileAnotherViewIsShown();
    void sharedStepsStayFoldedInEveryWalk();
    void anotherProgramFoldsNothing();

private:
    WindowHarness &shown() { return *m_shown; }
    Session &session() { return m_shown->session(); }
    TimelineView &timeline() { return *shown().find<TimelineView>("timeline"); }
    void clickMark(std::size_t event)
    {
        const QRectF place = timeline().statementMarkPlace(event);
        QVERIFY(!place.isEmpty());
        QTest::mouseClick(timeline().viewport(), Qt::LeftButton, {}, place.center().toPoint());
    }
    bool isFolded(std::size_t first)
    {
        return timeline().rowPlace(first) == timeline().rowPlace(first + 1);
    }

    std::unique_ptr<WindowHarness> m_shown;
};

void StatementsTest::aClickOnTheMarkFoldsAndOpens()
{
    QVERIFY(!isFolded(0));
    clickMark(0);
    QVERIFY(isFolded(0));
    QVERIFY(!isFolded(2));
    QCOMPARE(session().run().position(), std::size_t{4});
    QVERIFY(shown().save(QStringLiteral("statement-light.png")));
    clickMark(0);
    QVERIFY(!isFolded(0));
    QCOMPARE(session().run().position(), std::size_t{4});
}

void StatementsTest::theKeyFoldsTheStatementOfTheLastStep()
{
    shown().press(Qt::Key_O);
    QVERIFY(isFolded(2));
    QVERIFY(!isFolded(0));
    shown().press(Qt::Key_O);
    QVERIFY(!isFolded(2));
    shown().press(Qt::Key_Home);
    shown().press(Qt::Key_O); // no step, no statement
    QVERIFY(!isFolded(0));
}

void StatementsTest::theSwitchFoldsAllAndIsSaved()
{
    shown().click("foldStatements");
    QVERIFY(isFolded(0));
    QVERIFY(isFolded(2));
    QCOMPARE(session().viewSetting("statements"), std::string("folded"));
    clickMark(2);
    QVERIFY(isFolded(0));
    QVERIFY(!isFolded(2));
    shown().press(Qt::Key_O, Qt::ShiftModifier);
    QVERIFY(!isFolded(0));
    QVERIFY(!isFolded(2));
    QCOMPARE(session().viewSetting("statements"), std::string("open"));
    QVERIFY(!shown().find<SwitchButton>("foldStatements")->isChecked());
}

void StatementsTest::steppingIntoAFoldedStatementOpensIt()
{
    shown().click("foldStatements");
    shown().press(Qt::Key_Left);
    QCOMPARE(session().run().position(), std::size_t{3});
    QVERIFY(!isFolded(2)); // the now line is between its operations
    QVERIFY(isFolded(0));
    shown().press(Qt::Key_Left);
    QVERIFY(isFolded(2));
    shown().press(Qt::Key_Right);
    QVERIFY(!isFolded(2));
    shown().press(Qt::Key_Right);
    QVERIFY(isFolded(2));
}

void StatementsTest::foldingAroundTheCursorGoesBehindTheStatement()
{
    shown().press(Qt::Key_Left);
    shown().press(Qt::Key_O);
    QCOMPARE(session().run().position(), std::size_t{4});
    QVERIFY(isFolded(2));
    // Also where only the cursor had opened it.
    shown().press(Qt::Key_Left);
    QVERIFY(!isFolded(2));
    shown().press(Qt::Key_O);
    QCOMPARE(session().run().position(), std::size_t{4});
    QVERIFY(isFolded(2));
}

void StatementsTest::aClickOnAFoldedRowGoesBehindIt()
{
    shown().click("foldStatements");
    shown().clickTimelineRow(0);
    QCOMPARE(session().run().position(), std::size_t{2});
    QVERIFY(isFolded(0));
}

void StatementsTest::aRowThatIsFoldedStaysWhereItIs()
{
    m_shown = std::make_unique<WindowHarness>(
        QStringLiteral(RACEWALK_RESOURCES_DIR "/scenarios/inode/inode-teardown.race"));
    shown().appearance().setTextSize(1.3);
    QVERIFY(shown().show({1024, 700}));
    shown().pickVariant("rcu_lookup");
    QVERIFY(session().replay(QStringLiteral("lookup*2 evict! lookup!")));
    session().jump(session().run().length());
    QScrollBar *bar = timeline().verticalScrollBar();
    QVERIFY(bar->maximum() > 40);
    bar->setValue(0);
    std::size_t first = 0;
    while (timeline().statementMarkPlace(first).isEmpty())
        ++first;
    const double top = timeline().rowPlace(first).top();
    clickMark(first);
    QVERIFY(isFolded(first));
    QCOMPARE(timeline().rowPlace(first).top(), top);
    QCOMPARE(bar->value(), 0);
    clickMark(first + 1);
    QCOMPARE(timeline().rowPlace(first).top(), top);
}

void StatementsTest::theMenuFoldsAndOpens()
{
    const auto choose = [this](const char *name) {
        const QPoint point = timeline().rowPlace(0).center().toPoint();
        QContextMenuEvent event(QContextMenuEvent::Mouse, point,
                                timeline().viewport()->mapToGlobal(point));
        QApplication::sendEvent(timeline().viewport(), &event);
        auto *menu = timeline().findChild<QMenu *>(QStringLiteral("stepMenu"));
        QVERIFY(menu);
        auto *action = menu->findChild<QAction *>(QString::fromLatin1(name));
        QVERIFY(action);
        action->trigger();
        menu->close();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    };
    choose("stepStatement");
    QVERIFY(isFolded(0));
    choose("stepStatement");
    QVERIFY(!isFolded(0));
    choose("stepStatements");
    QVERIFY(isFolded(0) && isFolded(2));
}

void StatementsTest::theRowIsReadWithItsSteps()
{
    QCOMPARE(timeline().accessibleRowCount(), 4);
    shown().press(Qt::Key_O);
    QCOMPARE(timeline().accessibleRowCount(), 3);
    QVERIFY(timeline().accessibleRowText(2).startsWith(
        QStringLiteral("Steps 3 to 4, adder[1], counter++, writes 2, folded, current")));
    QVERIFY(timeline().isAccessibleRowCurrent(2));
    QVERIFY(!timeline().accessibleRowPlace(2).isEmpty());
}

void StatementsTest::theKeysRestWhileAnotherViewIsShown()
{
    shown().press(Qt::Key_3, Qt::ControlModifier);
    shown().press(Qt::Key_O);
    shown().press(Qt::Key_1, Qt::ControlModifier);
    QVERIFY(!isFolded(2));
}

void StatementsTest::sharedStepsStayFoldedInEveryWalk()
{
    session().setParameter("threads", 3);
    clickMark(0);
    clickMark(2);
    session().jump(2);
    shown().pressDigit(3);
    shown().pressDigit(3);
    QCOMPARE(session().walks().size(), std::size_t{2});
    QCOMPARE(session().run().length(), std::size_t{4});
    QVERIFY(isFolded(0));
    QVERIFY(!isFolded(2)); // of another thread
    session().selectWalk(0, 4);
    QVERIFY(isFolded(0) && isFolded(2));
    clickMark(0);
    session().selectWalk(1, 4);
    QVERIFY(!isFolded(0));
}

void StatementsTest::anotherProgramFoldsNothing()
{
    clickMark(0);
    session().setVariant(1);
    QCOMPARE(session().run().length(), std::size_t{4});
    QVERIFY(!isFolded(0));
    session().setVariant(0);
    QVERIFY(!isFolded(0));
}

} // namespace racewalk::desktop

QTEST_MAIN(racewalk::desktop::StatementsTest)
#include "statements_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The list of walks over the timeline, driven with keys and clicks.
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QMenu>
#include <QTest>

#include "app/views/inode_window.h"
#include "desktop/views/walks/branch_bar.h"

namespace racewalk::desktop {

class BranchBarTest final : public QObject, private InodeWindow {
    Q_OBJECT

private Q_SLOTS:
    void init() { openInodeRace(); }
    void cleanup() { close(); }
    void oneWalkNeedsNoList();
    void anotherWayKeepsTheFirst();
    void aClickGoesToAWalkOrAStep();
    void theCursorIsDragged();
    void bracketsGoFromWalkToWalk();
    void aNameIsEditedInPlace();
    void escapeKeepsTheName();
    void aDeletedWalkComesBack();
    void aWalkMovesToTheTop();
    void theListFoldsAndStaysFolded();
    void aWalkThatStopsShortSaysSo();
    void screenReadersHearEachWalk();
    void aWalkStandsAtTheRightOfOneThatHasEnded();
    void walksThatOverlapHaveLinesOfTheirOwn();
    void picturesOfTheList_data();
    void picturesOfTheList();

private:
    BranchBar &bar() { return *shown().find<BranchBar>("branchBar"); }
    /// Three walks: the hang, one that leaves it, one that leaves that.
    void walkThreeWays()
    {
        shown().press(Qt::Key_F);
        session().jump(2);
        for (const std::size_t digit : {1, 1, 1, 1})
            shown().pressDigit(digit);
        session().jump(1);
        for (const std::size_t digit : {2, 2})
            shown().pressDigit(digit);
        QCOMPARE(session().walks().size(), std::size_t{3});
    }
    /// The hang, one that leaves it early and is short, one that leaves it late.
    void walkApart()
    {
        shown().press(Qt::Key_F);
        session().jump(1);
        shown().pressDigit(2);
        session().selectWalk(0, 13);
        shown().pressDigit(1);
        QCOMPARE(session().walks().size(), std::size_t{3});
    }
    int lineOf(std::size_t row) { return bar().stepPlace(row, 0).y(); }
    void clickAt(const QPoint &point)
    {
        QTest::mouseClick(bar().viewport(), Qt::LeftButton, {}, point);
    }
    QAction *menuAction(std::size_t row, const char *name)
    {
        QContextMenuEvent event(QContextMenuEvent::Mouse, bar().namePlace(row).center(),
                                bar().viewport()->mapToGlobal(bar().namePlace(row).center()));
        QApplication::sendEvent(bar().viewport(), &event);
        const auto menus = bar().findChildren<QMenu *>(QStringLiteral("walkMenu"));
        const QMenu *menu = menus.isEmpty() ? nullptr : menus.constLast(); // older ones are closing
        return menu ? menu->findChild<QAction *>(QLatin1String(name)) : nullptr;
    }
    void choose(std::size_t row, const char *name)
    {
        QAction *action = menuAction(row, name);
        QVERIFY(action);
        action->trigger();
        static_cast<QMenu *>(action->parent())->close();
    }
};

void BranchBarTest::oneWalkNeedsNoList()
{
    shown().pressDigit(1);
    QVERIFY(!bar().isVisible());
    QVERIFY(!shown().button("walks")->isVisible());
}

void BranchBarTest::anotherWayKeepsTheFirst()
{
    shown().pressDigit(1);
    shown().pressDigit(1);
    shown().press(Qt::Key_Left);
    shown().pressDigit(2);
    QVERIFY(bar().isVisible());
    QCOMPARE(shown().text("walks"), QStringLiteral("2 walks"));
    QCOMPARE(shown().message(),
             QStringLiteral("Branch 2 leaves first walk after 1 step. Both walks are kept."));
    QCOMPARE(session().scheduleText(), QStringLiteral("lookup evict"));
    shown().press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(session().scheduleText(), QStringLiteral("lookup*2"));
    QVERIFY(!bar().isVisible());
    shown().press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(session().scheduleText(), QStringLiteral("lookup evict"));
}

void BranchBarTest::aClickGoesToAWalkOrAStep()
{
    walkThreeWays();
    QCOMPARE(session().walks().current(), std::size_t{2});
    clickAt(bar().stepPlace(0, 12));
    QCOMPARE(session().walks().current(), std::size_t{0});
    QCOMPARE(session().run().position(), std::size_t{12});
    clickAt(bar().namePlace(1).center()); // the same step, but it is shorter
    QCOMPARE(session().walks().current(), std::size_t{1});
    QCOMPARE(session().run().position(), session().run().length());
}

void BranchBarTest::theCursorIsDragged()
{
    walkThreeWays();
    QTest::mousePress(bar().viewport(), Qt::LeftButton, {}, bar().stepPlace(0, 4));
    QTest::mouseMove(bar().viewport(), bar().stepPlace(0, 9));
    QCOMPARE(session().run().position(), std::size_t{9});
    QTest::mouseMove(bar().viewport(), bar().stepPlace(0, 7));
    QTest::mouseRelease(bar().viewport(), Qt::LeftButton, {}, bar().stepPlace(0, 7));
    QCOMPARE(session().run().position(), std::size_t{7});
    QTest::mouseMove(bar().viewport(), bar().stepPlace(0, 2));
    QCOMPARE(session().run().position(), std::size_t{7});
}

void BranchBarTest::bracketsGoFromWalkToWalk()
{
    walkThreeWays();
    shown().press(Qt::Key_BracketRight);
    QCOMPARE(session().walks().current(), std::size_t{0});
    shown().press(Qt::Key_BracketLeft);
    shown().press(Qt::Key_BracketLeft);
    QCOMPARE(session().walks().current(), std::size_t{1});
}

void BranchBarTest::aNameIsEditedInPlace()
{
    walkThreeWays();
    QTest::mouseDClick(bar().viewport(), Qt::LeftButton, {}, bar().namePlace(1).center());
    auto *editor = bar().findChild<QLineEdit *>(QStringLiteral("walkName"));
    QVERIFY(editor && editor->hasFocus());
    QCOMPARE(editor->selectedText(), editor->text());
    QTest::keyClicks(editor, QStringLiteral("evict first 1 2"));
    QTest::keyClick(editor, Qt::Key_Return);
    QCOMPARE(session().walks()[1].name, std::string("evict first 1 2"));
    QCOMPARE(session().walks().size(), std::size_t{3}); // the digits were text
    shown().press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(session().walks()[1].name, std::string("branch 3"));
    QVERIFY(!bar().findChild<QLineEdit *>(QStringLiteral("walkName")) ||
            !bar().findChild<QLineEdit *>(QStringLiteral("walkName"))->isVisible());
}

void BranchBarTest::escapeKeepsTheName()
{
    walkThreeWays();
    const std::string before = session().walks().currentWalk().name;
    shown().press(Qt::Key_F2);
    auto *editor = bar().findChild<QLineEdit *>(QStringLiteral("walkName"));
    QVERIFY(editor);
    QTest::keyClicks(editor, QStringLiteral("other"));
    QTest::keyClick(editor, Qt::Key_Escape);
    QCOMPARE(session().walks().currentWalk().name, before);
    QVERIFY(!editor->isVisible());
}

void BranchBarTest::aDeletedWalkComesBack()
{
    walkThreeWays();
    const QString schedule = session().scheduleText();
    choose(2, "walkDelete");
    QCOMPARE(session().walks().size(), std::size_t{2});
    QVERIFY(shown().message().contains(QStringLiteral("was deleted.")));
    shown().click("messageAction");
    QCOMPARE(session().walks().size(), std::size_t{3});
    QCOMPARE(session().scheduleText(), schedule);
}

void BranchBarTest::aWalkMovesToTheTop()
{
    walkThreeWays();
    const std::string name = session().walks()[2].name;
    choose(2, "walkPromote");
    QCOMPARE(session().walks()[0].name, name);
    QCOMPARE(session().walks().current(), std::size_t{0});
    QAction *again = menuAction(0, "walkPromote");
    QVERIFY(!again->isEnabled());
    static_cast<QMenu *>(again->parent())->close();
    shown().press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(session().walks()[2].name, name);
    choose(2, "walkCopy");
    QCOMPARE(
        QGuiApplication::clipboard()->text(),
        QString::fromStdString(toText(scheduleOf(session().machine(), session().run().steps()))));
}

void BranchBarTest::theListFoldsAndStaysFolded()
{
    walkThreeWays();
    shown().press(Qt::Key_B, Qt::ControlModifier | Qt::AltModifier);
    QVERIFY(!bar().isVisible());
    QVERIFY(shown().button("walks")->isVisible());
    shown().pressDigit(1);
    QVERIFY(!bar().isVisible());
    QCOMPARE(session().viewSetting("walks"), std::string("folded"));
    shown().click("walks");
    QVERIFY(bar().isVisible());
}

void BranchBarTest::aWalkThatStopsShortSaysSo()
{
    walkThreeWays();
    shown().press(Qt::Key_V, Qt::ShiftModifier); // hash_lock, where evict has to wait
    QCOMPARE(session().machine().program().variant, std::string("hash_lock"));
    bool isShort = false;
    for (std::size_t row = 0; row < session().walks().size(); ++row)
        if (session().walks().replayed(row).isCutShort()) {
            isShort = true;
            const QString text = bar().accessibleRowText(static_cast<int>(row));
            QVERIFY2(text.contains(QStringLiteral("stops at step ")), qPrintable(text));
        }
    QVERIFY(isShort);
    shown().press(Qt::Key_V);
    for (std::size_t row = 0; row < session().walks().size(); ++row)
        QVERIFY(!session().walks().replayed(row).isCutShort());
}

void BranchBarTest::screenReadersHearEachWalk()
{
    walkThreeWays();
    clickAt(bar().stepPlace(0, 17));
    auto *list = QAccessible::queryAccessibleInterface(&bar());
    QCOMPARE(list->text(QAccessible::Name), QStringLiteral("Walks"));
    QCOMPARE(list->childCount(), 3);
    const QString first = list->child(0)->text(QAccessible::Name);
    QVERIFY2(first.endsWith(QStringLiteral("steps, ends: Hang: lookup sleeps forever, "
                                           "current, at step 17")),
             qPrintable(first));
    QVERIFY(list->child(1)->text(QAccessible::Name).contains(QStringLiteral(" after 2 steps")));
}

void BranchBarTest::aWalkStandsAtTheRightOfOneThatHasEnded()
{
    walkApart();
    QVERIFY(lineOf(1) > lineOf(0));
    QCOMPARE(lineOf(2), lineOf(1));
    QCOMPARE(bar().height(), 70); // two lines
    auto *list = QAccessible::queryAccessibleInterface(&bar());
    QCOMPARE(list->childCount(), 3);
    const QRect left = list->child(1)->rect(), right = list->child(2)->rect();
    QVERIFY(!left.isEmpty() && !right.isEmpty());
    QVERIFY(left.right() < right.left() + 1);
    QVERIFY(bar().namePlace(1).right() <= bar().stepPlace(2, 13).x() - 12);
    // Each is clicked, renamed and dragged in its own part of the line.
    clickAt(bar().namePlace(1).center());
    QCOMPARE(session().walks().current(), std::size_t{1});
    clickAt(bar().stepPlace(2, 14));
    QCOMPARE(session().walks().current(), std::size_t{2});
    QCOMPARE(session().run().position(), std::size_t{14});
    QTest::mousePress(bar().viewport(), Qt::LeftButton, {}, bar().stepPlace(2, 14));
    QTest::mouseMove(bar().viewport(), bar().stepPlace(2, 3));
    QTest::mouseRelease(bar().viewport(), Qt::LeftButton, {}, bar().stepPlace(2, 3));
    QCOMPARE(session().walks().current(), std::size_t{2});
    QCOMPARE(session().run().position(), std::size_t{3});
    QTest::mouseDClick(bar().viewport(), Qt::LeftButton, {}, bar().namePlace(2).center());
    auto *editor = bar().findChild<QLineEdit *>(QStringLiteral("walkName"));
    QVERIFY(editor && editor->hasFocus());
    QTest::keyClicks(editor, QStringLiteral("late"));
    QTest::keyClick(editor, Qt::Key_Return);
    QCOMPARE(session().walks()[2].name, std::string("late"));
    // Before its fork, the cursor stands on the walk that it leaves, and can be dragged there.
    const QPoint before(bar().stepPlace(0, 3));
    QTest::mousePress(bar().viewport(), Qt::LeftButton, {}, before);
    QTest::mouseMove(bar().viewport(), bar().stepPlace(2, 5));
    QTest::mouseRelease(bar().viewport(), Qt::LeftButton, {}, bar().stepPlace(2, 5));
    QCOMPARE(session().walks().current(), std::size_t{2});
    QCOMPARE(session().run().position(), std::size_t{5});
    session().clearMessage();
    QTest::qWait(50);
    QVERIFY(shown().save(QStringLiteral("walks-shared-line.png")));
}

void BranchBarTest::walksThatOverlapHaveLinesOfTheirOwn()
{
    walkApart();
    session().renameWalk(1, QStringLiteral("a name that goes on until the late walk begins there"));
    QVERIFY(lineOf(2) > lineOf(1));
    QCOMPARE(bar().height(), 92);
    session().renameWalk(1, QStringLiteral("short"));
    QCOMPARE(lineOf(2), lineOf(1));
    // One that leaves a walk is always below it.
    session().selectWalk(2, 14);
    session().jump(13);
    shown().pressDigit(2);
    for (std::size_t row = 1; row < session().walks().size(); ++row)
        QVERIFY(lineOf(row) > lineOf(session().walks().forkOf(row)->parent));
}

void BranchBarTest::picturesOfTheList_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("textSize");
    QTest::addColumn<bool>("isDark");
    QTest::newRow("light") << QSize(1440, 900) << 1.0 << false;
    QTest::newRow("dark") << QSize(1024, 700) << 1.0 << true;
    QTest::newRow("large") << QSize(1280, 720) << 1.3 << false;
}

void BranchBarTest::picturesOfTheList()
{
    QFETCH(QSize, size);
    QFETCH(double, textSize);
    QFETCH(bool, isDark);
    shown().appearance().setTextSize(textSize);
    shown().appearance().setChoice(isDark ? ThemeChoice::Dark : ThemeChoice::Light);
    shown().window().resize(size);
    walkThreeWays();
    session().renameWalk(1, QStringLiteral("a name that is much longer than there is room for it"));
    clickAt(bar().stepPlace(0, 17));
    session().clearMessage();
    QTest::qWait(50);
    QVERIFY(bar().height() >= qRound(92 * textSize) - 1);
    QVERIFY(
        shown().save(QStringLiteral("walks-%1.png").arg(QLatin1String(QTest::currentDataTag()))));
}

} // namespace racewalk::desktop

QTEST_MAIN(racewalk::desktop::BranchBarTest)
#include "branch_bar_test.moc"

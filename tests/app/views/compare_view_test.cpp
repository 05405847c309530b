// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QScrollBar>
#include <QSettings>
#include <QSplitter>
#include <QTest>

#include "app/views/window_harness.h"

#include "desktop/views/compare/compare_rows.h"
#include "desktop/views/compare/patch_lines.h"
#include "desktop/views/controls/flat_button.h"
#include "desktop/views/controls/picker_button.h"
#include "desktop/views/window_size.h"

namespace racewalk::desktop {
namespace {

const QString inodePath =
    QStringLiteral(RACEWALK_RESOURCES_DIR "/scenarios/inode/inode-teardown.race");

} // namespace

class CompareViewTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void aKeyAndTheButtonShowItAndCloseIt();
    void theRowsSayWhatIsEqualAndWhatDiffers();
    void keysStepBothSides();
    void aClickGoesToARow();
    void theToolBarStepsBothSides();
    void theFirstDifferenceIsReachedByKeyAndByPill();
    void aPickerChangesASide();
    void thePatchIsListed();
    void theTableSaysWhatDiffers();
    void equalVariantsAreCalledEqual();
    void everyControlHasAName();
    void itShrinksToTheSmallestWindow();
    void theKeyOfAViewShowsThatView();
    void altAndAnArrowScrollBothSides();
    void itBeginsWhereTheWalkStands();

private:
    bool compare();
    CompareRows &rows() { return *shown().find<CompareRows>("compareRows"); }
    QStringList rowTexts();
    QStringList labels();
    std::size_t taken() { return shown().window().comparing().taken(); }
    std::unique_ptr<WindowHarness> m_harness;
    WindowHarness &shown() { return *m_harness; }
};

void CompareViewTest::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("racewalk"));
    QCoreApplication::setApplicationName(QStringLiteral("racewalk-compare-view-test"));
    qputenv("RACEWALK_DATA_DIR", RACEWALK_RESOURCES_DIR);
}

void CompareViewTest::init()
{
    QSettings().clear();
    m_harness = std::make_unique<WindowHarness>(inodePath);
    QVERIFY(shown().show());
    shown().pickVariant("rcu_lookup");
}

/// With the key, and waits for the result.
bool CompareViewTest::compare()
{
    shown().press(Qt::Key_C);
    Comparing &comparing = shown().window().comparing();
    return QTest::qWaitFor([&] { return comparing.result() && !comparing.isWorking(); }, 30'000);
}

QStringList CompareViewTest::rowTexts()
{
    QStringList texts;
    for (int row = 0; row < rows().accessibleRowCount(); ++row)
        texts << rows().accessibleRowText(row);
    return texts;
}

QStringList CompareViewTest::labels()
{
    QStringList texts;
    for (const auto *label : shown().find<QWidget>("differenceTable")->findChildren<QLabel *>())
        if (!label->text().isEmpty() && !label->text().startsWith(QLatin1Char('<')))
            texts << label->text();
    return texts;
}

void CompareViewTest::aKeyAndTheButtonShowItAndCloseIt()
{
    QVERIFY(!shown().find<QWidget>("compareView"));
    QVERIFY(compare());
    QVERIFY(shown().find<QWidget>("compareView")->isVisible());
    QVERIFY(!shown().find<QSplitter>("splitter")->isVisible());
    QVERIFY(!shown().find<QWidget>("statusStrip")->isVisible());
    QVERIFY(shown().button("compare")->isChecked());
    QVERIFY(rows().hasFocus());

    shown().press(Qt::Key_C);
    QVERIFY(!shown().find<QWidget>("compareView")->isVisible());
    QVERIFY(shown().find<QSplitter>("splitter")->isVisible());
    QVERIFY(!shown().button("compare")->isChecked());

    shown().click("compare");
    QVERIFY(shown().find<QWidget>("compareView")->isVisible());
    QVERIFY(shown().button("compare")->isChecked());
    shown().press(Qt::Key_Escape);
    QVERIFY(!shown().find<QWidget>("compareView")->isVisible());
    QVERIFY(shown().find<QWidget>("statusStrip")->isVisible());
}

void CompareViewTest::theRowsSayWhatIsEqualAndWhatDiffers()
{
    QVERIFY(compare());
    const QStringList texts = rowTexts();
    QVERIFY2(texts[0].startsWith(QLatin1String("Row 1, equal; RCU lookup: step 1, lookup, "
                                               "rcu_read_lock(); RCU + recheck: step 1")),
             qPrintable(texts[0]));
    const QStringList first = texts.filter(QStringLiteral("first difference"));
    QCOMPARE(first.size(), 1);
    QVERIFY2(first[0].contains(QLatin1String(
                 "different, first difference; RCU lookup: step 22, lookup, prepare_to_wait_bit")),
             qPrintable(first[0]));
    QVERIFY(first[0].endsWith(QLatin1String("true, added line")));
    QCOMPARE(texts.filter(QStringLiteral("only on one side")).size(), 2);
    QCOMPARE(texts.filter(QStringLiteral("added line")).size(), 2);
}

void CompareViewTest::keysStepBothSides()
{
    QVERIFY(compare());
    const std::size_t all = static_cast<std::size_t>(rows().accessibleRowCount());
    QCOMPARE(taken(), all);
    shown().press(Qt::Key_Left);
    QCOMPARE(taken(), all - 1);
    QVERIFY(rows().accessibleRowText(int(all) - 1).contains(QLatin1String(", future")));
    shown().press(Qt::Key_Home);
    QCOMPARE(taken(), std::size_t(0));
    QCOMPARE(rows().accessibleDescription(), QStringLiteral("At the start"));
    shown().press(Qt::Key_Right);
    shown().press(Qt::Key_Right);
    QCOMPARE(taken(), std::size_t(2));
    QVERIFY(rows().isAccessibleRowCurrent(1));
    shown().press(Qt::Key_Down);
    shown().press(Qt::Key_Up);
    QCOMPARE(taken(), std::size_t(2));
    shown().press(Qt::Key_End);
    QCOMPARE(taken(), all);
}

void CompareViewTest::aClickGoesToARow()
{
    QVERIFY(compare());
    shown().press(Qt::Key_Home);
    for (const int x : {40, rows().gutterLeft() + 20, rows().viewport()->width() - 40}) {
        const std::size_t row = static_cast<std::size_t>(x) % 5 + 2;
        const QPoint at(x, qRound(rows().rowPlace(row).center().y()));
        QTest::mouseClick(rows().viewport(), Qt::LeftButton, {}, at);
        QCOMPARE(taken(), row + 1);
    }
}

void CompareViewTest::theToolBarStepsBothSides()
{
    QVERIFY(shown().session().replay(QStringLiteral("lookup*2 evict! lookup!")));
    QVERIFY(compare());
    shown().click("reset");
    QCOMPARE(taken(), std::size_t(0));
    shown().click("forward");
    QCOMPARE(taken(), std::size_t(1));
    shown().press(Qt::Key_Right);
    QCOMPARE(shown().session().run().position(), std::size_t(2));
}

void CompareViewTest::theFirstDifferenceIsReachedByKeyAndByPill()
{
    QVERIFY(compare());
    QCOMPARE(shown().accessibleName("firstDifference"),
             QStringLiteral("First difference at step 22"));
    shown().press(Qt::Key_Home);
    shown().press(Qt::Key_D);
    QCOMPARE(taken(), std::size_t(22));
    QVERIFY(!rows().rowPlace(21).isEmpty());
    shown().press(Qt::Key_Home);
    shown().click("firstDifference");
    QCOMPARE(taken(), std::size_t(22));
}

void CompareViewTest::aPickerChangesASide()
{
    QVERIFY(compare());
    auto *picker = shown().find<PickerButton>("rightSubject");
    picker->setFocus();
    QTest::keyClick(picker, Qt::Key_Down); // the variant after RCU + recheck
    Comparing &comparing = shown().window().comparing();
    QTRY_VERIFY(comparing.result() && !comparing.isWorking());
    QCOMPARE(comparing.result()->report.program(1).variant, std::string("lockless_wake"));
    QCOMPARE(comparing.nameOf(comparing.subject(1)), QStringLiteral("Lockless wakeup"));
}

void CompareViewTest::thePatchIsListed()
{
    QVERIFY(compare());
    const auto *patch = shown().find<PatchLines>("patchLines");
    QCOMPARE(patch->accessibleRowCount(), 7);
    QCOMPARE(patch->accessibleRowText(0), QStringLiteral("in __wait_on_freeing_inode(inode)"));
    QCOMPARE(patch->accessibleRowText(2), QStringLiteral("added: if (!inode->hashed) {"));
    QCOMPARE(patch->accessibleRowText(4), QStringLiteral("added: return;"));
}

void CompareViewTest::theTableSaysWhatDiffers()
{
    QVERIFY(compare());
    const QStringList texts = labels();
    QVERIFY2(texts.contains(QLatin1String("Step 22")), qPrintable(texts.join(QLatin1Char('|'))));
    QCOMPARE(texts.filter(QStringLiteral("prepare_to_wait_bit(i_state)")).size(), 1);
    QVERIFY(texts.contains(
        QLatin1String("Hang: lookup sleeps forever (lookup asleep; evict ended; bucket = NULL)")));
    QVERIFY(
        texts.contains(QLatin1String("lookup: inode = NULL; bucket = NULL (all threads ended)")));
    QVERIFY(texts.contains(QLatin1String("16 only here, 152 in both")));
    QVERIFY(texts.contains(QLatin1String("11 only here")));
}

void CompareViewTest::equalVariantsAreCalledEqual()
{
    QVERIFY(shown().session().replay(QStringLiteral("evict*3")));
    QVERIFY(compare());
    QVERIFY(labels().contains(QLatin1String("Both variants behave the same under this schedule.")));
    QCOMPARE(shown().accessibleName("firstDifference"), QStringLiteral("No difference"));
    QVERIFY(!shown().button("firstDifference")->isEnabled());
    // Of one variant under two models, the code is the same.
    Comparing &comparing = shown().window().comparing();
    ComparedSubject tso = comparing.subject(0);
    tso.memory = MemoryModel::Tso;
    comparing.setSubject(1, tso);
    QTRY_VERIFY(comparing.result() && !comparing.isWorking());
    const auto *patch = shown().find<PatchLines>("patchLines");
    QCOMPARE(patch->accessibleRowCount(), 0);
    QCOMPARE(patch->accessibleDescription(), QStringLiteral("The variants have the same code."));
}

void CompareViewTest::everyControlHasAName()
{
    QVERIFY(compare());
    for (const QWidget *widget : shown().find<QWidget>("compareView")->findChildren<QWidget *>())
        if (widget->focusPolicy() != Qt::NoFocus && widget->isVisible()) {
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
            QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
        }
}

void CompareViewTest::itShrinksToTheSmallestWindow()
{
    QVERIFY(compare());
    shown().window().resize(leastWindowSize(1));
    QTRY_VERIFY(shown().window().width() <= leastWindowSize(1).width());
    const QRect all(QPoint(0, 0), shown().find<QWidget>("compareView")->size());
    for (const char *name : {"compareRows", "patchLines", "differenceTable", "compareStrip"}) {
        const auto *widget = shown().find<QWidget>(name);
        const QRect place(widget->mapTo(shown().find<QWidget>("compareView"), QPoint(0, 0)),
                          widget->size());
        QVERIFY2(all.contains(place) && place.height() >= 24, name);
    }
    QVERIFY(rows().horizontalScrollBar()->maximum() == 0);
}

void CompareViewTest::theKeyOfAViewShowsThatView()
{
    QVERIFY(compare());
    shown().press(Qt::Key_2, Qt::ControlModifier);
    QVERIFY(!shown().window().comparing().isOn());
    QVERIFY(shown().find<QWidget>("graph")->isVisible());
}

void CompareViewTest::altAndAnArrowScrollBothSides()
{
    shown().session().setParameter("lookups", 4);
    QVERIFY(compare());
    QScrollBar *bar = rows().horizontalScrollBar();
    QVERIFY(bar->maximum() > 0);
    bar->setValue(0);
    shown().press(Qt::Key_Right, Qt::AltModifier);
    QVERIFY(bar->value() > 0);
    while (bar->value() < bar->maximum())
        shown().press(Qt::Key_Right, Qt::AltModifier);
    shown().press(Qt::Key_Left, Qt::AltModifier);
    QVERIFY(bar->value() < bar->maximum());
}

void CompareViewTest::itBeginsWhereTheWalkStands()
{
    QVERIFY(shown().search());
    shown().press(Qt::Key_F);
    QVERIFY(compare());
    QCOMPARE(shown().session().run().position(), std::size_t{0});
    QCOMPARE(taken(), std::size_t{0});
    shown().press(Qt::Key_Right);
    QCOMPARE(taken(), std::size_t{1});
    QCOMPARE(shown().session().run().position(), std::size_t{1});
}

} // namespace racewalk::desktop

QTEST_MAIN(racewalk::desktop::CompareViewTest)
#include "compare_view_test.moc"

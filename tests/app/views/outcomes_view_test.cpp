// SPDX-License-Identifier: GPL-3.0-or-later
// The outcomes in the real window, with keys and clicks.
#include <QAccessible>
#include <QApplication>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QLabel>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include "app/session/session_fixture.h"
#include "app/views/window_harness.h"

namespace racewalk::desktop {
namespace {

using Stage = SearchResult::Stage;

/// Millions of states, of which none can be left out; the failure is near the start.
const char *const endless = R"(scenario "big"; int a, b, c, d;
variant one "One"; variant two "Two";
thread t0 { BUG_ON(READ_ONCE(a) == 1); for (int i = 0; i < 100; i++) WRITE_ONCE(d, a + b + c); }
thread t1 { for (int i = 0; i < 100; i++) WRITE_ONCE(a, i + 1); }
thread t2 { for (int i = 0; i < 100; i++) WRITE_ONCE(b, i + 1); }
thread t3 { for (int i = 0; i < 100; i++) WRITE_ONCE(c, i + 1); }
)";

} // namespace

class OutcomesViewTest final : public QObject, private SessionFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void ctrl3ShowsTheEndings();
    void replayLoadsTheHangAtTheStartAndIsUndone();
    void upAndDownSelectAndEnterReplays();
    void digitsStepWhileTheTableHasTheFocus();
    void aClickOnAColumnSortsAndTheThirdRestores();
    void keysSortToo();
    void theSelectionIsThatOfTheSession();
    void aClickOnACellShowsThatVariantAndModel();
    void otherModelsAreSearchedOnlyWhileTheViewIsShown();
    void aSearchIsStoppedAndGoesOn();
    void aLimitThatWasHitIsRaised();
    void theCertificateIsThatOfTheSelectedHang();
    void everyRowAndCellIsRead();
    void aThousandEndingsScrollFast();
    void longNamesAndNarrowPanesLoseNothing();

private:
    std::unique_ptr<WindowHarness> m_harness;
    WindowHarness &shown() { return *m_harness; }
    Session &session() { return shown().session(); }

    QTableView *endings() { return shown().find<QTableView>("endings"); }
    QTableView *matrix() { return shown().find<QTableView>("variantMatrix"); }
    QString cell(const QTableView *table, int row, int column)
    {
        return table->model()->index(row, column).data().toString();
    }
    void clickCell(QTableView *table, int row, int column)
    {
        const QRect place = table->visualRect(table->model()->index(row, column));
        QTest::mouseClick(table->viewport(), Qt::LeftButton, Qt::NoModifier, place.center());
    }
    void clickHeader(int column)
    {
        QHeaderView *header = endings()->horizontalHeader();
        QTest::mouseClick(header->viewport(), Qt::LeftButton, Qt::NoModifier,
                          QPoint(header->sectionViewportPosition(column) + 10, 10));
    }
    QStringList names()
    {
        QStringList texts;
        for (int row = 0; row < endings()->model()->rowCount(); ++row)
            texts << cell(endings(), row, 0);
        return texts;
    }
    bool waitUntilIdle()
    {
        return QTest::qWaitFor([this] { return session().search().isIdle(); }, 120'000);
    }
    QString label(const char *name)
    {
        auto *found = shown().find<QLabel>(name);
        return found->isHidden() ? QString() : found->text();
    }
    void openFile(const char *name, const char *text)
    {
        shown().window().openFile(write(QString::fromLatin1(name), text));
        QVERIFY2(session().path().endsWith(QString::fromLatin1(name)),
                 qPrintable(shown().message()));
    }
};

void OutcomesViewTest::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("racewalk"));
    QCoreApplication::setApplicationName(QStringLiteral("racewalk-outcomes-test"));
    qputenv("RACEWALK_DATA_DIR", RACEWALK_RESOURCES_DIR);
}

void OutcomesViewTest::init()
{
    QSettings().clear();
    m_harness = std::make_unique<WindowHarness>(inodePath);
    QVERIFY(shown().show());
    shown().pickVariant("rcu_lookup");
    shown().press(Qt::Key_3, Qt::ControlModifier);
    QVERIFY(endings()->isVisible());
    QVERIFY(waitUntilIdle());
}

void OutcomesViewTest::ctrl3ShowsTheEndings()
{
    QVERIFY(!shown().find<QWidget>("timeline")->isVisible());
    QCOMPARE(shown().accessibleName("outcomesTitle"),
             QStringLiteral("3 endings of 1.2 million schedules, RCU lookup, SC"));
    QCOMPARE(names(),
             (QStringList{QStringLiteral("Hang: lookup sleeps forever"),
                          QStringLiteral("lookup: inode = NULL; bucket = NULL"),
                          QStringLiteral("lookup: inode = &inodes[0]; bucket = &inodes[0]")}));
    QCOMPARE(cell(endings(), 0, 1), QStringLiteral("585"));
    QCOMPARE(cell(endings(), 0, 2), QStringLiteral("2"));
    QCOMPARE(cell(endings(), 0, 3), QStringLiteral("3.1 %"));
    QVERIFY(!shown().find<QWidget>("searchBar")->isVisible());
    QVERIFY(label("outcomesNote").startsWith(QStringLiteral("Probability: at each step")));
    shown().press(Qt::Key_1, Qt::ControlModifier);
    QVERIFY(!endings()->isVisible());
}

void OutcomesViewTest::replayLoadsTheHangAtTheStartAndIsUndone()
{
    shown().pressDigit(1);
    const QString before = session().scheduleText();
    clickCell(endings(), 0, 4);
    QCOMPARE(session().run().position(), std::size_t{0});
    QVERIFY(session().run().length() > 10);
    QCOMPARE(session().run().contextSwitches(), std::size_t{2});
    QVERIFY2(shown().message().startsWith(QStringLiteral("Hang: ")) &&
                 shown().message().endsWith(QStringLiteral("2 context switches).")),
             qPrintable(shown().message()));
    session().jump(session().run().length());
    QCOMPARE(session().machine().standing(session().run().state()), Standing::Hang);
    shown().press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(session().scheduleText(), before);
}

void OutcomesViewTest::upAndDownSelectAndEnterReplays()
{
    endings()->setFocus();
    QTest::keyClick(endings(), Qt::Key_Down);
    QTest::keyClick(endings(), Qt::Key_Down);
    QCOMPARE(endings()->currentIndex().row(), 1);
    const auto outcome = session().selection().outcome;
    QVERIFY(outcome.has_value());
    const Outcome &selected = session().result().verdict->outcomes[*outcome];
    QVERIFY(selected.kind == FindingKind::None);
    QTest::keyClick(endings(), Qt::Key_Return);
    QCOMPARE(session().run().length(), selected.steps.size());
    QCOMPARE(session().run().position(), std::size_t{0});
}

void OutcomesViewTest::digitsStepWhileTheTableHasTheFocus()
{
    endings()->setFocus();
    QTest::keyClick(endings(), Qt::Key_1);
    QCOMPARE(session().run().length(), std::size_t{1});
    QTest::keyClick(endings(), Qt::Key_Left);
    QCOMPARE(session().run().position(), std::size_t{0});
}

void OutcomesViewTest::aClickOnAColumnSortsAndTheThirdRestores()
{
    const QStringList first = names();
    clickHeader(3);
    QCOMPARE(names().front(), QStringLiteral("lookup: inode = NULL; bucket = NULL"));
    QCOMPARE(names().back(), QStringLiteral("Hang: lookup sleeps forever"));
    QVERIFY(endings()->horizontalHeader()->isSortIndicatorShown());
    clickHeader(3);
    QCOMPARE(names().front(), QStringLiteral("Hang: lookup sleeps forever"));
    QCOMPARE(names().back(), QStringLiteral("lookup: inode = NULL; bucket = NULL"));
    clickHeader(3);
    QCOMPARE(names(), first);
    QVERIFY(!endings()->horizontalHeader()->isSortIndicatorShown());
    clickHeader(1);
    QCOMPARE(names().front(), QStringLiteral("lookup: inode = NULL; bucket = NULL"));
    clickHeader(4); // nothing to sort by
    QCOMPARE(names().front(), QStringLiteral("lookup: inode = NULL; bucket = NULL"));
}

void OutcomesViewTest::keysSortToo()
{
    QHeaderView *header = endings()->horizontalHeader();
    QVERIFY(header->focusPolicy() & Qt::TabFocus);
    header->setFocus();
    QTest::keyClick(header, Qt::Key_Right);
    QTest::keyClick(header, Qt::Key_Return);
    QCOMPARE(header->sortIndicatorSection(), 1);
    QCOMPARE(names().back(), QStringLiteral("lookup: inode = &inodes[0]; bucket = &inodes[0]"));
}

void OutcomesViewTest::theSelectionIsThatOfTheSession()
{
    clickCell(endings(), 0, 0);
    QVERIFY(session().selection().outcome.has_value());
    const std::size_t hang = *session().selection().outcome;
    QVERIFY(session().result().verdict->outcomes[hang].kind == FindingKind::Hang);
    // Another view selects another ending.
    session().select({.cell = {}, .thread = {}, .outcome = hang + 1});
    QVERIFY(endings()->currentIndex().isValid() && endings()->currentIndex().row() != 0);
    QVERIFY(endings()->selectionModel()->isRowSelected(endings()->currentIndex().row()));
    session().select(session().selection());
    QVERIFY(!endings()->currentIndex().isValid());
    // A click selects, and does not end a selection.
    clickCell(endings(), 0, 0);
    clickCell(endings(), 0, 1);
    QCOMPARE(session().selection().outcome, std::optional(hang));
}

void OutcomesViewTest::aClickOnACellShowsThatVariantAndModel()
{
    const int variants = static_cast<int>(session().variantCount());
    QCOMPARE(matrix()->model()->rowCount(), variants);
    QCOMPARE(cell(matrix(), 0, 0), QStringLiteral("Hash lock"));
    QCOMPARE(cell(matrix(), 0, 1), QStringLiteral("No failure"));
    QCOMPARE(cell(matrix(), 1, 1), QStringLiteral("Hang, 2 switches"));
    QCOMPARE(matrix()->height(), matrix()->sizeHint().height());
    QSignalSpy changed(&session(), &Session::variantChanged);
    clickCell(matrix(), 0, 2);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(session().variant(), std::size_t{0});
    QCOMPARE(session().memory(), MemoryModel::Tso);
    QVERIFY(shown().accessibleName("outcomesTitle").endsWith(QStringLiteral("Hash lock, TSO")));
    matrix()->setFocus();
    matrix()->setCurrentIndex(matrix()->model()->index(0, 2));
    QTest::keyClick(matrix(), Qt::Key_Down);
    QTest::keyClick(matrix(), Qt::Key_Left);
    QTest::keyClick(matrix(), Qt::Key_Return);
    QCOMPARE(session().variant(), std::size_t{1});
    QCOMPARE(session().memory(), MemoryModel::Sc);
}

void OutcomesViewTest::otherModelsAreSearchedOnlyWhileTheViewIsShown()
{
    const SearchSubject other{.variant = 0, .memory = MemoryModel::Pso};
    QCOMPARE(session().search().result(other).stage, Stage::Done);
    shown().press(Qt::Key_1, Qt::ControlModifier);
    session().setParameter("lookups", 2);
    QVERIFY(waitUntilIdle());
    QCOMPARE(session().search().result(other).stage, Stage::Waiting);
    QCOMPARE(cell(matrix(), 0, 3), QStringLiteral("Waiting"));
    shown().press(Qt::Key_3, Qt::ControlModifier);
    QVERIFY(!session().search().isIdle());
}

void OutcomesViewTest::aSearchIsStoppedAndGoesOn()
{
    openFile("big.race", endless);
    QTRY_VERIFY_WITH_TIMEOUT(session().result().progress.states > 0, 60'000);
    auto *bar = shown().find<QWidget>("searchBar");
    QVERIFY(bar->isVisible());
    QVERIFY2(bar->accessibleName().contains(QStringLiteral("to expand")),
             qPrintable(bar->accessibleName()));
    QCOMPARE(shown().text("searchBarButton"), QStringLiteral("Stop search"));
    // What the first states show is there already, as a bound.
    QCOMPARE(shown().accessibleName("outcomesTitle").section(QLatin1Char(','), 0, 0),
             QStringLiteral("At least 1 ending"));
    QCOMPARE(cell(endings(), 0, 1), QStringLiteral("at least 1"));
    QCOMPARE(cell(endings(), 0, 3), QStringLiteral("..."));
    shown().click("searchBarButton");
    QTRY_COMPARE_WITH_TIMEOUT(session().result().stage, Stage::Done, 60'000);
    QVERIFY2(bar->accessibleName().startsWith(
                 QStringLiteral("Search stopped early. The verdict covers ")),
             qPrintable(bar->accessibleName()));
    QCOMPARE(shown().text("searchBarButton"), QStringLiteral("Continue"));
    QCOMPARE(shown().accessibleDescription("searchBarButton"),
             QStringLiteral("Searches again from the start."));
    QCOMPARE(cell(matrix(), 1, 1), QStringLiteral("Waiting"));
    shown().click("searchBarButton");
    QCOMPARE(session().result().stage, Stage::Searching);
    QCOMPARE(names().front(), QStringLiteral("BUG_ON failed, line 3"));
    session().search().stopEarly();
    QTRY_VERIFY_WITH_TIMEOUT(session().search().isIdle(), 60'000);
    QCOMPARE(shown().text("stopSearches"), QStringLiteral("Continue search"));
}

void OutcomesViewTest::aLimitThatWasHitIsRaised()
{
    Limits limits;
    limits.maxStates = 100; // of 168
    session().search().setLimits(limits);
    session().setParameter("lookups", 2);
    session().setParameter("lookups", 1);
    QVERIFY(waitUntilIdle());
    QCOMPARE(shown().accessibleName("searchBar"),
             QStringLiteral("Search stopped early. The verdict covers 100 states."));
    QCOMPARE(shown().accessibleDescription("searchBarButton"),
             QStringLiteral("Searches again from the start, up to 200 states."));
    shown().click("searchBarButton");
    QVERIFY(waitUntilIdle());
    QVERIFY(!shown().find<QWidget>("searchBar")->isVisible());
    QVERIFY(session().result().verdict->isComplete());
}

void OutcomesViewTest::theCertificateIsThatOfTheSelectedHang()
{
    QCOMPARE(label("certificateTitle"),
             QStringLiteral("Certificate of \u201cHang: lookup sleeps forever\u201d"));
    QVERIFY2(label("certificate").contains(QStringLiteral("No other statement wakes it.")),
             qPrintable(label("certificate")));
    clickCell(endings(), 1, 0);
    QCOMPARE(label("certificate"), QString());
    clickCell(endings(), 0, 0);
    QVERIFY(label("certificate").startsWith(QStringLiteral("lookup sleeps on")));
    QTRY_VERIFY_WITH_TIMEOUT(!label("unreached").startsWith(QStringLiteral("Looking")), 60'000);
    QVERIFY2(label("unreached").startsWith(QStringLiteral("Every line")) ||
                 label("unreached").startsWith(QStringLiteral("Line ")),
             qPrintable(label("unreached")));
}

void OutcomesViewTest::everyRowAndCellIsRead()
{
    for (QTableView *table : {endings(), matrix()}) {
        QAccessibleInterface *read = QAccessible::queryAccessibleInterface(table);
        QVERIFY(read && !read->text(QAccessible::Name).isEmpty());
        const QAbstractItemModel &model = *table->model();
        QVERIFY(read->tableInterface());
        QCOMPARE(read->tableInterface()->rowCount(), model.rowCount());
        for (int row = 0; row < model.rowCount(); ++row)
            for (int column = 0; column < model.columnCount(); ++column) {
                const auto *one = read->tableInterface()->cellAt(row, column);
                QVERIFY(one && !one->text(QAccessible::Name).isEmpty());
            }
    }
    QAccessibleInterface *first =
        QAccessible::queryAccessibleInterface(endings())->tableInterface()->cellAt(0, 0);
    QVERIFY(first->text(QAccessible::Name)
                .startsWith(QStringLiteral("Hang: lookup sleeps forever (lookup asleep")));
}

void OutcomesViewTest::aThousandEndingsScrollFast()
{
    openFile("many.race", R"(scenario "Many"; int x;
thread a { WRITE_ONCE(x, 100 * choose(0, 9) + 10 * choose(0, 9) + choose(0, 9)); }
)");
    QTRY_COMPARE_WITH_TIMEOUT(endings()->model()->rowCount(), 1000, 60'000);
    QVERIFY(endings()->findChildren<QWidget *>().size() < 20);
    QElapsedTimer timer;
    timer.start();
    for (int row = 0; row < 1000; row += 50) {
        endings()->scrollTo(endings()->model()->index(row, 0), QAbstractItemView::PositionAtTop);
        endings()->viewport()->grab();
    }
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    // What stands below has its room.
    auto *below = shown().find<QWidget>("outcomesScroll");
    QVERIFY(below->height() >= shown().find<QWidget>("outcomes")->height() / 3);
}

void OutcomesViewTest::longNamesAndNarrowPanesLoseNothing()
{
    shown().appearance().setTextSize(1.3);
    shown().window().resize(QSize(1024, 680));
    QTest::qWait(50); // for the layout
    const QHeaderView *header = endings()->horizontalHeader();
    QVERIFY(header->length() <= endings()->viewport()->width() + 1);
    QVERIFY(matrix()->horizontalHeader()->length() <= matrix()->viewport()->width() + 1);
    clickCell(endings(), 0, 4);
    QVERIFY(session().run().length() > 10);
}

} // namespace racewalk::desktop

QTEST_MAIN(racewalk::desktop::OutcomesViewTest)
#include "outcomes_view_test.moc"

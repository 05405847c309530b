// SPDX-License-Identifier: GPL-3.0-or-later
// What gives way to large text, to low and narrow windows, and to many threads; and what does not.
#include <QAccessible>
#include <QApplication>
#include <QHelpEvent>
#include <QImage>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSpinBox>
#include <QTest>
#include <QToolTip>

#include "app/views/window_harness.h"
#include "desktop/models/moment/shared_state.h"
#include "desktop/views/controls/view_tabs.h"
#include "desktop/views/panes/code_pane.h"
#include "desktop/views/window_size.h"

#include <utility>

namespace racewalk::desktop {
namespace {

const QString scenarios = QStringLiteral(RACEWALK_RESOURCES_DIR "/scenarios/");
const QString inodePath = scenarios + QStringLiteral("inode/inode-teardown.race");

} // namespace

class RoomTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }
    void nineLinesAndTheSharedStateAreKept_data();
    void nineLinesAndTheSharedStateAreKept();
    void whereNothingElseGivesWayThePageScrolls();
    void whatChangedIsAmongTheRows();
    void theLaneStepsFromItsRow();
    void sixThreadsHaveABarAndScroll();
    void aThreadIsFoundByItsName();
    void theSmallestWindowsAreAsPromised();
    void theTabRowShowsEveryControlWhole_data();
    void theTabRowShowsEveryControlWhole();
    void theLegendGivesWayToTheRows();
    void codeHasNoSeamsWherePixelsAreFractions();

private:
    bool open(QSize size, int percent)
    {
        m_harness = std::make_unique<WindowHarness>(inodePath);
        shown().appearance().setTextSize(percent / 100.0);
        shown().window().setMinimumSize(100, 100); // as on a small screen
        if (!shown().show(size))
            return false;
        shown().pickVariant("rcu_lookup");
        QCoreApplication::processEvents();
        return shown().window().size() == size;
    }
    QRect placeIn(const char *name, const QWidget *ancestor)
    {
        const auto *widget = shown().find<QWidget>(name);
        return {widget->mapTo(ancestor, QPoint(0, 0)), widget->size()};
    }
    bool isWhole(const char *name)
    {
        return shown().find<QWidget>(name)->isVisible() &&
               shown().window().rect().contains(placeIn(name, &shown().window()));
    }
    QStringList rowsOf(const char *name)
    {
        QStringList rows;
        QAccessibleInterface *list =
            QAccessible::queryAccessibleInterface(shown().find<QWidget>(name));
        for (int row = 0; list && row < list->childCount(); ++row)
            rows << list->child(row)->text(QAccessible::Name);
        return rows;
    }
    WindowHarness &shown() { return *m_harness; }

    std::unique_ptr<WindowHarness> m_harness;
};

void RoomTest::nineLinesAndTheSharedStateAreKept_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("percent");
    QTest::newRow("usual") << QSize(1440, 900) << 100;
    QTest::newRow("laptop") << QSize(1024, 700) << 100;
    QTest::newRow("old") << QSize(792, 564) << 100;
    QTest::newRow("smallest") << QSize(1024, 680) << 130;
    QTest::newRow("projector") << QSize(1280, 720) << 150;
    QTest::newRow("projector with a frame") << QSize(1272, 684) << 150;
    QTest::newRow("scaled") << QSize(845, 444) << 100;
    QTest::newRow("largest") << QSize(1707, 960) << 200;
    QTest::newRow("4K") << QSize(3840, 2160) << 200;
}

void RoomTest::nineLinesAndTheSharedStateAreKept()
{
    QFETCH(QSize, size);
    QFETCH(int, percent);
    QVERIFY(open(size, percent));
    shown().session().replay(QStringLiteral("lookup*2 evict*8"));
    QCoreApplication::processEvents();
    QVERIFY(
        shown().save(QStringLiteral("room-%1.png").arg(QLatin1String(QTest::currentDataTag()))));
    // Next to each other, not compact below each other.
    QCOMPARE(placeIn("threadCard1", &shown().window()).top(),
             placeIn("threadCard2", &shown().window()).top());
    for (const char *name : {"code1", "code2"}) {
        const auto *code = shown().find<CodePane>(name);
        const double line = CodePane::rowHeight * percent / 100.0;
        QVERIFY2(code->viewport()->height() / line >= 9,
                 qPrintable(QStringLiteral("%1 of %2").arg(code->viewport()->height()).arg(line)));
    }
    for (const char *name : {"step1", "step2", "back", "counter", "forward", "verdict",
                             "sharedState", "sharedTiles", "timeline"})
        QVERIFY2(isWhole(name), name);
    QCOMPARE(shown().find<QScrollArea>("sharedScroll")->horizontalScrollBar()->maximum(), 0);
    QCOMPARE(shown().find<QScrollArea>("sharedScroll")->verticalScrollBar()->maximum(), 0);
}

void RoomTest::whereNothingElseGivesWayThePageScrolls()
{
    QVERIFY(open(QSize(1280, 480), 150));
    auto *scroll = shown().find<QScrollArea>("cardScroll");
    QScrollBar &bar = *scroll->verticalScrollBar();
    QVERIFY(bar.maximum() > 0);
    QVERIFY(bar.isVisible());
    for (const char *name : {"code1", "code2"}) {
        const auto *code = shown().find<CodePane>(name);
        QVERIFY(code->viewport()->height() >= 9 * qFloor(CodePane::rowHeight * 1.5));
    }
    const auto isInView = [&](const char *name) {
        return scroll->viewport()->rect().contains(placeIn(name, scroll->viewport()));
    };
    QVERIFY(!isInView("step1"));
    bar.setValue(bar.maximum());
    QVERIFY(isInView("step1") && isInView("step2"));
    for (const char *name : {"back", "counter", "forward", "verdict", "sharedState", "timeline"})
        QVERIFY2(isWhole(name), name);
}

void RoomTest::whatChangedIsAmongTheRows()
{
    QVERIFY(open(QSize(1280, 720), 150));
    shown().session().replay(QStringLiteral("evict*3"));
    const std::size_t length = shown().session().run().length();
    for (std::size_t step = 0; step < length; ++step) {
        shown().session().jump(step + 1);
        shown().find<QWidget>("sharedTiles")->grab();
        const QStringList rows = rowsOf("sharedTiles");
        for (const SharedTile &tile : sharedState(shown().session()))
            for (const SharedRow &row : tile.rows)
                if (row.isChanged())
                    QVERIFY2(rows.contains(row.accessibleText()) ||
                                 rows.contains(QStringLiteral("RCU ") + row.accessibleText()),
                             qPrintable(row.accessibleText() + rows.join(QLatin1Char('\n'))));
    }
}

void RoomTest::theLaneStepsFromItsRow()
{
    QVERIFY(open(QSize(1280, 720), 150));
    QVERIFY(!shown().find<QWidget>("threadCard3")->isVisible());
    shown().session().replay(QStringLiteral("evict!")); // no reader: its callback can run
    auto *tiles = shown().find<QWidget>("sharedTiles");
    tiles->grab();
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(tiles);
    const std::size_t length = shown().session().run().length();
    for (int row = 0; row < list->childCount(); ++row)
        if (list->child(row)->text(QAccessible::Name).startsWith(QLatin1String("Step rcu")))
            QTest::mouseClick(tiles, Qt::LeftButton, Qt::NoModifier,
                              tiles->mapFromGlobal(list->child(row)->rect().center()));
    QCOMPARE(shown().session().run().length(), length + 1);
}

void RoomTest::sixThreadsHaveABarAndScroll()
{
    QVERIFY(open(QSize(1440, 900), 100));
    QVERIFY(!shown().find<QWidget>("threadBar")->isVisible());
    shown().find<QSpinBox>("parameter_lookups")->setValue(5);
    QTRY_VERIFY(shown().find<QWidget>("threadBar")->isVisible());
    const QStringList rows = rowsOf("threadBar");
    QCOMPARE(rows.size(), 7);
    QVERIFY2(rows[0].startsWith(QLatin1String("lookup[0], ")) &&
                 rows[0].endsWith(QLatin1String(", in view")),
             qPrintable(rows[0]));
    QVERIFY(!rows[5].contains(QLatin1String("in view")));
    auto *scroll = shown().find<QScrollArea>("cardScroll");
    QVERIFY(scroll->horizontalScrollBar()->isVisible());
    const auto inView = [&](const char *name) {
        return scroll->viewport()->rect().contains(placeIn(name, scroll->viewport()));
    };
    QCOMPARE(shown().find<QWidget>("threadCard1")->width(), 240);
    QVERIFY(inView("threadCard1") && !inView("threadCard6"));
    shown().pressDigit(6);
    QTRY_VERIFY(inView("threadCard6"));
    QVERIFY2(rowsOf("threadBar")[5].contains(QLatin1String("took the last step, in view")),
             qPrintable(rowsOf("threadBar")[5]));
    QVERIFY(shown().save(QStringLiteral("room-six.png")));
    auto *bar = shown().find<QWidget>("threadBar");
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(bar);
    QTest::mouseClick(bar, Qt::LeftButton, Qt::NoModifier,
                      bar->mapFromGlobal(list->child(0)->rect().center()));
    QVERIFY(inView("threadCard1"));
    shown().press(Qt::Key_Right, Qt::AltModifier);
    QVERIFY(!inView("threadCard1"));
    shown()
        .find<QSpinBox>("parameter_lookups")
        ->setValue(6); // other cards, while they are scrolled
    QCOMPARE(rowsOf("threadBar").size(), 8);
}

void RoomTest::aThreadIsFoundByItsName()
{
    QVERIFY(open(QSize(1440, 900), 100));
    shown().find<QSpinBox>("parameter_lookups")->setValue(5);
    shown().window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&shown().window()));
    shown().press(Qt::Key_F7);
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("threadBar"));
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("evi"));
    QVERIFY(shown().accessibleDescription("threadBar").startsWith(QLatin1String("evict, ")));
    QCOMPARE(shown().session().run().length(), std::size_t{0});
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("step6"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QCOMPARE(shown().session().scheduleText(), QStringLiteral("evict"));
    shown().press(Qt::Key_F7);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("4]"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(QApplication::focusWidget()->objectName() != QLatin1String("threadBar"));
}

void RoomTest::theSmallestWindowsAreAsPromised()
{
    QCOMPARE(leastWindowSize(1), QSize(1024, 680));
    QCOMPARE(leastWindowSize(1.3), QSize(1024, 680));
    QCOMPARE(leastWindowSize(1.5), QSize(1280, 720));
    QCOMPARE(leastWindowSize(2), QSize(1707, 960));
    QCOMPARE(greatestTextSize(QSize(800, 564)), 1.0);
    QCOMPARE(greatestTextSize(QSize(600, 400)), 0.9);
    QCOMPARE(greatestTextSize(QSize(1024, 680)), 1.3);
    QCOMPARE(greatestTextSize(QSize(1280, 720)), 1.5);
    QCOMPARE(greatestTextSize(QSize(3840, 2160)), 2.0);
}

void RoomTest::theTabRowShowsEveryControlWhole_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("percent");
    QTest::addColumn<int>("walks");
    QTest::addColumn<bool>("hasTexts"); // all tabs of the timeline
    QTest::newRow("usual") << QSize(1440, 900) << 100 << 1 << true;
    QTest::newRow("usual, three walks") << QSize(1440, 900) << 100 << 3 << true;
    QTest::newRow("laptop") << QSize(1024, 700) << 100 << 1 << false;
    QTest::newRow("laptop, three walks") << QSize(1024, 700) << 100 << 3 << false;
    QTest::newRow("smallest") << QSize(1024, 680) << 130 << 3 << false;
    QTest::newRow("projector") << QSize(1280, 720) << 150 << 3 << false;
    QTest::newRow("4K") << QSize(3840, 2160) << 200 << 3 << true;
}

void RoomTest::theTabRowShowsEveryControlWhole()
{
    QFETCH(QSize, size);
    QFETCH(int, percent);
    QFETCH(int, walks);
    QFETCH(bool, hasTexts);
    QVERIFY(open(size, percent));
    for (int walk = 0; walk < walks; ++walk)
        QVERIFY(shown().session().replay(QStringLiteral("lookup*%1 evict").arg(walk + 1)));
    auto *pane = shown().find<QWidget>("rightPane");
    const auto *tabs = shown().find<ViewTabs>("viewTabs");
    for (const Qt::Key key : {Qt::Key_1, Qt::Key_2, Qt::Key_3}) {
        shown().press(key, Qt::ControlModifier);
        QCoreApplication::processEvents();
        const QRect row(0, 0, pane->width(), tabs->geometry().bottom());
        int right = tabs->geometry().left();
        for (QWidget *control : pane->findChildren<QWidget *>(Qt::FindDirectChildrenOnly)) {
            if (!control->isVisible() || !row.contains(control->geometry().center()))
                continue;
            QVERIFY2(control->width() >= control->minimumSizeHint().width() &&
                         row.left() <= control->geometry().left() &&
                         control->geometry().right() < row.right(),
                     qPrintable(control->objectName()));
            right = std::max(right, control->geometry().right());
        }
        QVERIFY(tabs->tabRect(2).right() < tabs->width());
        QVERIFY(right < pane->width());
    }
    shown().press(Qt::Key_1, Qt::ControlModifier);
    QCoreApplication::processEvents();
    QCOMPARE(tabs->width() == tabs->widthWith(ViewTabs::Texts::All), hasTexts);
    QCOMPARE(shown().button("walks")->isVisible(), walks > 1);
    shown().press(Qt::Key_3, Qt::ControlModifier);
    QVERIFY(!shown().button("walks")->isVisible()); // the outcomes have no list of walks
}

void RoomTest::theLegendGivesWayToTheRows()
{
    QVERIFY(open({1280, 720}, 150));
    QVERIFY(shown().session().replay(QStringLiteral("lookup*2 evict*8")));
    auto *timeline = shown().find<QAbstractScrollArea>("timeline");
    const auto *footer = shown().find<QWidget>("timelineFooter");
    QVERIFY(!footer->isVisible());
    // It is in the tooltip of the strip then.
    QHelpEvent help(QEvent::ToolTip, QPoint(8, 100),
                    timeline->viewport()->mapToGlobal(QPoint(8, 100)));
    QApplication::sendEvent(timeline->viewport(), &help);
    QVERIFY(QToolTip::text().contains(QStringLiteral("Fate: Safe, May hang, Hang inevitable")));
    QVERIFY(QToolTip::text().contains(QStringLiteral("Bars: ")));
    QVERIFY(open({1440, 900}, 100));
    footer = shown().find<QWidget>("timelineFooter");
    QVERIFY(footer->isVisible());
    timeline = shown().find<QAbstractScrollArea>("timeline");
    QVERIFY(footer->geometry().top() > timeline->viewport()->geometry().bottom());
}

void RoomTest::codeHasNoSeamsWherePixelsAreFractions()
{
    QVERIFY(open(QSize(1441, 901), 100));
    shown().session().replay(QStringLiteral("lookup*2 evict*8"));
    QWidget *code = shown().find<CodePane>("code2")->viewport();
    const QColor bar = shown().appearance().theme().color(Token::KLookE);
    const auto barsAt = [&](double ratio) {
        QImage image(QSize(qFloor(code->width() * ratio), qFloor(code->height() * ratio)),
                     QImage::Format_RGB32);
        image.setDevicePixelRatio(ratio);
        image.fill(Qt::magenta);
        code->render(&image, {}, {}, {});
        int bars = 0, seams = 0;
        bool isBar = false;
        for (int y = 0; y < image.height(); ++y) {
            const bool isHere = image.pixelColor(qFloor(18.5 * ratio), y) == bar;
            bars += isHere && !isBar ? 1 : 0;
            isBar = isHere;
            for (int x = 0; x < image.width(); ++x) {
                const QColor pixel = image.pixelColor(x, y);
                const bool shines = pixel.red() > pixel.green() + 60 &&
                                    pixel.blue() > pixel.green() + 60 && pixel.red() > 200;
                seams += shines ? 1 : 0;
            }
        }
        return std::pair{bars, seams};
    };
    const auto [bars, seams] = barsAt(1);
    QVERIFY(bars > 0);
    for (const double ratio : {1.25, 1.5, 1.75}) {
        QCOMPARE(barsAt(ratio).first, bars);
        QCOMPARE(barsAt(ratio).second, 0);
    }
    QCOMPARE(seams, 0);
}

} // namespace racewalk::desktop

QTEST_MAIN(racewalk::desktop::RoomTest)
#include "room_test.moc"

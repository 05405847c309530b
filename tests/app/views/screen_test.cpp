// SPDX-License-Identifier: GPL-3.0-or-later
// The window on small screens, and with keys that must not lead out of the cards.
#include <QApplication>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSpinBox>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTest>

#include "app/views/window_harness.h"
#include "desktop/session/exporting.h"
#include "desktop/views/timeline/timeline_view.h"

namespace racewalk::desktop {
namespace {

const QString scenarios = QStringLiteral(RACEWALK_RESOURCES_DIR "/scenarios/");
const QString threeThreads = scenarios + QStringLiteral("waiting/rwsem-ticket.race");
const QString inodePath = scenarios + QStringLiteral("inode/inode-teardown.race");

} // namespace

class ScreenTest final : public QObject {
    Q_OBJECT

public:
    /// Three screens, whose windows have frames: a laptop, an old projector, and 1280x720 at 150 %.
    static void initMain()
    {
        static QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("screens.json")));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write %s", qPrintable(file.fileName()));
        QByteArray screens;
        int x = 0, number = 0;
        for (const QSize size : {QSize(1440, 900), QSize(1024, 700), QSize(853, 480)}) {
            screens += QStringLiteral("%1{\"name\":\"%5\",\"x\":%3,\"y\":0,\"width\":%2,"
                                      "\"height\":%4,\"logicalDpi\":96,\"logicalBaseDpi\":96,"
                                      "\"dpr\":1}")
                           .arg(QLatin1String(x > 0 ? "," : ""))
                           .arg(size.width())
                           .arg(x)
                           .arg(size.height())
                           .arg(number++) // screens are in the order of their names
                           .toUtf8();
            x += size.width();
        }
        file.write("{\"windowFrameMargins\":true,\"screens\":[" + screens + "]}");
        qputenv("QT_QPA_PLATFORM", "offscreen:configfile=" + file.fileName().toUtf8());
    }

private Q_SLOTS:
    void init() { QSettings().clear(); }
    void theWindowFitsItsScreen_data() { addScreens(); }
    void theWindowFitsItsScreen();
    void noControlIsCut_data() { addScreens(); }
    void noControlIsCut();
    void threeCardsAreWholeOnALaptop();
    void whatTheToolBarHasNoRoomForIsInTheMenu();
    void sizeAndSplitterAreRemembered();
    void upAndDownOnACardScrollItsCode();
    void moreThreadsKeepTheRun();
    void aDroppedStepIsSaidAndUndone();
    void theScenarioListOpensAtTheFirstKey();
    void aLivelockIsMarkedOnCardsAndInTheTimeline();

private:
    static void addScreens()
    {
        QTest::addColumn<int>("number");
        for (int number = 0; number < 3; ++number)
            QTest::addRow("%d", QGuiApplication::screens().value(number)->size().width()) << number;
    }
    /// As a start of the program does.
    bool open(const QString &path, int screenNumber = 0)
    {
        m_harness = std::make_unique<WindowHarness>(path);
        QScreen *screen = QGuiApplication::screens().value(screenNumber);
        MainWindow &window = shown().window();
        window.setScreen(screen);
        window.move(screen->geometry().topLeft());
        window.restoreLayout();
        window.show();
        window.activateWindow();
        return QTest::qWaitForWindowActive(&window) && shown().search();
    }
    WindowHarness &shown() { return *m_harness; }

    std::unique_ptr<WindowHarness> m_harness;
};

void ScreenTest::theWindowFitsItsScreen()
{
    QFETCH(int, number);
    QVERIFY(open(threeThreads, number));
    const MainWindow &window = shown().window();
    const QRect room = QGuiApplication::screens().value(number)->availableGeometry();
    QCOMPARE(window.screen(), QGuiApplication::screens().value(number));
    QTRY_VERIFY2(room.contains(window.frameGeometry()),
                 qPrintable(QStringLiteral("%1x%2").arg(window.width()).arg(window.height())));
    QVERIFY(window.frameGeometry().size() != window.size());
    QVERIFY(window.width() > room.width() - 20);
}

void ScreenTest::noControlIsCut()
{
    QFETCH(int, number);
    for (const QString &path : {inodePath, threeThreads}) {
        QVERIFY(open(path, number));
        shown().press(Qt::Key_F);
        shown().press(Qt::Key_End);
        for (const ThemeChoice theme : {ThemeChoice::Light, ThemeChoice::Dark}) {
            shown().appearance().setChoice(theme);
            QCoreApplication::processEvents();
            QVERIFY(
                shown().save(QStringLiteral("window-%1-%2-%3.png")
                                 .arg(QLatin1String(path == inodePath ? "inode" : "three"),
                                      QLatin1String(theme == ThemeChoice::Dark ? "dark" : "light"))
                                 .arg(shown().window().screen()->size().width())));
        }
        for (const char *name : {"toolBar", "statusStrip"}) {
            auto *bar = shown().find<QWidget>(name);
            QRect last;
            for (auto *child : bar->findChildren<QWidget *>(Qt::FindDirectChildrenOnly)) {
                if (!child->isVisible())
                    continue;
                const QByteArray what = child->objectName().toUtf8();
                QVERIFY2(bar->rect().contains(child->geometry()), what);
                QVERIFY2(child->width() >= child->minimumSizeHint().width(), what);
            }
        }
        // The legend, if the rows leave it room: as high as its lines, and inside its pane.
        auto *timeline = shown().find<TimelineView>("timeline");
        const auto footer =
            timelineFooter(*shown().session().timeline(), timeline->viewport()->width(),
                           shown().appearance().theme().textWidth());
        const auto *band = shown().find<QWidget>("timelineFooter");
        QVERIFY(!band->isVisible() || (band->height() == qCeil(footer.height) &&
                                       timeline->rect().contains(band->geometry())));
    }
}

void ScreenTest::threeCardsAreWholeOnALaptop()
{
    QVERIFY(open(threeThreads));
    auto *scroll = shown().find<QScrollArea>("cardScroll");
    QCOMPARE(scroll->horizontalScrollBar()->maximum(), 0);
    for (const char *name : {"threadCard1", "threadCard2", "threadCard3"}) {
        auto *card = shown().find<QWidget>(name);
        const QRect place(card->mapTo(scroll->viewport(), QPoint(0, 0)), card->size());
        QVERIFY2(scroll->viewport()->rect().contains(place), name);
    }
}

void ScreenTest::whatTheToolBarHasNoRoomForIsInTheMenu()
{
    QVERIFY(open(inodePath, 2));
    QVERIFY(!shown().find<QSpinBox>("parameter_lookups")->isVisible());
    shown().press(Qt::Key_F10);
    auto *field = shown().find<QSpinBox>("menuParameter_lookups");
    QTRY_VERIFY(field->isVisible());
    field->setFocus();
    QTest::keyClick(field, Qt::Key_Up);
    QCOMPARE(shown().session().program().parameters.front().value, 2);
    QApplication::activePopupWidget()->close();
    QVERIFY(open(inodePath, 0));
    QVERIFY(shown().find<QSpinBox>("parameter_lookups")->isVisible());
    shown().press(Qt::Key_F10);
    QTRY_VERIFY(QApplication::activePopupWidget());
    QVERIFY(!shown().find<QSpinBox>("menuParameter_lookups")->isVisible());
    QApplication::activePopupWidget()->close();
}

void ScreenTest::sizeAndSplitterAreRemembered()
{
    QVERIFY(open(inodePath));
    shown().window().resize(1300, 800);
    auto *splitter = shown().find<QSplitter>("splitter");
    splitter->setSizes({700, 560});
    const QList<int> sizes = splitter->sizes();
    shown().window().close();

    WindowHarness again(inodePath);
    again.window().restoreLayout();
    again.window().show();
    QVERIFY(QTest::qWaitForWindowExposed(&again.window()));
    QCOMPARE(again.window().size(), QSize(1300, 800));
    QCOMPARE(again.find<QSplitter>("splitter")->sizes(), sizes);
}

void ScreenTest::upAndDownOnACardScrollItsCode()
{
    QVERIFY(open(inodePath));
    shown().pickVariant("rcu_lookup");
    const std::int32_t lookups = shown().session().program().parameters.front().value;
    for (const char *name : {"step1", "run1", "step2", "run2"}) {
        auto *button = shown().button(name);
        button->setFocus(Qt::TabFocusReason);
        for (const Qt::Key key : {Qt::Key_Up, Qt::Key_Down, Qt::Key_Down, Qt::Key_Down})
            QTest::keyClick(QApplication::focusWidget(), key);
        QCOMPARE(QApplication::focusWidget(), static_cast<QWidget *>(button));
    }
    auto *bar =
        shown().find<QWidget>("code1")->findChild<QScrollBar *>(QStringLiteral("codeScrollBar"));
    QVERIFY(bar->maximum() > 0);
    QVERIFY(bar->value() > 0);
    QCOMPARE(shown().session().program().parameters.front().value, lookups);
    QCOMPARE(shown().session().run().length(), std::size_t{0});
}

void ScreenTest::moreThreadsKeepTheRun()
{
    QVERIFY(open(inodePath));
    shown().pickVariant("rcu_lookup");
    for (const std::size_t digit : {1, 1, 2})
        shown().pressDigit(digit);
    QTest::keyClick(shown().find<QSpinBox>("parameter_lookups"), Qt::Key_Up);
    QVERIFY(shown().card(2).startsWith(QStringLiteral("lookup[1]")));
    QCOMPARE(shown().text("counter"), QStringLiteral("3 / 3"));
    QCOMPARE(shown().message(), QString());
    QVERIFY(shown().accessibleDescription("timeline").startsWith(QStringLiteral("Step 3, evict")));
    QTest::keyClick(shown().find<QSpinBox>("parameter_lookups"), Qt::Key_Down);
    QCOMPARE(shown().text("counter"), QStringLiteral("3 / 3"));
}

void ScreenTest::aDroppedStepIsSaidAndUndone()
{
    QVERIFY(open(inodePath));
    shown().pickVariant("rcu_lookup");
    auto *lookups = shown().find<QSpinBox>("parameter_lookups");
    QTest::keyClick(lookups, Qt::Key_Up);
    for (const std::size_t digit : {1, 2, 2})
        shown().pressDigit(digit);
    QTest::keyClick(lookups, Qt::Key_Down);
    QCOMPARE(shown().text("counter"), QStringLiteral("1 / 1"));
    QVERIFY2(shown().message().startsWith(
                 QStringLiteral("Steps 2 to 3 cannot be taken here. They are kept.")),
             qPrintable(shown().message()));
    QVERIFY(shown().save(QStringLiteral("window-dropped.png")));
    QCOMPARE(shown().text("messageAction"), QStringLiteral("Undo"));
    shown().click("messageAction");
    QCOMPARE(lookups->value(), 2);
    QCOMPARE(shown().text("counter"), QStringLiteral("3 / 3"));
    QCOMPARE(shown().message(), QString());
}

void ScreenTest::theScenarioListOpensAtTheFirstKey()
{
    QVERIFY(open(inodePath));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_L, Qt::ControlModifier);
    QTRY_VERIFY(QApplication::activePopupWidget());
    QCOMPARE(QApplication::activePopupWidget()->objectName(), QStringLiteral("pickerPopup"));
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Escape);
    QTRY_VERIFY(!QApplication::activePopupWidget());
    QVERIFY(shown().find<QWidget>("leftPane")->isAncestorOf(QApplication::focusWidget()));
}

void ScreenTest::aLivelockIsMarkedOnCardsAndInTheTimeline()
{
    QVERIFY(open(scenarios + QStringLiteral("classroom/polite-trylock.race")));
    shown().press(Qt::Key_F);
    QVERIFY(!shown().card(1).contains(QStringLiteral("Livelock")));
    shown().press(Qt::Key_End);
    for (const std::size_t number : {1, 2})
        QVERIFY2(shown().card(number).contains(QStringLiteral("Livelock")),
                 qPrintable(shown().card(number)));
    QVERIFY(shown().accessibleDescription("timeline").contains(QStringLiteral("livelock")));
    QVERIFY(shown().save(QStringLiteral("window-livelock.png")));
    const auto svg = exported(exportSource(shown().session(), {}), ExportFormat::Svg,
                              {.theme = ThemeKind::Light});
    QVERIFY(svg);
    QCOMPARE(svg->count("livelock: runs forever"), 2);
    // Further steps stay in it; going back leaves it.
    shown().pressDigit(1);
    QVERIFY(shown().card(1).contains(QStringLiteral("Livelock")));
    shown().press(Qt::Key_Home);
    QVERIFY(!shown().card(1).contains(QStringLiteral("Livelock")));
}

} // namespace racewalk::desktop

QTEST_MAIN(racewalk::desktop::ScreenTest)
#include "screen_test.moc"

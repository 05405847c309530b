// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QSettings>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "app/views/window_harness.h"
#include "desktop/base/settings.h"
#include "desktop/session/exporting.h"
#include "desktop/views/main_window.h"

namespace racewalk::desktop {
namespace {

const QString inodePath =
    QStringLiteral(RACEWALK_RESOURCES_DIR "/scenarios/inode/inode-teardown.race");

} // namespace

class WindowTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void everyControlHasANameAndIsReached();
    void tabGoesThroughTheCardsAlsoOfAnotherVariant();
    void listsAreReadRowByRow();
    void pointingAtALockMarksItsEvents();
    void aFileThatCannotBeOpenedIsSaidAndTheOldScenarioStays();
    void sixLookupsGiveEightCards();
    void aThemeChangesEveryPixelOfTheBackground();
    void biggerTextMakesBiggerButtons();
    void aNarrowLeftPaneStacksCompactCards();
    void aLowWindowKeepsTheSharedState();
    void theScheduleIsCopiedAndPasted();
    void everyFormatIsWritten();
    void picturesAreWritten();
    void theCounterTakesANumber();
    void digitsInAFieldAreNoSteps();
    void theScenarioListIsSearched();
    void keysAreListed();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<WindowHarness> m_harness;
    WindowHarness &shown() { return *m_harness; }
};

void WindowTest::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("racewalk"));
    QCoreApplication::setApplicationName(QStringLiteral("racewalk-window-test"));
    qputenv("RACEWALK_DATA_DIR", RACEWALK_RESOURCES_DIR);
}

void WindowTest::init()
{
    QSettings().clear();
    m_harness = std::make_unique<WindowHarness>(inodePath);
    shown().window().show();
    QVERIFY(QTest::qWaitForWindowExposed(&shown().window()));
}

void WindowTest::everyControlHasANameAndIsReached()
{
    std::size_t seen = 0;
    for (const auto *button : shown().window().findChildren<QAbstractButton *>()) {
        if (!button->isVisible() || button->inherits("QToolButton"))
            continue;
        ++seen;
        QVERIFY2(!button->objectName().isEmpty(), qPrintable(button->text()));
        QVERIFY2(!button->accessibleName().isEmpty(), qPrintable(button->objectName()));
        QVERIFY2(button->focusPolicy() & Qt::TabFocus, qPrintable(button->objectName()));
        QVERIFY2(button->width() >= 26 && button->height() >= 26, qPrintable(button->objectName()));
    }
    QVERIFY(seen > 10);
}

void WindowTest::tabGoesThroughTheCardsAlsoOfAnotherVariant()
{
    shown().pickVariant("rcu_lookup");
    shown().window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&shown().window()));
    shown().button("export")->setFocus(Qt::TabFocusReason);
    QStringList names;
    for (int i = 0; i < 6; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        names << QApplication::focusWidget()->objectName();
    }
    QCOMPARE(names, (QStringList{QStringLiteral("code1"), QStringLiteral("step1"),
                                 QStringLiteral("run1"), QStringLiteral("code2"),
                                 QStringLiteral("step2"), QStringLiteral("run2")}));
    auto *ring = shown().find<QWidget>("focusRing");
    QVERIFY(ring->isVisible());
    auto *run = shown().button("run2");
    QCOMPARE(ring->geometry().center(),
             QRect(run->mapTo(&shown().window(), QPoint(0, 0)), run->size()).center());
}

void WindowTest::listsAreReadRowByRow()
{
    shown().pickVariant("rcu_lookup");
    shown().session().replay(QStringLiteral("lookup*2 evict*3"));
    shown().press(Qt::Key_Left);
    const auto rows = [this](const char *name) {
        QStringList texts;
        QAccessibleInterface *list =
            QAccessible::queryAccessibleInterface(shown().find<QWidget>(name));
        for (int row = 0; list && row < list->childCount(); ++row)
            texts << list->child(row)->text(QAccessible::Name);
        return texts;
    };
    const QStringList timeline = rows("timeline");
    QCOMPARE(timeline.size(), 5);
    QVERIFY2(timeline[0].startsWith(QStringLiteral("Step 1, lookup, rcu_read_lock()")),
             qPrintable(timeline[0]));
    QVERIFY2(timeline[4].contains(QStringLiteral("future")), qPrintable(timeline[4]));
    const QStringList code = rows("code1");
    QVERIFY2(code.contains(QStringLiteral("rcu_read_lock();, executed, added")),
             qPrintable(code.join(QLatin1Char('\n'))));
    QVERIFY(code.contains(QStringLiteral("spin_lock(&inode->i_lock);, current")));
    QVERIFY(rows("sharedTiles").contains(QStringLiteral("readers: lookup")));
}

void WindowTest::pointingAtALockMarksItsEvents()
{
    shown().pickVariant("rcu_lookup");
    shown().session().replay(QStringLiteral("lookup*2 evict!"));
    auto *tiles = shown().find<QWidget>("sharedTiles");
    tiles->grab(); // rows are where they were painted last
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(tiles);
    for (int row = 0; row < list->childCount(); ++row)
        if (list->child(row)->text(QAccessible::Name).startsWith(QStringLiteral("inode_hash_lock")))
            QTest::mouseMove(tiles, tiles->mapFromGlobal(list->child(row)->rect().center()));
    QTRY_COMPARE(shown().session().highlightedEvents().size(), std::size_t{2});
    for (const std::size_t event : shown().session().highlightedEvents())
        QVERIFY(shown().session().run().event(event).text.find("inode_hash_lock") !=
                std::string::npos);
}

void WindowTest::aFileThatCannotBeOpenedIsSaidAndTheOldScenarioStays()
{
    const QString path = m_folder.filePath(QStringLiteral("broken.race"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("spinlock_t l;\nthread a {\n    spin_lokc(&l);\n}\n");
    file.close();
    const QString title = shown().window().windowTitle();
    const QString step = shown().stepButton(1);
    shown().window().openFile(path);
    QVERIFY2(
        shown().message().startsWith(QStringLiteral("Cannot open broken.race: line 3, column 5: ")),
        qPrintable(shown().message()));
    QCOMPARE(shown().window().windowTitle(), title);
    QCOMPARE(shown().stepButton(1), step);
    QVERIFY(shown().button("messageDetails")->isVisible());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("spinlock_t l;\nthread a {\n    spin_lock(&l);\n    spin_unlock(&l);\n}\n");
    file.close();
    QCOMPARE(shown().text("messageAction"), QStringLiteral("Retry"));
    shown().click("messageAction");
    QVERIFY(shown().message().isEmpty());
    QCOMPARE(shown().window().windowTitle(), QStringLiteral("broken - Racewalk"));
    QCOMPARE(shown().stepButton(1).section(QStringLiteral(" / "), 0, 0),
             QStringLiteral("Step: spin_lock(&l)"));
    QCOMPARE(settings::recentFiles().constFirst(), path);
}

void WindowTest::sixLookupsGiveEightCards()
{
    auto *lookups = shown().find<QSpinBox>("parameter_lookups");
    QCOMPARE(lookups->minimum(), 1);
    QCOMPARE(lookups->maximum(), 8);
    lookups->setValue(6);
    for (std::size_t number = 1; number <= 8; ++number)
        QVERIFY2(shown().window().findChild<QWidget *>(QStringLiteral("threadCard%1").arg(number)),
                 qPrintable(QString::number(number)));
    QVERIFY(shown().card(6).startsWith(QStringLiteral("lookup[5] on CPU5")));
    shown().pressDigit(6);
    QCOMPARE(shown().text("counter"), QStringLiteral("1 / 1"));
    QVERIFY(shown()
                .accessibleDescription("timeline")
                .startsWith(QStringLiteral("Step 1, lookup[5], ")));
    lookups->setValue(1);
    QTRY_VERIFY(!shown().window().findChild<QWidget *>(QStringLiteral("threadCard8")));
}

void WindowTest::aThemeChangesEveryPixelOfTheBackground()
{
    const auto pixels = [this] {
        const QImage image = shown().window().grab().toImage();
        const double ratio = image.devicePixelRatio();
        const auto at = [&](QPoint point) { return image.pixelColor(point * ratio).name(); };
        auto *left = shown().find<QWidget>("leftPane");
        return QStringList{at({shown().window().width() / 2, 3}), // tool bar
                           at(left->mapTo(&shown().window(), QPoint(left->width() - 4, -4)))};
    };
    QCOMPARE(pixels(), (QStringList{QStringLiteral("#ffffff"), QStringLiteral("#eceef2")}));
    shown().trigger("themeDark");
    QCOMPARE(pixels(), (QStringList{QStringLiteral("#1b1f26"), QStringLiteral("#12151a")}));
    QCOMPARE(settings::themeChoice(), ThemeChoice::Dark);
    shown().trigger("themeLight");
    QCOMPARE(pixels(), (QStringList{QStringLiteral("#ffffff"), QStringLiteral("#eceef2")}));
}

void WindowTest::biggerTextMakesBiggerButtons()
{
    const int before = shown().button("findHang")->height();
    shown().trigger("textSize130");
    QTRY_VERIFY(shown().button("findHang")->height() > before * 1.25);
    QCOMPARE(settings::textSize(), 1.3);
}

void WindowTest::aNarrowLeftPaneStacksCompactCards()
{
    const auto place = [this](const char *name) {
        auto *card = shown().find<QWidget>(name);
        return card->mapTo(&shown().window(), QPoint(0, 0));
    };
    QCOMPARE(place("threadCard1").y(), place("threadCard2").y());
    shown().press(Qt::Key_B, Qt::ControlModifier);
    QTRY_COMPARE(place("threadCard1").x(), place("threadCard2").x());
    QVERIFY(place("threadCard2").y() > place("threadCard1").y());
    QVERIFY(place("sharedState").y() > place("threadCard2").y());
    shown().press(Qt::Key_B, Qt::ControlModifier);
    QTRY_COMPARE(place("threadCard1").y(), place("threadCard2").y());
}

void WindowTest::aLowWindowKeepsTheSharedState()
{
    auto *shared = shown().find<QWidget>("sharedState");
    QTRY_VERIFY(shared->height() > 150);
    shown().window().resize(1440, 680);
    shown().pressDigit(2);
    QVERIFY2(shared->accessibleDescription().contains(QStringLiteral("\u2192")),
             qPrintable(shared->accessibleDescription()));
    QVERIFY(shared->height() > 90);
    QVERIFY(shown().find<QWidget>("sharedTiles")->isVisible());
}

void WindowTest::theScheduleIsCopiedAndPasted()
{
    shown().pickVariant("rcu_lookup");
    shown().pressDigit(1);
    shown().pressDigit(2);
    shown().press(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text().trimmed(), QStringLiteral("lookup evict"));
    QGuiApplication::clipboard()->setText(QStringLiteral("lookup*2 evict! lookup!"));
    shown().press(Qt::Key_V, Qt::ControlModifier);
    QVERIFY(shown().stepButton(1).startsWith(QStringLiteral("Asleep forever")));
    QGuiApplication::clipboard()->setText(QStringLiteral("hello, world"));
    shown().press(Qt::Key_V, Qt::ControlModifier);
    QVERIFY(shown().message().contains(QStringLiteral("hello")) ||
            shown().message().startsWith(QStringLiteral("This is not a schedule")));
}

void WindowTest::everyFormatIsWritten()
{
    shown().pickVariant("rcu_lookup");
    shown().session().replay(QStringLiteral("lookup*2 evict! lookup!"));
    for (const ExportFormatRow &row : exportFormats) {
        const auto content =
            exported(exportSource(shown().session(), {}), row.format, {.theme = ThemeKind::Light});
        QVERIFY2(content && !content->isEmpty(), row.name.data());
        QVERIFY(suggestedFileName(shown().session(), row.format)
                    .endsWith(QString::fromUtf8(row.ending)));
    }
}

void WindowTest::picturesAreWritten()
{
    shown().pickVariant("rcu_lookup");
    shown().session().replay(QStringLiteral("lookup*2 evict! lookup!"));
    const auto svg = exported(exportSource(shown().session(), {}), ExportFormat::Svg,
                              {.theme = ThemeKind::Light});
    QVERIFY(svg && svg->startsWith("<?xml"));
    QVERIFY(svg->contains("schedule()"));
    const auto png = exported(exportSource(shown().session(), {}), ExportFormat::Png,
                              {.theme = ThemeKind::Dark});
    QVERIFY(png && png->startsWith("\x89PNG"));
    const QString path = m_folder.filePath(QStringLiteral("timeline.png"));
    QVERIFY(writeExport(path, *png).isEmpty());
    QCOMPARE(QFile(path).size(), png->size());
    const QString failure =
        writeExport(m_folder.filePath(QStringLiteral("none/timeline.png")), *png);
    QVERIFY2(failure.startsWith(QStringLiteral("Cannot write /")), qPrintable(failure));
    QCOMPARE(suggestedFileName(shown().session(), ExportFormat::Svg),
             QStringLiteral("inode-teardown-rcu_lookup.svg"));
}

void WindowTest::theCounterTakesANumber()
{
    shown().session().setVariant(1);
    shown().session().replay(QStringLiteral("evict*6"));
    shown().click("counter");
    auto *edit = shown().find<QLineEdit>("counterEdit");
    QVERIFY(edit->isVisible());
    QTest::keyClicks(edit, QStringLiteral("3"));
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(shown().text("counter"), QStringLiteral("3 / 6"));
    QVERIFY(!edit->isVisible());
}

void WindowTest::digitsInAFieldAreNoSteps()
{
    shown().click("counter");
    auto *edit = shown().find<QLineEdit>("counterEdit");
    QTest::keyClick(edit, Qt::Key_1);
    QCOMPARE(shown().session().run().position(), std::size_t{0});
    QTest::keyClick(edit, Qt::Key_Escape);
    QVERIFY(!edit->isVisible());
    shown().pressDigit(1);
    QCOMPARE(shown().session().run().position(), std::size_t{1});
}

void WindowTest::theScenarioListIsSearched()
{
    shown().click("scenarioPicker");
    QTRY_VERIFY(QApplication::activePopupWidget());
    auto *popup = QApplication::activePopupWidget();
    auto *search = popup->findChild<QLineEdit *>(QStringLiteral("pickerSearch"));
    auto *list = popup->findChild<QListView *>(QStringLiteral("pickerList"));
    QVERIFY(search && list);
    QVERIFY(list->model()->rowCount() >= 2);
    QTest::keyClicks(search, QStringLiteral("lost wake"));
    QCOMPARE(list->model()->rowCount(), 1);
    QTest::keyClick(search, Qt::Key_Return);
    QTRY_COMPARE(shown().session().title(), QStringLiteral("Lost wakeup"));
}

void WindowTest::keysAreListed()
{
    shown().press(Qt::Key_F1);
    QTRY_VERIFY(shown().find<QWidget>("keyList"));
    QTest::keyClick(shown().find<QWidget>("keyList"), Qt::Key_Escape);
    QTRY_VERIFY(!shown().find<QWidget>("keyList"));
}

} // namespace racewalk::desktop

QTEST_MAIN(racewalk::desktop::WindowTest)
#include "window_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Memory models and store buffers in the real window, with keys and clicks.
#include <QAccessible>
#include <QApplication>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

#include "app/buffered_scenarios.h"
#include "app/views/shown_texts.h"
#include "app/views/window_harness.h"
#include "desktop/views/window_size.h"

namespace racewalk::desktop {

class MemoryWindowTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void mGoesThroughTheModelsAndComesBack();
    void aClickOnASegmentChoosesTheModel();
    void whereItIsNarrowTheModelsArePicked();
    void undoComesBackToTheModel();
    void theButtonDrains();
    void altAndADigitDrains();
    void aClickOnTheStoreBufferDrains();
    void severalStoresAreOffered();
    void whatWaitsForItsBufferIsDrainedByItsStep();
    void aDrainIsNoContextSwitch();
    void sixThreadsHaveARowEach();
    void storesThatDoNotFitAreCounted();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<WindowHarness> m_harness;
    WindowHarness &shown() { return *m_harness; }

    void pressM()
    {
        shown().press(Qt::Key_M);
        QTRY_VERIFY_WITH_TIMEOUT(shown().session().search().isIdle(), 60'000);
    }
    QString tileText() { return shown().accessibleDescription("sharedTiles"); }
    QString currentRow() { return shown().accessibleDescription("timeline"); }
};

void MemoryWindowTest::init()
{
    m_harness = std::make_unique<WindowHarness>(
        writeScenario(m_folder, QStringLiteral("sb.race"), storeBuffering));
    QVERIFY(shown().show());
}

void MemoryWindowTest::mGoesThroughTheModelsAndComesBack()
{
    QVERIFY(shown().button("memory1")->isChecked());
    QCOMPARE(shown().text("verdict"), QStringLiteral("No failure in any interleaving"));
    QVERIFY(!tileText().contains(QStringLiteral("store buffer")));
    pressM();
    QVERIFY(shown().button("memory2")->isChecked());
    QVERIFY2(shown().text("verdict").startsWith(QStringLiteral("Final condition can fail")),
             qPrintable(shown().text("verdict")));
    QVERIFY(shown().button("variant1")->toolTip().contains(QStringLiteral("final condition")));
    QVERIFY2(tileText().contains(QStringLiteral("store buffers of left, right: empty")),
             qPrintable(tileText()));
    // What the user goes to with Tab is shown before it is taken; so is not where the focus is.
    shown().find<QWidget>("step2")->setFocus(Qt::TabFocusReason);
    QVERIFY2(tileText().contains(QStringLiteral("store buffer of right, would become y = 1")),
             qPrintable(tileText()));
    pressM();
    QVERIFY(shown().button("memory3")->isChecked());
    shown().press(Qt::Key_M);
    QVERIFY(shown().button("memory1")->isChecked());
    // Known already: nothing is searched again.
    QVERIFY(shown().session().search().isIdle());
    QCOMPARE(shown().text("verdict"), QStringLiteral("No failure in any interleaving"));
}

void MemoryWindowTest::aClickOnASegmentChoosesTheModel()
{
    shown().click("memory2");
    QCOMPARE(shown().session().memory(), MemoryModel::Tso);
    QCOMPARE(shown().accessibleName("memory2"), QStringLiteral("Memory model TSO"));
    QVERIFY(shown().button("memory2")->toolTip().startsWith(QStringLiteral("Total store order")));
    shown().click("memory1");
    QCOMPARE(shown().session().memory(), MemoryModel::Sc);
}

void MemoryWindowTest::whereItIsNarrowTheModelsArePicked()
{
    shown().appearance().setTextSize(1.3);
    shown().window().resize(leastWindowSize(1));
    QTRY_VERIFY(shown().button("memoryPicker")->isVisible());
    QVERIFY(!shown().button("memory1")->isVisible());
    QTest::keyClick(shown().button("memoryPicker"), Qt::Key_Down);
    QCOMPARE(shown().session().memory(), MemoryModel::Tso);
    QCOMPARE(shown().text("memoryPicker"), QStringLiteral("TSO"));
}

void MemoryWindowTest::undoComesBackToTheModel()
{
    pressM();
    shown().pressDigit(1);
    shown().press(Qt::Key_Left);
    shown().pressDigit(2);
    QCOMPARE(shown().message(),
             QStringLiteral("Branch 2 leaves first walk at the start. Both walks are kept."));
    shown().press(Qt::Key_M);
    shown().press(Qt::Key_M);
    QCOMPARE(shown().session().memory(), MemoryModel::Sc);
    shown().press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(shown().session().memory(), MemoryModel::Pso);
    shown().press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(shown().session().memory(), MemoryModel::Tso);
    shown().press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(shown().session().scheduleText(), QStringLiteral("left"));
}

void MemoryWindowTest::theButtonDrains()
{
    QVERIFY(!shown().button("drain1")->isVisible());
    pressM();
    QVERIFY(!shown().button("drain1")->isVisible());
    shown().pressDigit(1);
    auto *drain = shown().button("drain1");
    QVERIFY(drain->isVisible());
    QCOMPARE(drain->text(), QStringLiteral("drain x = 1"));
    QVERIFY2(drain->accessibleName().startsWith(QStringLiteral("left: Drain x = 1. ")),
             qPrintable(drain->accessibleName()));
    QVERIFY(drain->width() >= 28 && drain->height() >= 28);
    QVERIFY(!shown().button("drain2")->isVisible());
    shown().click("drain1");
    QVERIFY2(currentRow().startsWith(QStringLiteral("Step 2, left, drain x = 1")),
             qPrintable(currentRow()));
    QVERIFY(!drain->isVisible());
    QVERIFY2(tileText().contains(QStringLiteral("store buffers of left, right: empty")),
             qPrintable(tileText()));
}

void MemoryWindowTest::altAndADigitDrains()
{
    pressM();
    shown().pressDigit(2, Qt::AltModifier);
    QCOMPARE(shown().session().run().length(), std::size_t{0});
    shown().pressDigit(2);
    shown().pressDigit(2, Qt::AltModifier);
    QCOMPARE(shown().session().scheduleText(), QStringLiteral("right right~"));
}

void MemoryWindowTest::aClickOnTheStoreBufferDrains()
{
    pressM();
    shown().pressDigit(1);
    auto *tiles = shown().find<QWidget>("sharedTiles");
    tiles->grab(); // rows are where they were painted last
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(tiles);
    const auto clickRow = [&](const QString &name) {
        for (int row = 0; row < list->childCount(); ++row)
            if (list->child(row)->text(QAccessible::Name).startsWith(name))
                QTest::mouseClick(tiles, Qt::LeftButton, Qt::NoModifier,
                                  tiles->mapFromGlobal(list->child(row)->rect().center()));
    };
    clickRow(QStringLiteral("store buffers of right"));
    QCOMPARE(shown().session().run().length(), std::size_t{1});
    clickRow(QStringLiteral("store buffer of left"));
    QCOMPARE(shown().session().scheduleText(), QStringLiteral("left left~"));
}

void MemoryWindowTest::severalStoresAreOffered()
{
    pressM();
    pressM();
    shown().session().replay(QStringLiteral("left*3"));
    QCOMPARE(shown().session().memory(), MemoryModel::Pso);
    // At its end the thread waits for its buffer: its own button drains.
    QVERIFY(!shown().button("drain1")->isVisible());
    QVERIFY2(shown().stepButton(1).startsWith(QStringLiteral("Step: drain a store")),
             qPrintable(shown().stepButton(1)));
    shown().pressDigit(1, Qt::AltModifier);
    QTRY_VERIFY(QApplication::activePopupWidget());
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    QVERIFY(menu);
    QCOMPARE(menu->actions().size(), 2);
    QVERIFY(menu->actions()[1]->text().contains(QStringLiteral("drain left_saw = 0")));
    QTest::keyClick(menu, Qt::Key_2);
    QCOMPARE(shown().session().scheduleText(), QStringLiteral("left! left~left_saw"));
}

void MemoryWindowTest::whatWaitsForItsBufferIsDrainedByItsStep()
{
    pressM();
    shown().pickVariant("fenced");
    QTRY_VERIFY_WITH_TIMEOUT(shown().session().search().isIdle(), 60'000);
    shown().pressDigit(1);
    QVERIFY(!shown().button("drain1")->isVisible());
    QVERIFY2(shown().stepButton(1).startsWith(QStringLiteral("Step: drain x = 1 / Safe")),
             qPrintable(shown().stepButton(1)));
    QVERIFY2(shown().card(1).contains(QStringLiteral("Draining")), qPrintable(shown().card(1)));
    shown().pressDigit(1);
    QVERIFY2(shown().stepButton(1).startsWith(QStringLiteral("Step: smp_mb()")),
             qPrintable(shown().stepButton(1)));
}

void MemoryWindowTest::aDrainIsNoContextSwitch()
{
    pressM();
    shown().session().replay(QStringLiteral("left right left~ right"));
    QCOMPARE(shown().session().run().contextSwitches(), std::size_t{1});
    QCOMPARE(shown().session().timeline()->switches.size(), std::size_t{1});
}

void MemoryWindowTest::sixThreadsHaveARowEach()
{
    QByteArray text("memory tso;\nint x;\n");
    for (int number = 1; number <= 6; ++number)
        text += "thread quite_a_long_thread_name_" + QByteArray::number(number) +
                " {\n    WRITE_ONCE(x, 1);\n}\n";
    shown().window().openFile(
        writeScenario(m_folder, QStringLiteral("six.race"), text.constData()));
    QCOMPARE(tileText().count(QStringLiteral("quite_a_long_thread_name_")), 6);
    QVERIFY(tileText().contains(QStringLiteral(": empty")));
    shown().pressDigit(6);
    QVERIFY2(tileText().contains(QStringLiteral("quite_a_long_thread_name_6: x = 1, new")),
             qPrintable(tileText()));
    QVERIFY2(shown().stepButton(6).startsWith(QStringLiteral("Step: drain x = 1")),
             qPrintable(shown().stepButton(6)));
}

void MemoryWindowTest::storesThatDoNotFitAreCounted()
{
    QByteArray text("memory tso;\nint x;\nthread writer {\n");
    for (int number = 1; number <= 6; ++number)
        text += "    WRITE_ONCE(x, " + QByteArray::number(number) + ");\n";
    text += "}\n";
    shown().window().openFile(
        writeScenario(m_folder, QStringLiteral("stores.race"), text.constData()));
    QWidget &tiles = *shown().find<QWidget>("sharedTiles");
    const auto texts = [&] {
        QStringList all;
        for (const ShownText &each : shownTexts(tiles))
            all << each.text;
        return all;
    };
    for (int number = 1; number <= 3; ++number)
        shown().pressDigit(1);
    QVERIFY(texts().contains(QStringLiteral("x = 3")));
    QVERIFY(texts().filter(QStringLiteral(" more")).isEmpty());
    for (int number = 4; number <= 6; ++number)
        shown().pressDigit(1);
    QVERIFY(texts().contains(QStringLiteral("x = 3")));
    QVERIFY(!texts().contains(QStringLiteral("x = 4")));
    QVERIFY(texts().contains(QStringLiteral("3 more")));
    QVERIFY(tileText().contains(QStringLiteral("x = 6"))); // said, though not shown
    QCOMPARE(shown().find<QScrollArea>("sharedScroll")->verticalScrollBar()->maximum(), 0);
}

} // namespace racewalk::desktop

QTEST_MAIN(racewalk::desktop::MemoryWindowTest)
#include "memory_window_test.moc"

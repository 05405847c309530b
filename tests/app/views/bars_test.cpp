// SPDX-License-Identifier: GPL-3.0-or-later
// Bars and lists with more in them than there is room for.
#include <QApplication>
#include <QDialog>
#include <QFile>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include "app/views/window_harness.h"

namespace racewalk::desktop {
namespace {

const QString inodePath =
    QStringLiteral(RACEWALK_RESOURCES_DIR "/scenarios/inode/inode-teardown.race");

QByteArray scenarioWithVariants(int count)
{
    QByteArray text = "scenario \"Many\";\n";
    for (int number = 1; number <= count; ++number)
        text += QByteArray("variant v") + QByteArray::number(number) + " \"Variant " +
                QByteArray::number(number) + "\";\n";
    return text + "atomic_t n;\nthread a { atomic_inc(&n); }\nthread b { atomic_inc(&n); }\n";
}

} // namespace

class BarsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void tenVariantsAreSegmentsAsFarAsTheyFit_data();
    void tenVariantsAreSegmentsAsFarAsTheyFit();
    void theOtherVariantsArePicked();
    void threeVariantsAreNotSplit();
    void thePickerShrinksWithItsFilter();
    void theListOfKeysScrollsWhereItIsTooHigh();

private:
    bool open(const QString &path, QSize size)
    {
        m_harness = std::make_unique<WindowHarness>(path);
        return shown().show(size);
    }
    QList<QWidget *> shownSegments()
    {
        QList<QWidget *> segments;
        for (int number = 1; number <= 10; ++number)
            if (auto *segment =
                    shown().find<QWidget>(qPrintable(QStringLiteral("variant%1").arg(number)));
                segment && segment->isVisible())
                segments << segment;
        return segments;
    }
    WindowHarness &shown() { return *m_harness; }

    QTemporaryDir m_folder;
    QString m_many;
    std::unique_ptr<WindowHarness> m_harness;
};

void BarsTest::init()
{
    QSettings().clear();
    qputenv("RACEWALK_DATA_DIR", RACEWALK_RESOURCES_DIR);
    m_many = m_folder.filePath(QStringLiteral("many.race"));
    QFile file(m_many);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(scenarioWithVariants(10));
}

void BarsTest::tenVariantsAreSegmentsAsFarAsTheyFit_data()
{
    QTest::addColumn<int>("width");
    for (const int width : {1024, 1200, 1440, 1920, 2560})
        QTest::addRow("%d", width) << width;
}

void BarsTest::tenVariantsAreSegmentsAsFarAsTheyFit()
{
    QFETCH(int, width);
    QVERIFY(open(m_many, QSize(width, 800)));
    QCoreApplication::processEvents();
    QVERIFY(shown().save(QStringLiteral("variants-%1.png").arg(width)));
    const QList<QWidget *> segments = shownSegments();
    auto *picker = shown().find<QWidget>("variantPicker");
    QVERIFY(width < 1440 || segments.size() >= 2);
    QVERIFY(width < 2560 || segments.size() == 10);
    QCOMPARE(picker->isVisible(), segments.size() < 10);
    if (picker->isVisible() && !segments.isEmpty())
        QCOMPARE(shown().text("variantPicker"),
                 QStringLiteral("%1 more").arg(10 - segments.size()));
    auto *bar = shown().find<QWidget>("toolBar");
    for (auto *child : bar->findChildren<QWidget *>(Qt::FindDirectChildrenOnly))
        if (child->isVisible()) {
            QVERIFY2(bar->rect().contains(child->geometry()), qPrintable(child->objectName()));
            QVERIFY2(child->width() >= child->minimumSizeHint().width(),
                     qPrintable(child->objectName()));
        }
    auto *variants = shown().find<QWidget>("variants");
    for (const QWidget *segment : segments)
        QVERIFY(variants->rect().contains(segment->geometry()) &&
                segment->width() >= segment->sizeHint().width());
}

void BarsTest::theOtherVariantsArePicked()
{
    QVERIFY(open(m_many, QSize(1440, 800)));
    shown().click("variant2");
    QCOMPARE(shown().session().program().variant, std::string("v2"));
    shown().pickVariant("v10"); // with V: it has no segment
    QCOMPARE(shown().text("variantPicker"), QStringLiteral("Variant 10"));
    shown().click("variantPicker");
    QTRY_VERIFY(QApplication::activePopupWidget());
    auto *list =
        QApplication::activePopupWidget()->findChild<QWidget *>(QStringLiteral("pickerList"));
    QTest::keyClick(list, Qt::Key_Up);
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_COMPARE(shown().session().program().variant, std::string("v9"));
}

void BarsTest::threeVariantsAreNotSplit()
{
    const QString path = m_folder.filePath(QStringLiteral("three.race"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(scenarioWithVariants(3));
    file.close();
    for (const int width : {1024, 1100, 1200, 1440, 1700, 1920}) {
        QVERIFY(open(path, QSize(width, 800)));
        const qsizetype count = shownSegments().size();
        QVERIFY2(count == 0 || count == 3, qPrintable(QString::number(width)));
    }
}

void BarsTest::thePickerShrinksWithItsFilter()
{
    QVERIFY(open(inodePath, QSize(1440, 900)));
    shown().click("scenarioPicker");
    QTRY_VERIFY(QApplication::activePopupWidget());
    auto *popup = QApplication::activePopupWidget();
    auto *search = popup->findChild<QLineEdit *>(QStringLiteral("pickerSearch"));
    const QRect whole = popup->geometry();
    QTest::keyClicks(search, QStringLiteral("lost wake"));
    QTRY_VERIFY(popup->height() < whole.height() / 2);
    QCOMPARE(popup->geometry().topLeft(), whole.topLeft());
    QVERIFY(popup->rect().contains(search->geometry()));
    search->clear();
    QTRY_COMPARE(popup->geometry(), whole);
    popup->close();
}

void BarsTest::theListOfKeysScrollsWhereItIsTooHigh()
{
    m_harness = std::make_unique<WindowHarness>(inodePath);
    shown().appearance().setTextSize(1.5);
    QVERIFY(shown().show(QSize(1280, 720)));
    shown().press(Qt::Key_F1);
    auto *list = shown().window().findChild<QDialog *>(QStringLiteral("keyList"));
    QVERIFY(list && QTest::qWaitForWindowExposed(list));
    QVERIFY2(list->height() <= 720 && list->width() <= 1280,
             qPrintable(QStringLiteral("%1x%2").arg(list->width()).arg(list->height())));
    auto *scroll = list->findChild<QScrollArea *>(QStringLiteral("keyScroll"));
    QVERIFY(scroll->verticalScrollBar()->maximum() > 0);
    QVERIFY(WindowHarness::save(*list, QStringLiteral("keys-150.png")));
    QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : scroll,
                    Qt::Key_PageDown);
    QVERIFY(scroll->verticalScrollBar()->value() > 0);
    QTest::keyClick(list, Qt::Key_Escape);
    QTRY_VERIFY(!shown().find<QWidget>("keyList"));
}

} // namespace racewalk::desktop

QTEST_MAIN(racewalk::desktop::BarsTest)
#include "bars_test.moc"

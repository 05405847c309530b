// SPDX-License-Identifier: GPL-3.0-or-later
// The list of scenarios with as many as are shipped, in the smallest window.
#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QListView>
#include <QSettings>
#include <QTest>

#include "app/buffered_scenarios.h"
#include "app/views/window_harness.h"
#include "desktop/models/list_roles.h"

namespace racewalk::desktop {
namespace {

constexpr int families = 9;
constexpr int perFamily = 5;

} // namespace

class PickerTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void theListIsAsLongAsTheWindowAndNoLonger();
    void eachFamilyHasAHeading();
    void theOpenScenarioIsMarked();
    void wordsAreFoundInNameTitleAndLine_data();
    void wordsAreFoundInNameTitleAndLine();
    void keysWalkThroughTheWholeList();
    void downOnTheButtonOpensTheListAndChangesNothing();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<WindowHarness> m_harness;
    WindowHarness &shown() { return *m_harness; }
    QLineEdit *m_search = nullptr;
    QListView *m_list = nullptr;

    void openList()
    {
        shown().press(Qt::Key_L, Qt::ControlModifier);
        QTRY_VERIFY(QApplication::activePopupWidget());
        m_search = QApplication::activePopupWidget()->findChild<QLineEdit *>();
        m_list = QApplication::activePopupWidget()->findChild<QListView *>();
        QVERIFY(m_search && m_list);
    }
    QString title(int row) const { return m_list->model()->index(row, 0).data().toString(); }
};

void PickerTest::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("racewalk"));
    QCoreApplication::setApplicationName(QStringLiteral("racewalk-picker-test"));
    QSettings().clear();
    qputenv("RACEWALK_DATA_DIR", m_folder.path().toUtf8());
    for (int family = 0; family < families; ++family) {
        const QString folder = QStringLiteral("scenarios/family%1").arg(family);
        QVERIFY(QDir(m_folder.path()).mkpath(folder));
        for (int number = 0; number < perFamily; ++number) {
            const QByteArray text =
                QStringLiteral("scenario \"Title %1-%2 of a scenario with rather a long title\";\n"
                               "about \"Teaches thing %1%2, with a sentence that is much longer "
                               "than what a list of the window could ever show in one line of it. "
                               "Unsaid.\";\nthread t {\n}\n")
                    .arg(family)
                    .arg(number)
                    .toUtf8();
            writeScenario(m_folder,
                          QStringLiteral("%1/name-%2-%3.race").arg(folder).arg(family).arg(number),
                          text.constData());
        }
    }
}

void PickerTest::init()
{
    m_harness = std::make_unique<WindowHarness>(
        m_folder.filePath(QStringLiteral("scenarios/family4/name-4-2.race")));
    QVERIFY(shown().show(QSize(1024, 700)));
    openList();
}

void PickerTest::theListIsAsLongAsTheWindowAndNoLonger()
{
    QCOMPARE(m_list->model()->rowCount(), families * perFamily);
    const QWidget *popup = QApplication::activePopupWidget();
    const QRect window(shown().window().mapToGlobal(QPoint(0, 0)), shown().window().size());
    QVERIFY2(popup->geometry().bottom() <= window.bottom(),
             qPrintable(QString::number(popup->geometry().bottom())));
    QVERIFY(popup->height() > 500);
    QVERIFY(popup->width() <= 700);
    int whole = 0;
    for (int row = 0; row < m_list->model()->rowCount(); ++row)
        if (m_list->viewport()->rect().contains(m_list->visualRect(m_list->model()->index(row, 0))))
            ++whole;
    QVERIFY2(whole >= 9, qPrintable(QString::number(whole)));
}

void PickerTest::eachFamilyHasAHeading()
{
    QSet<QString> sections;
    for (int row = 0; row < m_list->model()->rowCount(); ++row) {
        const QModelIndex index = m_list->model()->index(row, 0);
        sections << index.data(SectionRole).toString();
        const int usual = m_list->visualRect(m_list->model()->index(1, 0)).height();
        const int high = m_list->visualRect(index).height();
        QCOMPARE(high > usual, row % perFamily == 0);
    }
    QCOMPARE(sections.size(), families);
}

void PickerTest::theOpenScenarioIsMarked()
{
    QCOMPARE(m_list->currentIndex().row(), 4 * perFamily + 2);
    QVERIFY(m_list->viewport()->rect().contains(m_list->visualRect(m_list->currentIndex())));
}

void PickerTest::wordsAreFoundInNameTitleAndLine_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("rows");
    QTest::newRow("name") << QStringLiteral("name-3-1") << 1;
    QTest::newRow("title") << QStringLiteral("title 5-5") << 0;
    QTest::newRow("title, in capitals") << QStringLiteral("TITLE 5-4") << 1;
    QTest::newRow("line") << QStringLiteral("teaches 84") << 1;
    QTest::newRow("words of all three, in any order") << QStringLiteral("84 name title") << 1;
    QTest::newRow("family") << QStringLiteral("family7") << perFamily;
    QTest::newRow("behind the first sentence") << QStringLiteral("unsaid") << 0;
}

void PickerTest::wordsAreFoundInNameTitleAndLine()
{
    QFETCH(QString, words);
    QFETCH(int, rows);
    QTest::keyClicks(m_search, words);
    QCOMPARE(m_list->model()->rowCount(), rows);
    if (rows == 0)
        return;
    QCOMPARE(m_list->currentIndex().row(), 0);
    // The first that is left is below its family's name, whichever it was among all.
    QTRY_VERIFY(m_list->visualRect(m_list->model()->index(0, 0)).height() > 60);
    const QString wanted = title(0);
    QTest::keyClick(m_search, Qt::Key_Return);
    QTRY_COMPARE(shown().session().title(), wanted);
}

void PickerTest::keysWalkThroughTheWholeList()
{
    for (int i = 0; i < 10; ++i)
        QTest::keyClick(m_search, Qt::Key_PageDown);
    QCOMPARE(m_list->currentIndex().row(), families * perFamily - 1);
    QTest::keyClick(m_search, Qt::Key_Down);
    QCOMPARE(m_list->currentIndex().row(), families * perFamily - 1);
    QTest::keyClick(m_search, Qt::Key_Up);
    QCOMPARE(m_list->currentIndex().row(), families * perFamily - 2);
    QVERIFY(m_list->viewport()->rect().contains(m_list->visualRect(m_list->currentIndex())));
    const QString wanted = title(families * perFamily - 2);
    QTest::keyClick(m_search, Qt::Key_Return);
    QTRY_COMPARE(shown().session().title(), wanted);
}

void PickerTest::downOnTheButtonOpensTheListAndChangesNothing()
{
    QTest::keyClick(m_search, Qt::Key_Escape);
    QTRY_VERIFY(!QApplication::activePopupWidget());
    const QString title = shown().session().title();
    QTest::keyClick(shown().button("scenarioPicker"), Qt::Key_Down);
    QTRY_VERIFY(QApplication::activePopupWidget());
    QCOMPARE(shown().session().title(), title);
}

} // namespace racewalk::desktop

QTEST_MAIN(racewalk::desktop::PickerTest)
#include "picker_test.moc"

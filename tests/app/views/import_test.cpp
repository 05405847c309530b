// SPDX-License-Identifier: GPL-3.0-or-later
// Importing reports and diagrams: from a file, the clipboard, and by dropping.
#include <QAbstractItemModel>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include "app/views/window_harness.h"
#include "desktop/models/import_lines.h"
#include "desktop/models/list_roles.h"

namespace racewalk::desktop {
namespace {

const QByteArray abba = "scenario \"ABBA\";\nspinlock_t a, b;\n"
                        "thread left { spin_lock(&a); spin_lock(&b); spin_unlock(&b); "
                        "spin_unlock(&a); }\n"
                        "thread right { spin_lock(&b); spin_lock(&a); spin_unlock(&a); "
                        "spin_unlock(&b); }\nexpect hang;\n";

const QString diagram = QStringLiteral("> CPU0                CPU1\n"
                                       "> spin_lock(&a)\n"
                                       ">                     spin_lock(&b)\n"
                                       "> mystery()\n"
                                       "> spin_lock(&b)\n");

const QString splat = QStringLiteral(" Possible unsafe locking scenario:\n"
                                     "       CPU0                    CPU1\n"
                                     "  lock(x);\n"
                                     "                               lock(y);\n"
                                     "                               lock(x);\n"
                                     "  lock(y);\n");

bool write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

} // namespace

class ImportTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aPastedDiagramIsShownLineByLineAndWalked();
    void theWalkIsUndone();
    void cancellingChangesNothing();
    void aReportIsSavedAndOpenedAsAScenario();
    void aFileOfTheMenuIsImported();
    void aDroppedTextIsImported();
    void aDroppedFileIsImportedUnlessItIsAScenario();
    void aFileThatIsNothingKnownSaysSo();
    void theNextFlaggedLineIsReachedByItsKey();
    void ofSeveralReportsOneIsChosen();
    void itIsAPanelWithinTheWindow();
    void theSentencesOfAMailAreOneRow();
    void bothThemesAreShown();

private:
    QDialog *dialog() { return shown().find<QDialog>("importDialog"); }
    bool paste(const QString &text)
    {
        shown().window().activateWindow();
        if (!QTest::qWaitForWindowActive(&shown().window()))
            return false;
        QApplication::clipboard()->setText(text);
        shown().press(Qt::Key_V, Qt::ControlModifier);
        return waitForDialog();
    }
    bool waitForDialog()
    {
        return QTest::qWaitFor([this] { return dialog() && dialog()->isVisible(); });
    }
    QString walkName()
    {
        return QString::fromStdString(shown().session().walks().currentWalk().name);
    }
    bool drop(QMimeData *data)
    {
        QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
        if (!QApplication::sendEvent(&shown().window(), &enter) || !enter.isAccepted())
            return false;
        QDropEvent event(QPointF(20, 20), Qt::CopyAction, data, Qt::LeftButton, Qt::NoModifier);
        return QApplication::sendEvent(&shown().window(), &event);
    }
    QListView *lines() { return dialog()->findChild<QListView *>(QStringLiteral("importLines")); }
    WindowHarness &shown() { return *m_harness; }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    std::unique_ptr<WindowHarness> m_harness;
};

void ImportTest::init()
{
    QSettings().clear();
    m_harness.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("abba.race"));
    QVERIFY(write(m_path, abba));
    m_harness = std::make_unique<WindowHarness>(m_path);
    QVERIFY(shown().show());
}

void ImportTest::aPastedDiagramIsShownLineByLineAndWalked()
{
    QVERIFY(paste(diagram));
    const QAbstractItemModel &model = *lines()->model();
    QCOMPARE(model.rowCount(), 5);
    const auto detail = [&](int row) { return model.index(row, 0).data(DetailRole).toString(); };
    QVERIFY2(detail(0).contains(QLatin1String("CPU0 is left, CPU1 is right")),
             qPrintable(detail(0)));
    QCOMPARE(detail(1), QStringLiteral("Understood: step 1: left: spin_lock(&a)"));
    QVERIFY2(detail(3).startsWith(QLatin1String("Not understood: ")), qPrintable(detail(3)));
    QVERIFY(model.index(3, 0).data(MarkRole).toBool());
    QCOMPARE(lines()->currentIndex().row(), 3); // the first line to look at
    QTest::keyClick(lines(), Qt::Key_Return);
    QTRY_VERIFY(!dialog());
    QCOMPARE(shown().session().scheduleText(), QStringLiteral("left right"));
    QCOMPARE(shown().session().run().position(), 2U);
    QCOMPARE(walkName(), QStringLiteral("Imported from paste"));
}

void ImportTest::theWalkIsUndone()
{
    shown().pressDigit(2);
    const QString before = shown().session().scheduleText();
    QVERIFY(paste(diagram));
    QTest::keyClick(lines(), Qt::Key_Return);
    QTRY_COMPARE(shown().session().scheduleText(), QStringLiteral("left right"));
    QCOMPARE(shown().session().walks().size(), 2U);
    QTRY_VERIFY(!dialog());
    shown().window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&shown().window()));
    shown().press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(shown().session().scheduleText(), before);
}

void ImportTest::cancellingChangesNothing()
{
    QVERIFY(paste(diagram));
    QTest::keyClick(lines(), Qt::Key_Escape);
    QTRY_VERIFY(!dialog());
    QCOMPARE(shown().session().run().length(), 0U);
}

void ImportTest::aReportIsSavedAndOpenedAsAScenario()
{
    QVERIFY(paste(splat));
    QTest::keyClick(lines(), Qt::Key_Return);
    auto *save = dialog()->findChild<QFileDialog *>(QStringLiteral("importSaveDialog"));
    QVERIFY(save);
    auto *name = save->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
    QCOMPARE(name->text(), QStringLiteral("imported.race"));
    name->setText(m_folder->filePath(QStringLiteral("splat")));
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(!dialog());
    QTRY_COMPARE(shown().session().path(), m_folder->filePath(QStringLiteral("splat.race")));
    QCOMPARE(shown().session().program().threads.size(), 2U);
}

void ImportTest::aFileOfTheMenuIsImported()
{
    const QString path = m_folder->filePath(QStringLiteral("mail.txt"));
    QVERIFY(write(path, diagram.toUtf8()));
    shown().trigger("actionImport");
    auto *open = shown().find<QFileDialog>("importFileDialog");
    QVERIFY(open);
    auto *name = open->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
    name->setText(path);
    QTest::keyClick(name, Qt::Key_Return);
    QVERIFY(waitForDialog());
    QTest::keyClick(lines(), Qt::Key_Return);
    QTRY_COMPARE(walkName(), QStringLiteral("mail.txt"));
}

void ImportTest::aDroppedTextIsImported()
{
    QMimeData text;
    text.setText(splat);
    QVERIFY(drop(&text));
    QVERIFY(waitForDialog());
    QCOMPARE(lines()->model()->rowCount(), 6);
}

void ImportTest::aDroppedFileIsImportedUnlessItIsAScenario()
{
    const QString mail = m_folder->filePath(QStringLiteral("mail.eml"));
    QVERIFY(write(mail, diagram.toUtf8()));
    QMimeData file;
    file.setUrls({QUrl::fromLocalFile(mail)});
    QVERIFY(drop(&file));
    QVERIFY(waitForDialog());
    QTest::keyClick(lines(), Qt::Key_Escape);
    QTRY_VERIFY(!dialog());
    const QString other = m_folder->filePath(QStringLiteral("other.race"));
    QVERIFY(write(other, abba));
    file.setUrls({QUrl::fromLocalFile(other)});
    QVERIFY(drop(&file));
    QCOMPARE(shown().session().path(), other);
}

void ImportTest::aFileThatIsNothingKnownSaysSo()
{
    const QString path = m_folder->filePath(QStringLiteral("letter.txt"));
    QVERIFY(write(path, "Dear all,\nnothing to see.\n"));
    QMimeData file;
    file.setUrls({QUrl::fromLocalFile(path)});
    QVERIFY(drop(&file));
    QTRY_VERIFY2(shown().message().startsWith(QLatin1String("letter.txt: the text is not of a")),
                 qPrintable(shown().message()));
    QVERIFY(!dialog());
}

void ImportTest::theNextFlaggedLineIsReachedByItsKey()
{
    QVERIFY(paste(diagram));
    lines()->setCurrentIndex(lines()->model()->index(0, 0));
    QTest::keyClick(lines(), Qt::Key_F3);
    QCOMPARE(lines()->currentIndex().row(), 3);
}

void ImportTest::ofSeveralReportsOneIsChosen()
{
    QString text;
    for (const char *name : {"lockdep_quoted", "kcsan_dmesg"}) {
        QFile file(QStringLiteral(RACEWALK_RESOURCES_DIR "/../tests/golden/import/%1.txt")
                       .arg(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::ReadOnly));
        text += QString::fromUtf8(file.readAll()) + QStringLiteral("\n\n");
    }
    shown().window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&shown().window()));
    QApplication::clipboard()->setText(text);
    shown().press(Qt::Key_V, Qt::ControlModifier);
    const auto menu = [&] { return shown().find<QMenu>("importKinds"); };
    QTRY_VERIFY(menu() && menu()->isVisible());
    QCOMPARE(menu()->actions().size(), 3);
    QTest::keyClick(menu(), Qt::Key_Down);
    QTest::keyClick(menu(), Qt::Key_Return);
    QVERIFY(waitForDialog());
    QStringList details;
    const QAbstractItemModel &model = *lines()->model();
    for (int row = 0; row < model.rowCount(); ++row)
        details << model.index(row, 0).data(DetailRole).toString();
    QVERIFY(details.contains(QStringLiteral("Understood: in meter_show()")));
    QTest::keyClick(dialog(), Qt::Key_Escape);
}

void ImportTest::itIsAPanelWithinTheWindow()
{
    QVERIFY(paste(diagram));
    QVERIFY(dialog()->windowFlags().testFlag(Qt::FramelessWindowHint));
    const QRect window(shown().window().mapToGlobal(QPoint(0, 0)), shown().window().size());
    QVERIFY(window.contains(dialog()->geometry()));
}

void ImportTest::theSentencesOfAMailAreOneRow()
{
    QVERIFY(paste(QStringLiteral("Hello,\n\nlook at this:\n") + diagram));
    const QAbstractItemModel &model = *lines()->model();
    QCOMPARE(model.rowCount(), 6);
    const QModelIndex first = model.index(0, 0), second = model.index(1, 0);
    QCOMPARE(first.data(DetailRole).toString(), QStringLiteral("Outside: not part of the diagram"));
    QVERIFY(
        first.data(Qt::AccessibleTextRole).toString().startsWith(QLatin1String("Lines 1 to 3")));
    QCOMPARE(second.data(ImportLines::NumberRole).toInt(), 4);
    QVERIFY(model.index(4, 0).data(MarkRole).toBool());
    QCOMPARE(lines()->currentIndex().row(), 4); // the first line to look at
}

void ImportTest::bothThemesAreShown()
{
    for (const char *theme : {"themeLight", "themeDark"}) {
        shown().trigger(theme);
        QVERIFY(paste(diagram));
        QVERIFY(QTest::qWaitForWindowExposed(dialog()));
        QVERIFY(WindowHarness::save(
            *dialog(), QStringLiteral("import-%1.png").arg(QString::fromLatin1(theme).mid(5))));
        QTest::keyClick(lines(), Qt::Key_Escape);
        QTRY_VERIFY(!dialog());
    }
}

} // namespace racewalk::desktop

QTEST_MAIN(racewalk::desktop::ImportTest)
#include "import_test.moc"

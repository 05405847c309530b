// SPDX-License-Identifier: GPL-3.0-or-later
// Dialogs for files, files that change, and the clipboard.
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include "app/views/window_harness.h"

#include "desktop/base/settings.h"

namespace racewalk::desktop {
namespace {

const QByteArray twoThreads = "scenario \"Two\";\nvariant one \"One\";\nvariant two \"Two\";\n"
                              "atomic_t n;\nthread a[2] {\n    atomic_inc(&n);\n"
                              "    atomic_inc(&n);\n}\n";

bool write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

} // namespace

class FilesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aPictureIsSavedWithItsSuffixAndTheFolderIsRemembered();
    void openingOffersScenariosInTheFolderOfTheLast();
    void aDialogHasTheColoursOfTheTheme();
    void aChangedFileIsReadAgainWithItsWalk();
    void aFileThatIsReplacedIsNoticed();
    void aFileThatIsOnlyTouchedIsNot();
    void copyingWithoutStepsLeavesTheClipboardAlone();
    void pastingWhatIsNoScheduleChangesNothing();

private:
    template <class Dialog>
    Dialog *dialog(const char *name)
    {
        return shown().window().findChild<Dialog *>(QString::fromLatin1(name));
    }
    WindowHarness &shown() { return *m_harness; }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    std::unique_ptr<WindowHarness> m_harness;
};

void FilesTest::init()
{
    QSettings().clear();
    m_harness.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("two.race"));
    QVERIFY(write(m_path, twoThreads));
    m_harness = std::make_unique<WindowHarness>(m_path);
    QVERIFY(shown().show());
    shown().pickVariant("two");
}

void FilesTest::aPictureIsSavedWithItsSuffixAndTheFolderIsRemembered()
{
    shown().pressDigit(1);
    const auto save = [this](const char *format) {
        settings::setExportEntry(QString::fromLatin1(format));
        shown().press(Qt::Key_E);
        auto *exporting = shown().find<QDialog>("exportDialog");
        QTest::keyClick(exporting, Qt::Key_Return);
        const auto found = [&] { return dialog<QFileDialog>("exportFileDialog") != nullptr; };
        return QTest::qWaitFor(found) ? dialog<QFileDialog>("exportFileDialog") : nullptr;
    };
    auto *first = save("svg");
    QVERIFY(first);
    QCOMPARE(first->directory().canonicalPath(), QDir(m_folder->path()).canonicalPath());
    QVERIFY2(first->nameFilters().constFirst().endsWith(QLatin1String("(*.svg)")),
             qPrintable(first->nameFilters().constFirst()));
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("pictures")));
    auto *name = first->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
    QCOMPARE(name->text(), QStringLiteral("two-two.svg"));
    name->setText(m_folder->filePath(QStringLiteral("pictures/mine")));
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(QFile::exists(m_folder->filePath(QStringLiteral("pictures/mine.svg"))));
    QCOMPARE(shown().message(), QStringLiteral("Wrote mine.svg."));
    QTRY_VERIFY(!shown().find<QDialog>("exportDialog"));
    auto *second = save("png");
    QVERIFY(second);
    QCOMPARE(QDir(second->directory()).dirName(), QStringLiteral("pictures"));
    QVERIFY(second->nameFilters().constFirst().endsWith(QLatin1String("(*.png)")));
}

void FilesTest::openingOffersScenariosInTheFolderOfTheLast()
{
    shown().press(Qt::Key_O, Qt::ControlModifier);
    auto *open = dialog<QFileDialog>("openDialog");
    QVERIFY(open);
    QVERIFY2(open->nameFilters().constFirst().contains(QLatin1String("*.race")),
             qPrintable(open->nameFilters().constFirst()));
    QCOMPARE(open->directory().canonicalPath(), QDir(m_folder->path()).canonicalPath());
    QCOMPARE(open->fileMode(), QFileDialog::ExistingFile);
}

void FilesTest::aDialogHasTheColoursOfTheTheme()
{
    shown().trigger("themeDark");
    shown().press(Qt::Key_O, Qt::ControlModifier);
    auto *open = dialog<QFileDialog>("openDialog");
    QVERIFY(open && QTest::qWaitForWindowExposed(open));
    const QImage picture = open->grab().toImage();
    QVERIFY(WindowHarness::save(*open, QStringLiteral("open-dark.png")));
    int dark = 0, all = 0;
    for (int y = 0; y < picture.height(); y += 4)
        for (int x = 0; x < picture.width(); x += 4) {
            dark += picture.pixelColor(x, y).lightness() < 100 ? 1 : 0;
            ++all;
        }
    QVERIFY2(dark > all * 9 / 10, qPrintable(QStringLiteral("%1 of %2").arg(dark).arg(all)));
}

void FilesTest::aChangedFileIsReadAgainWithItsWalk()
{
    shown().pressDigit(1);
    shown().pressDigit(2);
    QVERIFY(write(m_path, "// another line\n" + twoThreads));
    QTRY_COMPARE(shown().message(), QStringLiteral("two.race has changed on disk."));
    QCOMPARE(shown().text("messageAction"), QStringLiteral("Reload"));
    shown().click("messageAction");
    QVERIFY(shown().session().document().source->text().starts_with("// another line"));
    QCOMPARE(shown().session().program().variant, std::string("two"));
    QCOMPARE(shown().session().scheduleText(), QStringLiteral("a[0] a[1]"));
    QCOMPARE(shown().text("counter"), QStringLiteral("2 / 2"));
    // Again, and with an error: what is open stays.
    QVERIFY(write(m_path, twoThreads + "thread {"));
    QTRY_COMPARE(shown().message(), QStringLiteral("two.race has changed on disk."));
    shown().click("messageAction");
    QVERIFY2(shown().message().startsWith(QStringLiteral("Cannot open two.race: line ")),
             qPrintable(shown().message()));
    QCOMPARE(shown().text("counter"), QStringLiteral("2 / 2"));
}

void FilesTest::aFileThatIsReplacedIsNoticed()
{
    const QString other = m_folder->filePath(QStringLiteral("other"));
    for (const char *line : {"// once\n", "// twice\n"}) {
        QVERIFY(write(other, line + twoThreads));
        QVERIFY(QFile::remove(m_path) && QFile::rename(other, m_path));
        QTRY_COMPARE(shown().message(), QStringLiteral("two.race has changed on disk."));
        shown().click("messageAction");
        QVERIFY(shown().session().document().source->text().starts_with(line));
        shown().press(Qt::Key_Escape);
        QCOMPARE(shown().message(), QString());
    }
}

void FilesTest::aFileThatIsOnlyTouchedIsNot()
{
    QVERIFY(write(m_path, twoThreads));
    QVERIFY(write(m_folder->filePath(QStringLiteral("neighbour.race")), twoThreads + "\n"));
    QTest::qWait(600);
    QCOMPARE(shown().message(), QString());
}

void FilesTest::copyingWithoutStepsLeavesTheClipboardAlone()
{
    QGuiApplication::clipboard()->setText(QStringLiteral("precious"));
    shown().press(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("precious"));
    QCOMPARE(shown().message(), QStringLiteral("No step to copy yet."));
}

void FilesTest::pastingWhatIsNoScheduleChangesNothing()
{
    shown().pressDigit(1);
    shown().pressDigit(2);
    shown().press(Qt::Key_Left);
    const std::size_t walks = shown().session().walks().size();
    for (const char *text : {"", "hello, world", "void f(void)\n{\n}\n", "a[7]", "b*2"}) {
        QGuiApplication::clipboard()->setText(QString::fromLatin1(text));
        shown().press(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(shown().session().scheduleText(), QStringLiteral("a[0] a[1]"));
        QCOMPARE(shown().text("counter"), QStringLiteral("1 / 2"));
        QCOMPARE(shown().session().walks().size(), walks);
        QVERIFY2(!shown().message().isEmpty(), text);
        shown().session().clearMessage();
    }
}

} // namespace racewalk::desktop

QTEST_MAIN(racewalk::desktop::FilesTest)
#include "files_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The export dialog, driven with keys and the mouse, and what its command line writes.
#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

#include "app/views/inode_window.h"

#include "desktop/models/export/export_entries.h"
#include "desktop/session/exporting.h"
#include "desktop/views/controls/choice_bar.h"
#include "desktop/views/export/export_dialog.h"

namespace racewalk::desktop {

class ExportDialogTest final : public QObject, InodeWindow {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { close(); }
    void everyFormatIsListedByPurpose();
    void theDiagramIsPreviewedAndCopied();
    void enterRepeatsTheLastExport();
    void optionsOfAFormatAreRemembered();
    void aPresetIsAnEntryOfTheList();
    void aRangeOfStepsIsExported();
    void notesAreInTheFileAndInTheCommand();
    void withoutStepsTheShortestHangIsExported();
    void aFormatThatCannotShowTheRunSaysWhy();
    void aFailedSaveIsSaidAndNothingIsLost();
    void aSavedFileIsNamedInTheMessageBar();
    void keysOfTheWindowDoNothingBehindTheDialog();
    void everyControlHasANameAndIsReached();
    void itFitsInASmallWindow();
    void itsPictures_data();
    void itsPictures();

private:
    void walk() { QVERIFY(session().replay(QStringLiteral("lookup*2 evict! lookup!"))); }
    ExportDialog *open()
    {
        shown().press(Qt::Key_E);
        return shown().find<ExportDialog>("exportDialog");
    }
    template <class Widget>
    Widget *part(const char *name)
    {
        return shown()
            .find<ExportDialog>("exportDialog")
            ->findChild<Widget *>(QString::fromLatin1(name));
    }
    /// As a person does: Down or Up until it is chosen.
    void choose(const QString &title)
    {
        auto *list = part<QListView>("exportFormats");
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Home);
        for (int presses = 0; list->currentIndex().data().toString() != title; ++presses) {
            QVERIFY2(presses < 40, qPrintable(title));
            QTest::keyClick(list, Qt::Key_Down);
        }
    }
    bool isMade()
    {
        return QTest::qWaitFor([this] {
            return part<QAbstractButton>("exportSave")->isEnabled() &&
                   !part<QLabel>("exportCheck")->text().isEmpty();
        });
    }
    QString text() { return part<QPlainTextEdit>("exportText")->toPlainText(); }
    QString command() { return part<QLineEdit>("exportCommand")->text(); }
    QTemporaryDir m_folder;
};

void ExportDialogTest::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("racewalk"));
    QCoreApplication::setApplicationName(QStringLiteral("racewalk-export-dialog-test"));
    qputenv("RACEWALK_DATA_DIR", RACEWALK_RESOURCES_DIR);
}

void ExportDialogTest::init()
{
    openInodeRace();
}

void ExportDialogTest::everyFormatIsListedByPurpose()
{
    walk();
    QVERIFY(open());
    const auto *model = part<QListView>("exportFormats")->model();
    QStringList titles;
    for (int row = 0; row < model->rowCount(); ++row)
        titles += model->index(row, 0).data().toString();
    for (const char *group : {"Commit message", "Slide or paper", "Web", "Other tools"})
        QVERIFY2(titles.contains(QString::fromLatin1(group)), group);
    for (const ExportFormatRow &row : exportFormats)
        if (row.format != ExportFormat::Text)
            QVERIFY2(titles.contains(QString::fromUtf8(row.title)), row.name.data());
    for (const char *preset : {"Commit diagram", "Comment block", "Lockdep splat"})
        QVERIFY2(titles.contains(QString::fromLatin1(preset)), preset);
}

void ExportDialogTest::theDiagramIsPreviewedAndCopied()
{
    walk();
    QVERIFY(open());
    QVERIFY(isMade());
    QVERIFY(text().contains(QStringLiteral("CPU0 (lookup)")));
    QVERIFY(text().contains(QStringLiteral("schedule()")));
    QCOMPARE(part<QLabel>("exportSubject")->text().left(22),
             QStringLiteral("RCU lookup, SC, 25 ste"));
    QVERIFY(part<QLabel>("exportSubject")->text().endsWith(QStringLiteral("ends in a hang")));
    QCOMPARE(part<QLabel>("exportCheck")->text(),
             QStringLiteral("Checked: the schedule replays to this hang."));
    QTest::keyClick(shown().find<ExportDialog>("exportDialog"), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), text());
    QCOMPARE(part<QAbstractButton>("exportCopy")->text(), QStringLiteral("Copied"));
    QTRY_COMPARE(part<QAbstractButton>("exportCopy")->text(), QStringLiteral("Copy"));
}

void ExportDialogTest::enterRepeatsTheLastExport()
{
    walk();
    QVERIFY(open());
    choose(QStringLiteral("Mermaid"));
    QVERIFY(isMade());
    QTest::keyClick(shown().find<ExportDialog>("exportDialog"), Qt::Key_Escape);
    QTRY_VERIFY(!shown().find<ExportDialog>("exportDialog"));
    QGuiApplication::clipboard()->setText(QStringLiteral("before"));
    ExportDialog *dialog = open();
    QTest::keyClick(dialog, Qt::Key_Return); // at once: it is copied as soon as it is made
    QTRY_VERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("sequenceDiagram")));
}

void ExportDialogTest::optionsOfAFormatAreRemembered()
{
    walk();
    QVERIFY(open());
    QVERIFY(isMade());
    part<QSpinBox>("export_width")->setValue(72);
    QTRY_VERIFY(command().endsWith(QStringLiteral(" --width 72")));
    choose(QStringLiteral("SVG"));
    QCOMPARE(part<QSpinBox>("export_width")->value(), 760);
    part<QAbstractButton>("export_legend")->click();
    QVERIFY(command().contains(QStringLiteral(" --no-legend ")));
    QTest::keyClick(shown().find<ExportDialog>("exportDialog"), Qt::Key_Escape);
    QTRY_VERIFY(!shown().find<ExportDialog>("exportDialog"));
    QVERIFY(open());
    QVERIFY(!part<QAbstractButton>("export_legend")->isChecked());
    choose(QStringLiteral("Commit diagram"));
    QCOMPARE(part<QSpinBox>("export_width")->value(), 72);
}

void ExportDialogTest::aPresetIsAnEntryOfTheList()
{
    walk();
    QVERIFY(open());
    auto *preset = part<ChoiceBar>("export_preset");
    Q_EMIT preset->chosen(1);
    QCOMPARE(part<QListView>("exportFormats")->currentIndex().data().toString(),
             QStringLiteral("Comment block"));
    QVERIFY(isMade());
    QVERIFY(command().contains(QStringLiteral(" --preset comment")));
    QTRY_VERIFY(text().startsWith(QStringLiteral("/*\n")));
}

void ExportDialogTest::aRangeOfStepsIsExported()
{
    walk();
    session().jump(3);
    QVERIFY(open());
    QVERIFY(isMade());
    const QString whole = text();
    Q_EMIT part<ChoiceBar>("export_range")->chosen(1);
    QTRY_VERIFY(text() != whole);
    QVERIFY2(command().endsWith(QStringLiteral("--schedule 'lookup*2 evict'")),
             qPrintable(command()));
    QTRY_COMPARE(part<QLabel>("exportCheck")->text(),
                 QStringLiteral("Checked: the schedule replays to this state."));
    Q_EMIT part<ChoiceBar>("export_range")->chosen(2);
    part<QSpinBox>("export_from")->setValue(3);
    part<QSpinBox>("export_to")->setValue(6);
    QVERIFY2(command().endsWith(QStringLiteral("lookup!' --from 3 --to 6")), qPrintable(command()));
    QCOMPARE(part<QLabel>("exportSubject")->text(),
             QStringLiteral("RCU lookup, SC, steps 3 to 6 of 25"));
    QTRY_COMPARE(part<QLabel>("exportCheck")->text(),
                 QStringLiteral("Checked: the schedule replays to this state."));
}

void ExportDialogTest::notesAreInTheFileAndInTheCommand()
{
    walk();
    session().setNote(2, QStringLiteral("found it"));
    QVERIFY(open());
    QVERIFY(isMade());
    QVERIFY2(text().contains(QStringLiteral("[ found it ]")), qPrintable(text()));
    QVERIFY2(command().contains(QStringLiteral(" --note '2=found it'")), qPrintable(command()));
    part<QAbstractButton>("export_notes")->click();
    QTRY_VERIFY(!text().contains(QStringLiteral("found it")));
    QVERIFY2(!command().contains(QStringLiteral("--note ")), qPrintable(command()));
}

void ExportDialogTest::withoutStepsTheShortestHangIsExported()
{
    QVERIFY(open());
    QVERIFY(isMade());
    QVERIFY2(part<QLabel>("exportSubject")
                 ->text()
                 .contains(QStringLiteral("the shortest run to a hang")),
             qPrintable(part<QLabel>("exportSubject")->text()));
    QVERIFY(text().contains(QStringLiteral("CPU0 (lookup)")));
    QCOMPARE(session().run().length(), std::size_t{0});
    QVERIFY2(command().contains(QStringLiteral(" --schedule '")), qPrintable(command()));
    QTest::keyClick(shown().find<ExportDialog>("exportDialog"), Qt::Key_Escape);
    QTRY_VERIFY(!shown().find<ExportDialog>("exportDialog"));
    // Nothing to find either.
    shown().pickVariant("rcu_recheck");
    QVERIFY(shown().search());
    QVERIFY(open());
    QTRY_COMPARE(part<QLabel>("exportReason")->text(),
                 QStringLiteral("Nothing to export yet. Take a step first."));
    QVERIFY(!part<QAbstractButton>("exportCopy")->isEnabled());
    choose(QStringLiteral("Promela"));
    QTRY_VERIFY(text().contains(QStringLiteral("proctype")));
    choose(QStringLiteral("State graph, DOT"));
    QTRY_VERIFY(text().contains(QStringLiteral("digraph")));
}

void ExportDialogTest::aFormatThatCannotShowTheRunSaysWhy()
{
    walk();
    QVERIFY(open());
    const auto *model = part<QListView>("exportFormats")->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        const QModelIndex index = model->index(row, 0);
        if (index.data().toString() != QLatin1String("Lockdep splat"))
            continue;
        QTRY_VERIFY(!(index.flags() & Qt::ItemIsEnabled));
        QVERIFY2(index.data(Qt::ToolTipRole).toString().contains(QStringLiteral("lock")),
                 qPrintable(index.data(Qt::ToolTipRole).toString()));
        return;
    }
    QFAIL("no lockdep splat");
}

void ExportDialogTest::aFailedSaveIsSaidAndNothingIsLost()
{
    walk();
    QVERIFY(open());
    choose(QStringLiteral("SVG"));
    QVERIFY(isMade());
    QVERIFY(part<QLabel>("exportError")->isHidden());
    QTest::keyClick(shown().find<ExportDialog>("exportDialog"), Qt::Key_S, Qt::ControlModifier);
    auto *files = part<QFileDialog>("exportFileDialog");
    QVERIFY(files);
    Q_EMIT files->fileSelected(QStringLiteral("/dev/full"));
    QVERIFY(!part<QLabel>("exportError")->isHidden());
    QVERIFY2(part<QLabel>("exportError")->text().startsWith(QStringLiteral("Cannot write")),
             qPrintable(part<QLabel>("exportError")->text()));
    QVERIFY(shown().find<ExportDialog>("exportDialog")->isVisible());
}

void ExportDialogTest::aSavedFileIsNamedInTheMessageBar()
{
    walk();
    QVERIFY(open());
    choose(QStringLiteral("JSON"));
    QVERIFY(isMade());
    part<QAbstractButton>("exportSave")->click();
    const QString path = m_folder.filePath(QStringLiteral("run.json"));
    auto *files = part<QFileDialog>("exportFileDialog");
    QVERIFY(files);
    files->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"))->setText(path);
    QTest::keyClick(files, Qt::Key_Return);
    QTRY_VERIFY(QFile::exists(path));
    QTRY_VERIFY(!shown().find<ExportDialog>("exportDialog"));
    QCOMPARE(shown().message(), QStringLiteral("Wrote run.json."));
    QCOMPARE(shown().text("messageAction"), QStringLiteral("Show in folder"));
}

void ExportDialogTest::keysOfTheWindowDoNothingBehindTheDialog()
{
    walk();
    session().jump(2);
    ExportDialog *dialog = open();
    QVERIFY(QTest::qWaitForWindowExposed(dialog));
    for (const Qt::Key key : {Qt::Key_1, Qt::Key_Left, Qt::Key_V, Qt::Key_E})
        QTest::keyClick(dialog, key);
    QCOMPARE(session().run().position(), std::size_t{2});
    QCOMPARE(session().program().variant, std::string("rcu_lookup"));
}

void ExportDialogTest::everyControlHasANameAndIsReached()
{
    walk();
    ExportDialog *dialog = open();
    for (const char *format : {"Commit diagram", "PNG"}) {
        choose(QString::fromLatin1(format));
        QVERIFY(isMade());
        for (const auto *button : dialog->findChildren<QAbstractButton *>()) {
            if (!button->isVisible() || button->inherits("QToolButton"))
                continue;
            QVERIFY2(!button->accessibleName().isEmpty(), qPrintable(button->objectName()));
            QVERIFY2(button->focusPolicy() & Qt::TabFocus, qPrintable(button->accessibleName()));
        }
        QVERIFY(!dialog->accessibleName().isEmpty());
    }
    QTRY_VERIFY(part<QWidget>("exportPicture")
                    ->accessibleDescription()
                    .contains(QStringLiteral("ends in a hang")));
}

void ExportDialogTest::itFitsInASmallWindow()
{
    walk();
    for (const QSize size : {QSize(1024, 700), QSize(853, 480)}) {
        shown().window().setMinimumSize(0, 0);
        shown().window().resize(size);
        ExportDialog *dialog = open();
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        QVERIFY2(dialog->width() <= shown().window().width() &&
                     dialog->height() <= shown().window().height(),
                 qPrintable(QStringLiteral("%1 x %2").arg(dialog->width()).arg(dialog->height())));
        QVERIFY(isMade());
        QVERIFY(WindowHarness::save(*dialog, QStringLiteral("export-%1.png").arg(size.width())));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!shown().find<ExportDialog>("exportDialog"));
    }
}

void ExportDialogTest::itsPictures_data()
{
    QTest::addColumn<QString>("title");
    for (const ExportEntry &entry : exportEntries())
        if (entry.preset != TextPreset::Lockdep)
            QTest::newRow(qPrintable(settingsName(entry))) << titleOf(entry);
}

void ExportDialogTest::itsPictures()
{
    QFETCH(const QString, title);
    walk();
    for (const char *theme : {"themeLight", "themeDark"}) {
        shown().trigger(theme);
        ExportDialog *dialog = open();
        choose(title);
        QTRY_VERIFY(part<QAbstractButton>("exportSave")->isEnabled());
        QTest::qWait(250);
        QVERIFY(
            WindowHarness::save(*dialog, QStringLiteral("export-%1-%2.png")
                                             .arg(QString::fromLatin1(QTest::currentDataTag()),
                                                  QString::fromLatin1(theme).mid(5).toLower())));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!shown().find<ExportDialog>("exportDialog"));
    }
}

} // namespace racewalk::desktop

QTEST_MAIN(racewalk::desktop::ExportDialogTest)
#include "export_dialog_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// A walk with notes is recorded as a tour of its scenario.
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTest>

#include "app/views/inode_window.h"

namespace racewalk::desktop {

class RecordTest final : public QObject, InodeWindow {
    Q_OBJECT

private Q_SLOTS:
    void init() { openInodeRace(); }
    void cleanup() { close(); }

    void theTourIsInTheFileAndCanBeTaken();
    void aTourOfAShippedScenarioIsCopied();
    void aWalkThatIsNoTourSaysWhy();

private:
    void walkWithNotes()
    {
        QVERIFY(session().replay(QStringLiteral("lookup*2 evict! lookup!")));
        session().setNote(2, QStringLiteral("It has the inode."));
        session().setNote(15, QStringLiteral("Too early: nobody waits."));
    }
    QDialog *record()
    {
        shown().trigger("actionRecord");
        auto *dialog = shown().find<QDialog>("recordDialog");
        return dialog && QTest::qWaitForWindowExposed(dialog) ? dialog : nullptr;
    }
    QString check() { return shown().find<QLabel>("recordCheck")->text(); }
    QString tour() { return shown().find<QPlainTextEdit>("recordText")->toPlainText(); }
};

void RecordTest::theTourIsInTheFileAndCanBeTaken()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("mine.race"));
    QVERIFY(QFile::copy(inodePath, path));
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
    shown().window().openFile(path);
    shown().pickVariant("rcu_lookup");
    QVERIFY(shown().search());
    walkWithNotes();
    const std::size_t tours = session().scenario().tours.size(), walks = session().walks().size();
    QDialog *dialog = record();
    QVERIFY(dialog);
    QTest::keyClicks(shown().find<QLineEdit>("recordTitle"), QStringLiteral("Mine \"too late\""));
    QVERIFY(tour().startsWith(QStringLiteral("tour \"Mine \\\"too late\\\"\" for rcu_lookup {\n"
                                             "        lookup*2        \"It has the inode.\";\n")));
    QCOMPARE(check(), QStringLiteral("Checked: the tour can be replayed to its end."));
    QVERIFY(WindowHarness::save(*dialog, QStringLiteral("record.png")));
    shown().click("recordAdd");
    QTRY_COMPARE(session().scenario().tours.size(), tours + 1);
    QCOMPARE(session().scenario().tours.back().title, "Mine \"too late\"");
    QCOMPARE(session().walks().size(), walks);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().endsWith("        end hang;\n}\n"));
    shown().trigger(qPrintable(QStringLiteral("tour%1").arg(tours + 1)));
    shown().press(Qt::Key_PageDown);
    QCOMPARE(shown().window().tourGuide().narration(), QStringLiteral("It has the inode."));
}

void RecordTest::aTourOfAShippedScenarioIsCopied()
{
    walkWithNotes();
    QVERIFY(record());
    QVERIFY(!shown().button("recordAdd")->isEnabled());
    QVERIFY(check().contains(QStringLiteral("comes with the program")));
    const QString text = tour();
    shown().click("recordCopy");
    QCOMPARE(QApplication::clipboard()->text(), text);
    QCOMPARE(shown().message(), QStringLiteral("Copied the tour."));
}

void RecordTest::aWalkThatIsNoTourSaysWhy()
{
    QVERIFY(session().replay(QStringLiteral("lookup*2")));
    QVERIFY(record());
    QCOMPARE(check(), QStringLiteral("The walk has no notes: a tour tells what they say."));
    QVERIFY(!shown().button("recordCopy")->isEnabled());
}

} // namespace racewalk::desktop

QTEST_MAIN(racewalk::desktop::RecordTest)
#include "record_test.moc"

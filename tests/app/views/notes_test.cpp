// SPDX-License-Identifier: GPL-3.0-or-later
// Notes on steps: written, shown, folded and deleted with keys and clicks.
#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QScrollBar>
#include <QTest>

#include "app/views/inode_window.h"
#include "desktop/views/timeline/note_editor.h"
#include "desktop/views/timeline/timeline_view.h"

namespace racewalk::desktop {

class NotesTest final : public QObject, private InodeWindow {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        openInodeRace();
        shown().press(Qt::Key_F);
        session().jump(16);
    }
    void cleanup() { close(); }
    void nWritesANoteOnTheLastStep();
    void shiftEnterBreaksTheLineAndEscapeCancels();
    void anEmptyTextDeletesTheNote();
    void theMenuOfARowHasItsNote();
    void aLongNoteIsCutAtItsEnd();
    void aNoteIsReadAfterItsRow();
    void foldedNotesAreAnIcon();
    void withoutAStepThereIsNothingToNote();
    void theEditorHasARowOfItsOwn();
    void theEditorOfARowFarFromTheCursorIsInView();

private:
    TimelineView &timeline() { return *shown().find<TimelineView>("timeline"); }
    NoteEditor *editor()
    {
        for (auto *found : timeline().findChildren<NoteEditor *>(QStringLiteral("noteEditor")))
            if (found->isVisible())
                return found;
        return nullptr;
    }
    QString noteOn(std::size_t step)
    {
        const WalkNote *note = session().walks().note(session().walks().current(), step);
        return note ? QString::fromStdString(note->text) : QString();
    }
    double gapBelow(std::size_t event)
    {
        return timeline().rowPlace(event + 1).top() - timeline().rowPlace(event).bottom();
    }
    void write(const QString &text)
    {
        shown().press(Qt::Key_N);
        QVERIFY(editor());
        QTest::keyClicks(editor(), text);
        QTest::keyClick(editor(), Qt::Key_Return);
        QVERIFY(!editor());
    }
};

void NotesTest::nWritesANoteOnTheLastStep()
{
    QCOMPARE(gapBelow(15), 10.0); // of the now line
    write(QStringLiteral("The wakeup is lost, 1 of 2"));
    QCOMPARE(noteOn(16), QStringLiteral("The wakeup is lost, 1 of 2"));
    QCOMPARE(session().run().position(), std::size_t{16}); // its digits were text
    QCOMPARE(gapBelow(15), 37.0);
    QVERIFY(timeline().hasFocus());
    QVERIFY(shown().save(QStringLiteral("note-light.png")));
    shown().press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(noteOn(16), QString());
    shown().press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(!noteOn(16).isEmpty());
}

void NotesTest::shiftEnterBreaksTheLineAndEscapeCancels()
{
    shown().press(Qt::Key_N);
    QTest::keyClicks(editor(), QStringLiteral("one"));
    QTest::keyClick(editor(), Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClicks(editor(), QStringLiteral("two"));
    QTest::keyClick(editor(), Qt::Key_Return);
    QCOMPARE(noteOn(16), QStringLiteral("one\ntwo"));
    shown().press(Qt::Key_N);
    QCOMPARE(editor()->toPlainText(), QStringLiteral("one\ntwo"));
    QTest::keyClicks(editor(), QStringLiteral("something else"));
    QTest::keyClick(editor(), Qt::Key_Escape);
    QVERIFY(!editor());
    QCOMPARE(noteOn(16), QStringLiteral("one\ntwo"));
}

void NotesTest::anEmptyTextDeletesTheNote()
{
    write(QStringLiteral("gone soon"));
    shown().press(Qt::Key_N);
    QTest::keyClick(editor(), Qt::Key_Delete); // all of it is selected
    QTest::keyClick(editor(), Qt::Key_Return);
    QCOMPARE(noteOn(16), QString());
    QVERIFY(session().timeline()->notes.empty());
}

void NotesTest::theMenuOfARowHasItsNote()
{
    write(QStringLiteral("noted"));
    const QPoint row = timeline().rowPlace(15).center().toPoint();
    QContextMenuEvent event(QContextMenuEvent::Mouse, row, timeline().viewport()->mapToGlobal(row));
    QApplication::sendEvent(timeline().viewport(), &event);
    auto *menu = timeline().findChild<QMenu *>(QStringLiteral("stepMenu"));
    QVERIFY(menu);
    QVERIFY(menu->findChild<QAction *>(QStringLiteral("stepNote")));
    menu->findChild<QAction *>(QStringLiteral("stepNoteDelete"))->trigger();
    menu->close();
    QCOMPARE(noteOn(16), QString());
}

void NotesTest::aLongNoteIsCutAtItsEnd()
{
    shown().press(Qt::Key_N);
    editor()->setPlainText(QString(400, QLatin1Char('x')));
    QCOMPARE(editor()->toPlainText().size(), qsizetype{maxNoteLength});
    QTest::keyClick(editor(), Qt::Key_Return);
    QCOMPARE(noteOn(16).size(), qsizetype{maxNoteLength});
    QVERIFY(shown().save(QStringLiteral("note-long.png")));
}

void NotesTest::aNoteIsReadAfterItsRow()
{
    write(QStringLiteral("listen"));
    QVERIFY2(timeline().accessibleRowText(15).endsWith(QStringLiteral(", note: listen")),
             qPrintable(timeline().accessibleRowText(15)));
}

void NotesTest::foldedNotesAreAnIcon()
{
    write(QStringLiteral("one line"));
    QCOMPARE(gapBelow(15), 37.0);
    shown().trigger("actionFoldNotes");
    QCOMPARE(gapBelow(15), 10.0);
    shown().trigger("actionFoldNotes");
    QCOMPARE(gapBelow(15), 37.0);
}

void NotesTest::withoutAStepThereIsNothingToNote()
{
    shown().press(Qt::Key_Home);
    shown().press(Qt::Key_N);
    QVERIFY(!editor());
    QCOMPARE(shown().message(), QStringLiteral("A note belongs to a step. Take a step first."));
}

void NotesTest::theEditorOfARowFarFromTheCursorIsInView()
{
    session().jump(session().run().length());
    timeline().verticalScrollBar()->setValue(0);
    const double before = timeline().rowPlace(2).top();
    timeline().editNote(2);
    QVERIFY(timeline().viewport()->rect().contains(editor()->geometry()));
    QCOMPARE(timeline().rowPlace(2).top(), before);
    QTest::keyClick(editor(), Qt::Key_Escape);
    QCOMPARE(timeline().rowPlace(2).top(), before);
}

void NotesTest::theEditorHasARowOfItsOwn()
{
    const auto place = [this] { return QRectF(editor()->geometry()); };
    for (const std::size_t position : {std::size_t{16}, session().run().length()}) {
        session().jump(position);
        shown().press(Qt::Key_N);
        QVERIFY(timeline().viewport()->rect().contains(editor()->geometry()));
        for (std::size_t event = 0; event < session().run().length(); ++event)
            QVERIFY(!timeline().rowPlace(event).intersects(place()));
        // It stays with its step.
        const double below = place().top() - timeline().rowPlace(position - 1).bottom();
        QScrollBar *bar = timeline().verticalScrollBar();
        bar->setValue(bar->value() > 40 ? bar->value() - 10 : bar->value() + 10);
        QCOMPARE(place().top() - timeline().rowPlace(position - 1).bottom(), below);
        QTest::keyClick(editor(), Qt::Key_Escape);
        QVERIFY(!editor());
    }
}

} // namespace racewalk::desktop

QTEST_MAIN(racewalk::desktop::NotesTest)
#include "notes_test.moc"

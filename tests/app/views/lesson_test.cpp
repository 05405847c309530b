// SPDX-License-Identifier: GPL-3.0-or-later
// A lesson as it is lived: open, tour, branch, name, note, compare, save, kill, reopen. The first
// part runs in a process of its own, which is killed with SIGKILL.
#include <QApplication>
#include <QFile>
#include <QLineEdit>
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include "app/views/window_harness.h"
#include "desktop/document/saved_session.h"
#include "desktop/last_session.h"
#include "desktop/session/autosave.h"
#include "desktop/views/compare/compare_rows.h"
#include "desktop/views/timeline/note_editor.h"
#include "desktop/views/walks/branch_bar.h"

#include <csignal>
#include <cstdio>

namespace racewalk::desktop {
namespace {

const QString inodePath =
    QStringLiteral(RACEWALK_RESOURCES_DIR "/scenarios/inode/inode-teardown.race");
constexpr const char *live = "--live-the-lesson";

void check(bool isTrue, const char *what)
{
    if (!isTrue)
        qFatal("%s", what);
}

template <class Widget>
Widget *shownChild(QWidget &parent, const char *name)
{
    for (auto *child : parent.findChildren<Widget *>(QLatin1String(name)))
        if (child->isVisible())
            return child;
    return nullptr;
}

/// Until it is killed.
int liveTheLesson(const QString &folder)
{
    WindowHarness shown(inodePath);
    Autosave autosave(shown.session(), folder);
    check(shown.show(), "the window opens");
    // The tour: its variant, its walk, its first two stops.
    shown.trigger("tour1");
    shown.press(Qt::Key_PageDown);
    shown.press(Qt::Key_PageDown);
    const std::size_t stop = shown.session().run().position();
    check(stop > 0 && stop < shown.session().run().length(), "the tour goes on");
    // Another way from there.
    check(shown.button("step1")->isEnabled(), "lookup can step");
    shown.press(Qt::Key_Left);
    const std::size_t before = shown.session().walks().size();
    for (const std::size_t digit : {1, 2, 1})
        shown.pressDigit(digit);
    check(shown.session().walks().size() > before, "another way is a branch");
    shown.press(Qt::Key_F2);
    auto *name = shownChild<QLineEdit>(shown.window(), "walkName");
    check(name, "the name is edited in place");
    QTest::keyClicks(name, QStringLiteral("too early"));
    QTest::keyClick(name, Qt::Key_Return);
    shown.press(Qt::Key_N);
    auto *note = shownChild<NoteEditor>(shown.window(), "noteEditor");
    check(note, "the note is edited in place");
    QTest::keyClicks(note, QStringLiteral("Here it goes another way."));
    QTest::keyClick(note, Qt::Key_Return);
    // Beside the variant with the fix, and back.
    shown.press(Qt::Key_C);
    Comparing &comparing = shown.window().comparing();
    const auto isCompared = [&] { return comparing.result() && !comparing.isWorking(); };
    check(QTest::qWaitFor(isCompared, 60'000), "two variants are compared");
    check(shown.find<CompareRows>("compareRows")->accessibleRowCount() > 0,
          "their steps are shown");
    shown.press(Qt::Key_C);
    check(!comparing.isOn(), "the comparison is closed");
    check(shown.session().saveAs(folder + QLatin1String("/lesson.racewalk")), "it is saved");
    shown.press(Qt::Key_2, Qt::ControlModifier);
    shown.press(Qt::Key_Left); // after the save, so only the program's own file knows it
    QTest::qWait(1000);
    std::printf("lived\n");
    std::fflush(stdout);
    for (;;)
        QTest::qWait(1000);
}

} // namespace

class LessonTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }
    void allIsThereAgainAfterAKill();
    void aProperEndOffersTheLastSession();
    void whatOtherProgramsHaveOpenIsLeftAlone();

private:
    static void kill(QProcess &process)
    {
        ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
        QVERIFY(process.waitForFinished());
    }
    /// Starts a process that lives the lesson, and waits until it has.
    static void start(QProcess &process, const QString &folder)
    {
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QCoreApplication::applicationFilePath(), {QLatin1String(live), folder});
        QVERIFY(process.waitForStarted());
        while (!process.canReadLine())
            QVERIFY2(process.waitForReadyRead(120'000), "the lesson was not lived");
        QCOMPARE(process.readLine().trimmed(), QByteArray("lived"));
    }
    QTemporaryDir m_folder;
};

void LessonTest::allIsThereAgainAfterAKill()
{
    QProcess process;
    start(process, m_folder.path());
    kill(process);

    WindowHarness shown(inodePath);
    const QString file = bringBackLastSession(shown.session(), m_folder.path(), false);
    QVERIFY(!file.isEmpty());
    const Walks &walks = shown.session().walks();
    QCOMPARE(shown.session().message().text,
             QStringLiteral("Racewalk did not exit normally. Your walks are here again."));
    QCOMPARE(walks.currentWalk().name, std::string("too early"));
    QVERIFY(walks.currentWalk().hasOwnName);
    QVERIFY(walks.size() >= 2);
    QCOMPARE(QString::fromStdString(walks[0].name),
             QString::fromStdString(shown.session().scenario().tours.front().title));
    QCOMPARE(walks.notes(walks.current()).size(), std::size_t{1});
    const auto [step, text] = *walks.notes(walks.current()).begin();
    QCOMPARE(text, std::string("Here it goes another way."));
    QCOMPARE(walks.run().position(), step - 1); // one back, after the note was written
    QCOMPARE(shown.session().program().variant, std::string("rcu_lookup"));

    // The saved file has the same, without the last key.
    const auto saved = readDocument(m_folder.filePath(QStringLiteral("lesson.racewalk")));
    QVERIFY(saved);
    QCOMPARE(saved->walks.size(), walks.size());
    QCOMPARE(saved->walks.run().position(), step);

    // It goes on where it was, in a file of its own.
    {
        Autosave autosave(shown.session(), m_folder.path());
        autosave.adopt(file);
        QVERIFY(Autosave::cutOff(m_folder.path()).isEmpty());
        QVERIFY(shown.show());
        QVERIFY(shown.find<BranchBar>("branchBar")->isVisible());
        QVERIFY(shown.find<QWidget>("graph")->isVisible());
        shown.press(Qt::Key_Right);
        QCOMPARE(walks.run().position(), step);
    }
}

void LessonTest::aProperEndOffersTheLastSession()
{
    QTemporaryDir folder;
    {
        WindowHarness shown(inodePath);
        Autosave autosave(shown.session(), folder.path());
        shown.pressDigit(1);
        shown.pressDigit(1);
    }
    QVERIFY(Autosave::cutOff(folder.path()).isEmpty());
    WindowHarness shown(QStringLiteral(RACEWALK_RESOURCES_DIR "/scenarios/classroom/counter.race"));
    QVERIFY(shown.show());
    QVERIFY(bringBackLastSession(shown.session(), folder.path(), false).isEmpty());
    QCOMPARE(shown.message(),
             QStringLiteral("The last session was in inode-teardown.race, with 1 walk."));
    QCOMPARE(shown.text("messageAction"), QStringLiteral("Restore"));
    shown.click("messageAction");
    QCOMPARE(shown.session().scheduleText(), QStringLiteral("lookup*2"));
    QVERIFY(shown.session().sessionPath().isEmpty());
    // A program that walks nothing does not replace it.
    {
        WindowHarness idle(inodePath);
        Autosave autosave(idle.session(), folder.path());
    }
    QVERIFY(!Autosave::last(folder.path()).isEmpty());
}

void LessonTest::whatOtherProgramsHaveOpenIsLeftAlone()
{
    QTemporaryDir folder;
    QProcess process;
    start(process, folder.path());
    QVERIFY(Autosave::cutOff(folder.path()).isEmpty());
    kill(process);
    QCOMPARE(Autosave::cutOff(folder.path()).size(), qsizetype{1});
}

} // namespace racewalk::desktop

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    if (argc == 3 && std::string_view(argv[1]) == racewalk::desktop::live)
        return racewalk::desktop::liveTheLesson(QString::fromLocal8Bit(argv[2]));
    racewalk::desktop::LessonTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "lesson_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Long walks that are replayed in another variant while the window is idle.
#include <QSignalSpy>
#include <QTest>

#include "app/session/session_fixture.h"
#include "desktop/models/compare/subject_model.h"
#include "desktop/models/walk_rows.h"
#include "desktop/session/comparing.h"

namespace racewalk::desktop {
namespace {

/// Where a holds the lock, b cannot step.
const char *const twoLoops = R"(scenario "Long";
variant plain "Plain";
variant locked "Locked";
spinlock_t lock;
int x, y;
thread a {
#if locked
        spin_lock(&lock);
#endif
        for (int i = 0; i < 1000; i++)
                WRITE_ONCE(x, i);
#if locked
        spin_unlock(&lock);
#endif
}
thread b {
#if locked
        spin_lock(&lock);
#endif
        for (int i = 0; i < 1000; i++)
                WRITE_ONCE(y, i);
#if locked
        spin_unlock(&lock);
#endif
}
)";

} // namespace

class LongWalksTest final : public QObject, private SessionFixture {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theCurrentOneIsReplayedNowAndTheOthersWhenIdle();
    void aWalkThatIsSelectedIsReplayedFirst();
    void whatAwaitsItsReplayIsSavedAsItWasWalked();
    void undoBringsBackEveryWalk();
    void aStepJoinsAWalkThatAwaitsItsReplay();
    void aStepThatNoOtherWalkTakesReplaysNone();
    void comparingReplaysNone();
    void theTimelineStaysUnlessItsNotesChange();

private:
    QStringList schedules(const Session &session) const
    {
        QStringList texts;
        for (std::size_t row = 0; row < session.walks().size(); ++row)
            texts << QString::fromStdString(toText(session.walks()[row].schedule()));
        return texts;
    }
    bool isAwaited(std::size_t row) { return walkRows(session())[row].isAwaited; }
    bool waitForReplays()
    {
        return QTest::qWaitFor([this] { return !session().walks().awaitReplay(); }, 30'000);
    }
};

void LongWalksTest::init()
{
    openInodeRace();
    QVERIFY(session().open(write(QStringLiteral("long.race"), twoLoops)));
    QVERIFY(session().replay(QStringLiteral("a*800 b*700")));
    QVERIFY(session().replay(QStringLiteral("a*900 b*300")));
    QVERIFY(session().replay(QStringLiteral("a! b*5")));
    QCOMPARE(session().walks().size(), std::size_t{3});
}

void LongWalksTest::theCurrentOneIsReplayedNowAndTheOthersWhenIdle()
{
    const QStringList before = schedules(session());
    QSignalSpy changes(&session(), &Session::walksChanged);
    session().setVariant(1);
    QCOMPARE(changes.count(), 1);
    QVERIFY(!isAwaited(2));
    std::vector<WalkRow> rows = walkRows(session());
    QVERIFY(rows[0].isAwaited && rows[1].isAwaited);
    QCOMPARE(rows[0].length, std::size_t{1500});
    QCOMPARE(rows[0].ending, QString());
    QCOMPARE(rows[0].accessible.section(QStringLiteral(", "), 1), QStringLiteral("1,500 steps"));
    QVERIFY(waitForReplays());
    QCOMPARE(changes.count(), 2);
    rows = walkRows(session());
    QVERIFY(!rows[0].isAwaited && rows[0].isCutShort);
    QCOMPARE(rows[0].ending, QStringLiteral("stops at step 800"));
    QCOMPARE(rows[1].ending, QStringLiteral("stops at step 900"));
    QCOMPARE(rows[1].fork, (Walks::Fork{0, 800}));
    QCOMPARE(schedules(session()), before);
    session().setVariant(0);
    QVERIFY(waitForReplays());
    QCOMPARE(walkRows(session())[0].length, std::size_t{1500});
    QVERIFY(!walkRows(session())[0].isCutShort);
}

void LongWalksTest::aWalkThatIsSelectedIsReplayedFirst()
{
    session().setVariant(1);
    session().selectWalk(1, 850);
    QVERIFY(isAwaited(0) && !isAwaited(1));
    QCOMPARE(session().run().length(), std::size_t{900});
    QCOMPARE(session().run().position(), std::size_t{850});
    QVERIFY(walkTooltip(session(), 0).endsWith(QLatin1Char('.')));
    QVERIFY(!isAwaited(0));
}

void LongWalksTest::whatAwaitsItsReplayIsSavedAsItWasWalked()
{
    const QStringList before = schedules(session());
    session().setVariant(1);
    const QString path = m_folder.filePath(QStringLiteral("long.racewalk"));
    QVERIFY(session().saveAs(path));
    QVERIFY(isAwaited(0) && isAwaited(1));
    Session other;
    QVERIFY2(other.open(path), qPrintable(other.message().text));
    QCOMPARE(other.variant(), std::size_t{1});
    QVERIFY(other.walks().awaitReplay());
    QCOMPARE(schedules(other), before);
    QTRY_VERIFY_WITH_TIMEOUT(!other.walks().awaitReplay(), 30'000);
    QCOMPARE(walkRows(other)[0].ending, QStringLiteral("stops at step 800"));
    other.setVariant(0);
    QCOMPARE(other.walks().replayed(0).run.length(), std::size_t{1500});
}

void LongWalksTest::undoBringsBackEveryWalk()
{
    const QStringList before = schedules(session());
    session().setVariant(1);
    session().deleteWalk(0); // before its replay
    QCOMPARE(session().walks().size(), std::size_t{2});
    session().setVariant(0);
    while (session().undoStack().canUndo() && session().walks().size() < 3)
        session().undoStack().undo();
    QCOMPARE(schedules(session()), before);
    QVERIFY(waitForReplays());
    QCOMPARE(schedules(session()), before);
}

void LongWalksTest::aStepJoinsAWalkThatAwaitsItsReplay()
{
    session().selectWalk(1, 800); // after "a*800", where the first walk goes on with b
    session().setVariant(1);
    session().setVariant(0);
    QVERIFY(isAwaited(0));
    session().take(stepOf(session(), "b"));
    QCOMPARE(session().walks().current(), std::size_t{0});
    QCOMPARE(session().run().position(), std::size_t{801});
    QCOMPARE(session().walks().size(), std::size_t{3});
}

void LongWalksTest::aStepThatNoOtherWalkTakesReplaysNone()
{
    session().selectWalk(2, 3); // "a! b*5", and the others leave it before that
    session().setVariant(1);
    session().setVariant(0);
    session().jump(session().run().length());
    session().take(stepOf(session(), "b"));
    QCOMPARE(session().walks().size(), std::size_t{3});
    QVERIFY(isAwaited(0) && isAwaited(1));
}

void LongWalksTest::comparingReplaysNone()
{
    Comparing comparing(session());
    SubjectModel subjects(session(), comparing, nullptr);
    connect(&comparing, &Comparing::subjectsChanged, &subjects, &SubjectModel::reload);
    comparing.compareWith(session().walks()[0].id);
    session().setVariant(1);
    QVERIFY(isAwaited(0) && isAwaited(1));
    QVERIFY(subjects.rowCount() >= 4); // two variants, two other walks
    for (int row = 0; row < subjects.rowCount(); ++row)
        QVERIFY(!subjects.index(row).data().toString().isEmpty());
    QVERIFY(!comparing.nameOf(comparing.subject(1)).isEmpty());
    session().renameWalk(0, QStringLiteral("the first"));
    session().deleteWalk(1);
    QVERIFY(isAwaited(0));
}

void LongWalksTest::theTimelineStaysUnlessItsNotesChange()
{
    session().setNote(2, 4, QStringLiteral("of the walk itself"));
    session().setVariant(1);
    session().setVariant(0);
    auto before = session().timeline();
    QVERIFY(waitForReplays());
    QCOMPARE(session().timeline().get(), before.get());
    session().setNote(0, 3, QStringLiteral("of a first step that all have"));
    session().setVariant(1);
    session().setVariant(0);
    before = session().timeline();
    QCOMPARE(before->notes.size(), std::size_t{1});
    QVERIFY(waitForReplays());
    QCOMPARE(session().timeline()->notes.size(), std::size_t{2});
}

} // namespace racewalk::desktop

QTEST_GUILESS_MAIN(racewalk::desktop::LongWalksTest)
#include "long_walks_test.moc"

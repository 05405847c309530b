// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "app/buffered_scenarios.h"
#include "app/session/session_fixture.h"
#include "desktop/session/session.h"

namespace racewalk::desktop {

class SessionTest final : public QObject, private SessionFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { openInodeRace(); }
    void opensOnTheFirstVariantAtTheStart();
    void aFileThatCannotBeUsedKeepsTheOldScenario_data();
    void aFileThatCannotBeUsedKeepsTheOldScenario();
    void aStepThatIsKnownOnlyMovesTheCursor();
    void anotherStepKeepsTheWalkBeforeAndUndoGoesBackToIt();
    void otherVariantsReplayTheScheduleAsFarAsItGoes();
    void moreThreadsKeepTheRunOfTheFirst();
    void anotherProgramTakesNoStepThatNobodyTook();
    void whatAParameterDropsIsSaidAndUndoBringsItBack();
    void undoBringsBackVariantAndParametersToo();
    void aPastedScheduleThatCannotGoOnSaysWhere();
    void whatIsNoScheduleChangesNothing();
};

void SessionTest::opensOnTheFirstVariantAtTheStart()
{
    QCOMPARE(session().title(), QStringLiteral("Inode lookup vs. evict()"));
    QCOMPARE(session().variantCount(), std::size_t{10});
    QCOMPARE(session().variant(), std::size_t{0});
    QCOMPARE(session().run().position(), std::size_t{0});
    QCOMPARE(session().run().length(), std::size_t{0});
    QVERIFY(session().message().text.isEmpty());
}

void SessionTest::aFileThatCannotBeUsedKeepsTheOldScenario_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const QString &path, const char *reason) {
        QTest::newRow(name) << path << QString::fromLatin1(reason);
    };
    row("missing", m_folder.filePath(QStringLiteral("none.race")),
        "Cannot open none.race: it does");
    row("folder", m_folder.path(), "is a directory");
    row("empty", write(QStringLiteral("empty.race"), {}), "Cannot open empty.race: it is empty");
    row("binary", write(QStringLiteral("binary.race"), QByteArray("a\0b", 3)), "binary");
    row("huge", write(QStringLiteral("huge.race"), QByteArray(3 << 20, ' ')), "longer than");
    row("unknown primitive",
        write(QStringLiteral("unknown.race"), "spinlock_t l;\nthread a {\n    spin_lokc(&l);\n}\n"),
        "Cannot open unknown.race: line 3, column 5:");
    row("missing semicolon",
        write(QStringLiteral("semicolon.race"), "bool b;\nthread a {\n    b = true\n}\n"),
        "Cannot open semicolon.race: line 3");
}

void SessionTest::aFileThatCannotBeUsedKeepsTheOldScenario()
{
    QFETCH(QString, path);
    QFETCH(QString, reason);
    session().setVariant(1);
    session().take(stepOf(session(), "lookup"));
    QSignalSpy changes(&session(), &Session::scenarioChanged);
    QVERIFY(!session().open(path));
    QCOMPARE(changes.count(), 0);
    QCOMPARE(session().message().kind, Message::Kind::Error);
    QVERIFY2(session().message().text.contains(reason), qPrintable(session().message().text));
    QVERIFY(session().message().text.endsWith(QLatin1Char('.')));
    QCOMPARE(session().title(), QStringLiteral("Inode lookup vs. evict()"));
    QCOMPARE(session().variant(), std::size_t{1});
    QCOMPARE(session().run().position(), std::size_t{1});
}

void SessionTest::aStepThatIsKnownOnlyMovesTheCursor()
{
    session().take(stepOf(session(), "lookup"));
    session().take(stepOf(session(), "lookup"));
    session().jump(0);
    session().take(stepOf(session(), "lookup"));
    QCOMPARE(session().run().position(), std::size_t{1});
    QCOMPARE(session().run().length(), std::size_t{2});
    QCOMPARE(session().undoStack().count(), 0);
    QVERIFY(session().message().text.isEmpty());
}

void SessionTest::anotherStepKeepsTheWalkBeforeAndUndoGoesBackToIt()
{
    for (int i = 0; i < 3; ++i)
        session().take(stepOf(session(), "lookup"));
    session().jump(1);
    session().take(stepOf(session(), "evict"));
    QCOMPARE(session().run().length(), std::size_t{2});
    QCOMPARE(session().message().text,
             QStringLiteral("Branch 2 leaves first walk after 1 step. Both walks are kept."));
    QCOMPARE(session().message().action, Message::Action::Undo);
    session().undoStack().undo();
    QCOMPARE(session().scheduleText(), QStringLiteral("lookup*3"));
    QCOMPARE(session().run().position(), std::size_t{1});
    session().undoStack().redo();
    QCOMPARE(session().scheduleText(), QStringLiteral("lookup evict"));
    QCOMPARE(session().run().position(), std::size_t{2});
    QCOMPARE(session().walks().size(), std::size_t{2});
}

void SessionTest::otherVariantsReplayTheScheduleAsFarAsItGoes()
{
    session().setVariant(variantNamed(session(), "rcu_lookup"));
    QVERIFY(session().replay(QStringLiteral("lookup*2 evict! lookup!")));
    const std::size_t hangLength = session().run().length();
    QCOMPARE(session().machine().standing(session().run().state()), Standing::Hang);
    session().setVariant(variantNamed(session(), "rcu_recheck"));
    QVERIFY2(session().message().text.isEmpty(), qPrintable(session().message().text));
    QCOMPARE(session().machine().standing(session().run().state()), Standing::Ended);
    // Under the hash lock evict stops in front of it, as the lookup holds it.
    session().setVariant(variantNamed(session(), "hash_lock"));
    QVERIFY(session().run().length() > 0);
    session().setVariant(variantNamed(session(), "rcu_lookup"));
    QCOMPARE(session().run().length(), hangLength);
    QCOMPARE(session().run().position(), hangLength);
}

void SessionTest::moreThreadsKeepTheRunOfTheFirst()
{
    session().setVariant(variantNamed(session(), "rcu_lookup"));
    session().take(stepOf(session(), "lookup"));
    session().setParameter("lookups", 3);
    QCOMPARE(session().program().threads.size(), std::size_t{5}); // and evict, and rcu
    QCOMPARE(session().scheduleText(), QStringLiteral("lookup[0]"));
    QVERIFY2(session().message().text.isEmpty(), qPrintable(session().message().text));
    session().setParameter("lookups", 1);
    QCOMPARE(session().scheduleText(), QStringLiteral("lookup"));
    session().undoStack().undo();
    QCOMPARE(session().program().parameters.front().value, 3);
    session().undoStack().undo();
    QCOMPARE(session().program().parameters.front().value, 1);
}

void SessionTest::anotherProgramTakesNoStepThatNobodyTook()
{
    QVERIFY(session().open(
        writeScenario(m_folder, QStringLiteral("wait.race"),
                      "variant a \"a\"; variant b \"b\"; spinlock_t l; int x;\n"
                      "thread t { spin_lock(&l); WRITE_ONCE(x, 1); spin_unlock(&l); }\n"
                      "thread u { WRITE_ONCE(x, 2); WRITE_ONCE(x, 3);\n"
                      "#if a\n        spin_lock(&l); spin_unlock(&l);\n#endif\n"
                      "        WRITE_ONCE(x, 4); WRITE_ONCE(x, 5); }\n")));
    QVERIFY(session().replay(QStringLiteral("t u!"))); // u waits for the lock
    QCOMPARE(session().run().length(), std::size_t{3});
    session().setVariant(1);
    QCOMPARE(session().scheduleText(), QStringLiteral("t u*2"));
    QVERIFY(session().replay(QStringLiteral("u!"))); // to its end, which is the end there as well
    session().setVariant(0);
    QCOMPARE(session().run().length(), std::size_t{6});
}

void SessionTest::whatAParameterDropsIsSaidAndUndoBringsItBack()
{
    session().setVariant(variantNamed(session(), "rcu_lookup"));
    session().setParameter("lookups", 2);
    QVERIFY(session().replay(QStringLiteral("evict lookup[1]*2")));
    const QString schedule = session().scheduleText();
    session().setParameter("lookups", 1);
    QCOMPARE(session().scheduleText(), QStringLiteral("evict"));
    QVERIFY2(session().message().text.startsWith(
                 QStringLiteral("Steps 2 to 3 cannot be taken here. They are kept. Step 2: there "
                                "is no thread 'lookup[1]'")),
             qPrintable(session().message().text));
    QCOMPARE(session().message().action, Message::Action::Undo);
    session().undoStack().undo();
    QCOMPARE(session().program().parameters.front().value, 2);
    QCOMPARE(session().scheduleText(), schedule);
    QCOMPARE(session().run().position(), std::size_t{3});
    QVERIFY(session().message().text.isEmpty());
    session().undoStack().redo();
    QCOMPARE(session().program().parameters.front().value, 1);
    QCOMPARE(session().run().length(), std::size_t{1});
    session().setParameter("lookups", 2);
    QCOMPARE(session().run().length(), std::size_t{3});
}

void SessionTest::undoBringsBackVariantAndParametersToo()
{
    session().setVariant(1);
    session().take(stepOf(session(), "lookup"));
    session().replay(QStringLiteral("evict*2"));
    session().setParameter("lookups", 2);
    session().setVariant(2);
    session().undoStack().undo();
    QCOMPARE(session().variant(), std::size_t{1});
    QCOMPARE(session().program().parameters.front().value, 2);
    session().undoStack().undo();
    QCOMPARE(session().program().parameters.front().value, 1);
    QCOMPARE(session().scheduleText(), QStringLiteral("evict*2"));
    session().undoStack().undo();
    QCOMPARE(session().scheduleText(), QStringLiteral("lookup"));
}

void SessionTest::aPastedScheduleThatCannotGoOnSaysWhere()
{
    session().setVariant(variantNamed(session(), "rcu_lookup"));
    QVERIFY(session().replay(QStringLiteral("lookup*3 evict*2")));
    QCOMPARE(session().run().length(), std::size_t{3});
    QCOMPARE(session().message().kind, Message::Kind::Warning);
    QVERIFY2(session().message().text.startsWith(QStringLiteral("Step 4: evict cannot step")),
             qPrintable(session().message().text));
}

void SessionTest::whatIsNoScheduleChangesNothing()
{
    session().take(stepOf(session(), "lookup"));
    for (const char *text : {"lookup*", "hello world", "\n", ""}) {
        session().clearMessage();
        QVERIFY2(!session().replay(QLatin1String(text)), text);
        QCOMPARE(session().message().kind, Message::Kind::Error);
        QCOMPARE(session().run().length(), std::size_t{1});
    }
}

} // namespace racewalk::desktop

QTEST_GUILESS_MAIN(racewalk::desktop::SessionTest)
#include "session_test.moc"

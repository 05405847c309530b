// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "app/buffered_scenarios.h"
#include "desktop/session/session.h"
#include "desktop/session/tour_guide.h"

namespace racewalk::desktop {

class MemoryTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void opensUnderTheScenariosOwnModel();
    void eachModelHasVerdictsOfItsOwn();
    void whatIsKnownUnderAModelIsThereAtOnceAgain();
    void aSearchUnderAnotherModelIsPutOffAndTakenUpAgain();
    void otherModelsReplayTheScheduleAsFarAsItGoes();
    void aModelUnderWhichThreadsBlockEarlierSaysSo();
    void undoBringsBackTheModelToo();
    void aTourChoosesItsModel();
    void drainsAreNoStepsOfTheThread();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Session> m_session;
    Session &session() { return *m_session; }
    bool waitUntilIdle()
    {
        return QTest::qWaitFor([this] { return session().search().isIdle(); }, 60'000);
    }
    FindingKind firstFinding(std::size_t variant)
    {
        const auto &findings = session().result(variant).verdict->findings;
        return findings.empty() ? FindingKind::None : findings.front().kind;
    }
};

void MemoryTest::init()
{
    m_session = std::make_unique<Session>();
    QVERIFY2(session().open(writeScenario(m_folder, QStringLiteral("sb.race"), storeBuffering)),
             qPrintable(session().message().details));
}

void MemoryTest::opensUnderTheScenariosOwnModel()
{
    QCOMPARE(session().memory(), MemoryModel::Sc);
    session().setMemory(MemoryModel::Pso);
    QVERIFY(session().open(writeScenario(m_folder, QStringLiteral("locked.race"), lockedStores)));
    QCOMPARE(session().memory(), MemoryModel::Tso);
}

void MemoryTest::eachModelHasVerdictsOfItsOwn()
{
    session().startSearching();
    QVERIFY(waitUntilIdle());
    QCOMPARE(firstFinding(0), FindingKind::None);
    QCOMPARE(firstFinding(1), FindingKind::None);
    QSignalSpy changed(&session(), &Session::variantChanged);
    session().setMemory(MemoryModel::Tso);
    QCOMPARE(changed.count(), 1);
    QVERIFY(session().result().stage != SearchResult::Stage::Done);
    QVERIFY(waitUntilIdle());
    QCOMPARE(firstFinding(0), FindingKind::Final);
    QCOMPARE(firstFinding(1), FindingKind::None);
    session().setMemory(MemoryModel::Tso);
    QCOMPARE(changed.count(), 1);
}

void MemoryTest::whatIsKnownUnderAModelIsThereAtOnceAgain()
{
    session().startSearching();
    QVERIFY(waitUntilIdle());
    const std::uint64_t underSc = session().result().verdict->states;
    session().setMemory(MemoryModel::Tso);
    QVERIFY(waitUntilIdle());
    QVERIFY(session().result().verdict->states > underSc);
    session().setMemory(MemoryModel::Sc);
    QVERIFY(session().search().isIdle());
    QCOMPARE(session().result().stage, SearchResult::Stage::Done);
    QCOMPARE(session().result().verdict->states, underSc);
    QCOMPARE(session().fateOf(session().run().state()), Fate::Safe);
    session().setMemory(MemoryModel::Tso);
    QVERIFY(session().search().isIdle());
    QCOMPARE(session().fateOf(session().run().state()), Fate::Open);
}

void MemoryTest::aSearchUnderAnotherModelIsPutOffAndTakenUpAgain()
{
    session().startSearching();
    session().setMemory(MemoryModel::Pso);
    session().setMemory(MemoryModel::Sc);
    QVERIFY(waitUntilIdle());
    for (std::size_t variant = 0; variant < session().variantCount(); ++variant)
        QCOMPARE(session().result(variant).stage, SearchResult::Stage::Done);
    QCOMPARE(firstFinding(0), FindingKind::None);
}

void MemoryTest::otherModelsReplayTheScheduleAsFarAsItGoes()
{
    session().setMemory(MemoryModel::Tso);
    QVERIFY(session().replay(QStringLiteral("left*2 right left~")));
    QVERIFY2(session().message().text.isEmpty(), qPrintable(session().message().text));
    const std::size_t length = session().run().length();
    session().setMemory(MemoryModel::Sc);
    QVERIFY(session().run().length() < length);
    QVERIFY2(session().message().text.contains(QStringLiteral("no store buffers under sc")),
             qPrintable(session().message().text));
    session().setMemory(MemoryModel::Tso);
    QCOMPARE(session().run().length(), length);
    QVERIFY(session().message().text.isEmpty());
}

void MemoryTest::aModelUnderWhichThreadsBlockEarlierSaysSo()
{
    QVERIFY(session().open(
        writeScenario(m_folder, QStringLiteral("fence.race"),
                      "int x, y;\nthread t { WRITE_ONCE(x, 1); smp_mb(); WRITE_ONCE(y, 1); }\n")));
    QVERIFY(session().replay(QStringLiteral("t!")));
    const std::size_t length = session().run().length();
    QVERIFY(length > 1);
    session().setMemory(MemoryModel::Tso);
    QCOMPARE(session().run().length(), std::size_t{1});
    QCOMPARE(session().message().text,
             QStringLiteral("This schedule has 1 step here; it had %1 before.").arg(length));
    QCOMPARE(session().message().action, Message::Action::Undo);
    session().undoStack().undo();
    QCOMPARE(session().memory(), MemoryModel::Sc);
    QCOMPARE(session().run().length(), length);
}

void MemoryTest::undoBringsBackTheModelToo()
{
    session().setMemory(MemoryModel::Tso);
    session().replay(QStringLiteral("left left~"));
    session().replay(QStringLiteral("right"));
    session().setMemory(MemoryModel::Sc);
    session().undoStack().undo();
    QCOMPARE(session().memory(), MemoryModel::Tso);
    QCOMPARE(session().scheduleText(), QStringLiteral("right"));
    session().undoStack().undo();
    QCOMPARE(session().scheduleText(), QStringLiteral("left left~"));
    session().undoStack().redo();
    session().undoStack().redo(); // to where undo was asked for
    QCOMPARE(session().memory(), MemoryModel::Sc);
    QCOMPARE(session().scheduleText(), QStringLiteral("right"));
}

void MemoryTest::aTourChoosesItsModel()
{
    TourGuide guide(session(), nullptr);
    session().setMemory(MemoryModel::Pso);
    guide.start(0);
    QCOMPARE(session().memory(), MemoryModel::Tso);
    QVERIFY2(session().message().text.isEmpty(), qPrintable(session().message().text));
    QVERIFY(guide.isActive());
    guide.next();
    QCOMPARE(session().run().position(), session().run().length());
    QVERIFY(session().run().length() > 0);
    session().setMemory(MemoryModel::Sc);
    QVERIFY(!guide.isActive());
}

void MemoryTest::drainsAreNoStepsOfTheThread()
{
    const ThreadId left{0};
    QVERIFY(session().drainsOf(left).empty());
    session().setMemory(MemoryModel::Tso);
    session().take(session().stepsOf(left).front());
    QCOMPARE(session().stepsOf(left).size(), std::size_t{1});
    QVERIFY(!session().stepsOf(left).front().isDrain());
    QCOMPARE(session().drainsOf(left).size(), std::size_t{1});
    session().take(session().drainsOf(left).front());
    QVERIFY(session().drainsOf(left).empty());
    QCOMPARE(session().scheduleText(), QStringLiteral("left left~"));
}

} // namespace racewalk::desktop

QTEST_GUILESS_MAIN(racewalk::desktop::MemoryTest)
#include "memory_test.moc"

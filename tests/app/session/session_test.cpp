// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "desktop/models/verdict_words.h"
#include "desktop/session/exporting.h"
#include "desktop/session/session.h"
#include "desktop/session/tour_guide.h"
#include "desktop/start_options.h"

#include <new>
#include <stdexcept>

namespace racewalk::desktop {
namespace {

const QString inodePath =
    QStringLiteral(RACEWALK_RESOURCES_DIR "/scenarios/inode/inode-teardown.race");

std::size_t variantNamed(const Session &session, std::string_view name)
{
    const auto &variants = session.scenario().variants;
    for (std::size_t number = 0; number < variants.size(); ++number)
        if (variants[number].name == name)
            return number;
    return variants.size();
}

Step stepOf(const Session &session, std::string_view thread)
{
    return session.stepsOf(*session.program().findThread(thread)).front();
}

bool waitForVerdict(Session &session)
{
    return QTest::qWaitFor([&] { return session.result().stage == SearchResult::Stage::Done; },
                           60'000);
}

} // namespace

class SessionTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void opensOnTheFirstVariantAtTheStart();
    void aFileThatCannotBeUsedKeepsTheOldScenario_data();
    void aFileThatCannotBeUsedKeepsTheOldScenario();
    void aStepThatIsKnownOnlyMovesTheCursor();
    void anotherStepDropsWhatWasKnownAndUndoBringsItBack();
    void otherVariantsReplayTheScheduleAsFarAsItGoes();
    void moreThreadsKeepTheRunOfTheFirst();
    void whatAParameterDropsIsSaidAndUndoBringsItBack();
    void undoBringsBackVariantAndParametersToo();
    void aPastedScheduleThatCannotGoOnSaysWhere();
    void whatIsNoScheduleChangesNothing();
    void theCurrentVariantIsSearchedFirst();
    void findFailureLoadsTheHangAtTheStart();
    void aSearchThatIsNoLongerWantedNeverArrives();
    void whatASearchThrowsBecomesAMessage_data();
    void whatASearchThrowsBecomesAMessage();
    void limitsMakeAVerdictIncomplete();
    void aSearchOfMillionsOfStatesKeepsNobodyFromStepping();
    void whatAreTooManyStatesIsReduced();
    void anExportedFindingSaysWhatItsRunAloneCannot();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Session> m_session;

    QString write(const QString &name, const QByteArray &content)
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(path));
        return path;
    }
    Session &session() { return *m_session; }
};

void SessionTest::init()
{
    m_session = std::make_unique<Session>();
    QVERIFY(session().open(inodePath));
}

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

void SessionTest::anotherStepDropsWhatWasKnownAndUndoBringsItBack()
{
    for (int i = 0; i < 3; ++i)
        session().take(stepOf(session(), "lookup"));
    session().jump(1);
    session().take(stepOf(session(), "evict"));
    QCOMPARE(session().run().length(), std::size_t{2});
    QCOMPARE(session().message().text, QStringLiteral("Steps 2 to 3 were replaced."));
    QCOMPARE(session().message().action, Message::Action::Undo);
    session().undoStack().undo();
    QCOMPARE(session().scheduleText(), QStringLiteral("lookup*3"));
    QCOMPARE(session().run().position(), std::size_t{1});
    session().undoStack().redo();
    QCOMPARE(session().scheduleText(), QStringLiteral("lookup evict"));
    QCOMPARE(session().run().position(), std::size_t{2});
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
    QCOMPARE(session().undoStack().count(), 0);
}

void SessionTest::whatAParameterDropsIsSaidAndUndoBringsItBack()
{
    session().setVariant(variantNamed(session(), "rcu_lookup"));
    session().setParameter("lookups", 2);
    QVERIFY(session().replay(QStringLiteral("evict lookup[1]*2")));
    const QString schedule = session().scheduleText();
    session().setParameter("lookups", 1);
    QCOMPARE(session().scheduleText(), QStringLiteral("evict"));
    QVERIFY2(session().message().text.startsWith(QStringLiteral(
                 "Steps 2 to 3 were dropped. Step 2: there is no thread 'lookup[1]'")),
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
    QCOMPARE(session().program().parameters.front().value, 1);
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
    QVERIFY(!session().replay(QStringLiteral("lookup*")));
    QCOMPARE(session().message().kind, Message::Kind::Error);
    QCOMPARE(session().run().length(), std::size_t{1});
}

void SessionTest::theCurrentVariantIsSearchedFirst()
{
    session().setVariant(4);
    std::vector<std::size_t> order;
    connect(&session(), &Session::resultChanged, this, [&](std::size_t variant) {
        if (session().result(variant).stage == SearchResult::Stage::Done)
            order.push_back(variant);
    });
    QSignalSpy finished(&session().search(), &SearchQueue::finished);
    session().startSearching();
    QVERIFY(finished.wait(120'000));
    QCOMPARE(order.front(), std::size_t{4});
    QCOMPARE(order.size(), std::size_t{10});
}

void SessionTest::findFailureLoadsTheHangAtTheStart()
{
    session().setVariant(variantNamed(session(), "rcu_lookup"));
    session().take(stepOf(session(), "evict"));
    QVERIFY(session().failures().empty());
    session().startSearching();
    QVERIFY(waitForVerdict(session()));
    session().findFailure();
    QCOMPARE(session().run().position(), std::size_t{0});
    QCOMPARE(session().run().contextSwitches(), std::size_t{2});
    QCOMPARE(session().fateOf(session().run().state()), Fate::Open);
    session().jump(atEnd);
    QCOMPARE(session().machine().standing(session().run().state()), Standing::Hang);
    QCOMPARE(session().fateOf(session().run().state()), Fate::Doomed);
    session().undoStack().undo();
    QCOMPARE(session().scheduleText(), QStringLiteral("evict"));
}

void SessionTest::aSearchThatIsNoLongerWantedNeverArrives()
{
    session().setVariant(variantNamed(session(), "rcu_lookup"));
    session().startSearching();
    session().setParameter("lookups", 2);
    QVERIFY(waitForVerdict(session()));
    const std::uint64_t states = session().result().verdict->states;
    Session direct;
    QVERIFY(direct.open(inodePath));
    direct.setVariant(variantNamed(direct, "rcu_lookup"));
    direct.setParameter("lookups", 2);
    QCOMPARE(explore(direct.machine(), {}).verdict.states, states);
}

void SessionTest::whatASearchThrowsBecomesAMessage_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no memory") << 0 << QStringLiteral("out of memory");
    QTest::newRow("an exception") << 1 << QStringLiteral("a reason");
    QTest::newRow("anything else") << 2 << QStringLiteral("unknown error");
}

void SessionTest::whatASearchThrowsBecomesAMessage()
{
    QFETCH(int, kind);
    QFETCH(QString, reason);
    session().search().setExplorer([kind](const Machine &machine, const Limits &limits,
                                          std::stop_token stop, ProgressSink *sink) {
        const bool isFirst = machine.program().variant == "hash_lock";
        if (isFirst && kind == 0)
            throw std::bad_alloc();
        if (isFirst && kind == 1)
            throw std::runtime_error("a reason");
        if (isFirst)
            throw kind;
        return explore(machine, limits, std::move(stop), sink);
    });
    QSignalSpy fates(&session(), &Session::fatesChanged);
    session().startSearching();
    QVERIFY(QTest::qWaitFor([&] { return session().search().isIdle(); }, 60'000));
    QCOMPARE(session().message().kind, Message::Kind::Error);
    QCOMPARE(session().message().text, QStringLiteral("A search failed: %1.").arg(reason));
    QCOMPARE(session().result().stage, SearchResult::Stage::Error);
    QCOMPARE(session().result().error, reason);
    QCOMPARE(findText(session()), QStringLiteral("Not explored"));
    QCOMPARE(stepFateText(Fate::Unknown, Fate::Unknown, session().result()),
             QStringLiteral("Not explored"));
    QCOMPARE(searchText(session().result()), QStringLiteral("Not explored"));
    QCOMPARE(verdictText(session().result()), QStringLiteral("1 error, verdict paused"));
    TourGuide guide(session(), nullptr);
    StartOptions options;
    options.findsFailure = true;
    QCOMPARE(loadRun(session(), guide, options), QStringLiteral("--find: not explored: ") + reason);
    QCOMPARE(fates.count(), 1); // or the step buttons would not show it
    for (std::size_t other = 1; other < session().variantCount(); ++other)
        QCOMPARE(session().result(other).stage, SearchResult::Stage::Done);
}

void SessionTest::limitsMakeAVerdictIncomplete()
{
    Limits limits;
    limits.maxStates = 20;
    session().search().setLimits(limits);
    session().startSearching();
    QVERIFY(waitForVerdict(session()));
    QVERIFY(!session().result().verdict->isComplete());
    QCOMPARE(session().result().verdict->limit, Limit::States);
}

/// A hundred million states, of which none can be left out.
void SessionTest::aSearchOfMillionsOfStatesKeepsNobodyFromStepping()
{
    QVERIFY(session().open(write(QStringLiteral("big.race"), R"(scenario "big"; int a, b, c, d;
thread t0 { for (int i = 0; i < 100; i++) WRITE_ONCE(a, i + 1); }
thread t1 { for (int i = 0; i < 100; i++) WRITE_ONCE(b, i + 1); }
thread t2 { for (int i = 0; i < 100; i++) WRITE_ONCE(c, i + 1); }
thread t3 { for (int i = 0; i < 100; i++) WRITE_ONCE(d, i + 1); }
)")));
    session().startSearching();
    for (std::size_t steps = 1; steps <= 5; ++steps) {
        const std::uint64_t before = session().result().progress.states;
        QTRY_VERIFY_WITH_TIMEOUT(session().result().progress.states > before, 60'000);
        QCOMPARE(session().result().stage, SearchResult::Stage::Searching);
        session().take(stepOf(session(), "t1"));
        QCOMPARE(session().run().length(), steps);
    }
    // Another scenario ends the search, and is searched at once.
    QVERIFY(session().open(inodePath));
    session().startSearching();
    QVERIFY(waitForVerdict(session()));
    QVERIFY(session().result().verdict->isComplete());
}

void SessionTest::whatAreTooManyStatesIsReduced()
{
    Limits limits;
    limits.reductions = {.threads = true, .wholeUpTo = 1000};
    session().search().setLimits(limits);
    session().setVariant(variantNamed(session(), "rcu_lookup"));
    session().setParameter("lookups", 3);
    session().startSearching();
    QVERIFY(waitForVerdict(session()));
    QVERIFY(session().result().verdict->isReduced);
    QVERIFY(session().result().verdict->isComplete());
    // Its graph knows the fate of every state all the same.
    session().findFailure();
    session().jump(atEnd);
    QCOMPARE(session().fateOf(session().run().state()), Fate::Doomed);
}

void SessionTest::anExportedFindingSaysWhatItsRunAloneCannot()
{
    QVERIFY(session().open(write(QStringLiteral("live.race"), R"(scenario "Live"; int x;
thread reader { while (!READ_ONCE(x)) ; }
thread writer { if (READ_ONCE(x)) WRITE_ONCE(x, 1); }
)")));
    session().startSearching();
    QVERIFY(waitForVerdict(session()));
    session().findFailure();
    const QByteArray remark = "[ reader runs forever ]\n";
    const auto text = [this] { return *exported(session(), ExportFormat::Text, ThemeKind::Light); };
    QVERIFY2(text().endsWith(remark), text().constData());
    session().replay(QStringLiteral("reader"));
    QVERIFY2(!text().contains(remark), text().constData());
}

} // namespace racewalk::desktop

QTEST_GUILESS_MAIN(racewalk::desktop::SessionTest)
#include "session_test.moc"

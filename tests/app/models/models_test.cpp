// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "desktop/models/list_roles.h"
#include "run/listing/code_listing.h"
#include "desktop/models/moment/shared_state.h"
#include "desktop/models/moment/thread_face.h"
#include "desktop/models/variant_model.h"
#include "desktop/models/verdict_words.h"
#include "desktop/session/session.h"

namespace racewalk::desktop {
namespace {

const char *const scenario = R"(scenario "Words";
variant naive "Test, then sleep";
variant correct "Queue first";
enum mode { A = 1, B = 2, };
enum mode flags;
wait_queue_head_t wq;
spinlock_t guard;
bool done;

static void wait_for_done(void)
{
        spin_lock(&guard);
        spin_unlock(&guard);
#ifdef naive
        if (READ_ONCE(done))
                return;
        prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE);
        schedule();
#else
        prepare_to_wait(&wq, TASK_UNINTERRUPTIBLE);
        if (!READ_ONCE(done))
                schedule();
#endif
        finish_wait(&wq);
}

thread waiter { wait_for_done(); }

thread waker {
        spin_lock(&guard);
        flags = A | B;
        spin_unlock(&guard);
        WRITE_ONCE(done, true);
        wake_up(&wq);
}

expect naive: hang;
expect correct: ok;
)";

const ThreadId waiter{0};
const ThreadId waker{1};

/// "[title] text", "> text" for the current line, "| text" for an executed one.
QStringList drawn(const Session &session, ThreadId thread)
{
    const auto listing = codeListing(session.program(), thread);
    const auto marks = codeMarks(listing, session.run(), thread);
    QStringList lines;
    for (std::size_t index = 0; index < listing.size(); ++index) {
        QString line = QString::fromStdString(listing[index].text);
        if (listing[index].isTitle)
            line = QStringLiteral("[%1]").arg(line);
        else if (marks[index].frame == CodeMark::Frame::Current)
            line.prepend(QStringLiteral("> "));
        else if (marks[index].frame == CodeMark::Frame::Caller)
            line.prepend(QStringLiteral("^ "));
        else if (marks[index].isExecuted)
            line.prepend(QStringLiteral("| "));
        lines << line;
    }
    return lines;
}

QString valueOf(const Session &session, const QString &name)
{
    for (const SharedTile &tile : sharedState(session))
        for (const SharedRow &row : tile.rows)
            if (row.name == name)
                return row.accessibleText();
    return {};
}

} // namespace

class ModelsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void codeShowsWhereAThreadStandsAndWhatItDid();
    void codeOfAVariantLeavesOutTheOthersLines();
    void theCurrentStatementIsMarkedInItsLine();
    void aFaceOffersTheNextOperation();
    void aSpinningThreadSaysWhoHoldsTheLock();
    void aSleeperThatNobodyWakesSleepsForever();
    void sharedStateShowsOldAndNew();
    void flagsAreNamed();
    void waitersAreListedWithTheirQueue();
    void fateWordsTellTheDecision();
    void fatesThatWereFreedAreSearchedAgain();
    void aChoiceIsUndecidedOnlyIfBothEndsWereSeen();
    void verdictsAreExact();
    void variantsCarryTheirVerdicts();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Session> m_session;
    Session &session() { return *m_session; }
};

void ModelsTest::init()
{
    const QString path = m_folder.filePath(QStringLiteral("words.race"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(scenario);
    file.close();
    m_session = std::make_unique<Session>();
    QVERIFY2(session().open(path), qPrintable(session().message().details));
}

void ModelsTest::codeShowsWhereAThreadStandsAndWhatItDid()
{
    QVERIFY(session().replay(QStringLiteral("waiter*2")));
    const QStringList lines = drawn(session(), waiter);
    QVERIFY(lines.contains(QStringLiteral("[wait_for_done()]")));
    QVERIFY(lines.contains(QStringLiteral("^ wait_for_done();")));
    QVERIFY(lines.contains(QStringLiteral("| spin_lock(&guard);")));
    QVERIFY(lines.contains(QStringLiteral("| spin_unlock(&guard);")));
    QVERIFY(lines.contains(QStringLiteral("> if (READ_ONCE(done))")));
    // Eight columns of indentation are shown as four.
    QVERIFY(lines.contains(QStringLiteral("    return;")));
    QVERIFY(lines.contains(QStringLiteral("schedule();")));
}

void ModelsTest::codeOfAVariantLeavesOutTheOthersLines()
{
    const QStringList naive = drawn(session(), waiter);
    QCOMPARE(naive.filter(QStringLiteral("READ_ONCE")).size(), 1);
    QVERIFY(!naive.join(QLatin1Char('\n')).contains(QLatin1Char('#')));
    session().setVariant(1);
    const QStringList correct = drawn(session(), waiter);
    QVERIFY(correct.contains(QStringLiteral("if (!READ_ONCE(done))")));
    QVERIFY(!correct.contains(QStringLiteral("if (READ_ONCE(done))")));
}

void ModelsTest::theCurrentStatementIsMarkedInItsLine()
{
    const auto listing = codeListing(session().program(), waker);
    const auto marks = codeMarks(listing, session().run(), waker);
    for (std::size_t index = 0; index < listing.size(); ++index)
        if (marks[index].frame == CodeMark::Frame::Current) {
            const std::string strong = listing[index].text.substr(
                marks[index].strongBegin, marks[index].strongEnd - marks[index].strongBegin);
            QVERIFY2(strong.starts_with("spin_lock(&guard)"), strong.c_str());
            return;
        }
    QFAIL("no current line");
}

void ModelsTest::aFaceOffersTheNextOperation()
{
    const ThreadFace face = threadFace(session(), waiter);
    QCOMPARE(face.kind, ThreadFace::Kind::CanStep);
    QCOMPARE(face.statement, QStringLiteral("spin_lock(&guard)"));
    QCOMPARE(face.caption, QStringLiteral("CPU0"));
    QCOMPARE(face.calls.size(), std::size_t{2});
    QCOMPARE(face.calls[1].name, QStringLiteral("wait_for_done"));
    QCOMPARE(face.steps.size(), std::size_t{1});
}

void ModelsTest::aSpinningThreadSaysWhoHoldsTheLock()
{
    QVERIFY(session().replay(QStringLiteral("waker")));
    const ThreadFace spinning = threadFace(session(), waiter);
    QCOMPARE(spinning.kind, ThreadFace::Kind::Blocked);
    QCOMPARE(spinning.headline, QStringLiteral("Spinning on guard"));
    QCOMPARE(spinning.detail, QStringLiteral("Held by waker"));
    QVERIFY(spinning.steps.empty());
    const ThreadFace holding = threadFace(session(), waker);
    QCOMPARE(holding.holds.size(), std::size_t{1});
    QCOMPARE(holding.holds.front().text, QStringLiteral("guard"));
}

void ModelsTest::aSleeperThatNobodyWakesSleepsForever()
{
    QVERIFY(session().replay(QStringLiteral("waiter*3 waker! waiter!")));
    QCOMPARE(session().machine().standing(session().run().state()), Standing::Hang);
    const ThreadFace face = threadFace(session(), waiter);
    QCOMPARE(face.kind, ThreadFace::Kind::Forever);
    QCOMPARE(face.headline, QStringLiteral("Asleep forever"));
    QCOMPARE(face.detail, QStringLiteral("Nobody is left to wake waiter"));
    const QStringList why = face.tip.split(QLatin1Char('\n'));
    QCOMPARE(why.size(), 3);
    QVERIFY(why[0].startsWith(QStringLiteral("waiter sleeps on wq since schedule() in line ")));
    QVERIFY(why[1].startsWith(QStringLiteral("  waker could wake it at wake_up(&wq) in line ")));
    QVERIFY(why[1].endsWith(QStringLiteral(": waker has ended.")));
    QCOMPARE(why[2], QStringLiteral("  No other statement wakes it."));
    const ThreadFace done = threadFace(session(), waker);
    QCOMPARE(done.kind, ThreadFace::Kind::Done);
    QCOMPARE(done.headline, QStringLiteral("Done"));
}

void ModelsTest::sharedStateShowsOldAndNew()
{
    QCOMPARE(valueOf(session(), QStringLiteral("guard")), QStringLiteral("guard: free"));
    QVERIFY(session().replay(QStringLiteral("waker")));
    QCOMPARE(valueOf(session(), QStringLiteral("guard")),
             QStringLiteral("guard changed from free to waker"));
    QCOMPARE(changeSummary(sharedState(session())), QString::fromUtf8("guard: free \u2192 waker"));
    session().forward();
    session().back();
    QCOMPARE(valueOf(session(), QStringLiteral("guard")), QStringLiteral("guard: free"));
}

void ModelsTest::flagsAreNamed()
{
    QVERIFY(session().replay(QStringLiteral("waker*2")));
    for (const SharedTile &tile : sharedState(session()))
        for (const SharedRow &row : tile.rows)
            if (row.name == QLatin1String("flags")) {
                QCOMPARE(row.flags.size(), std::size_t{2});
                QCOMPARE(row.flags[0].name, std::string("A"));
                QVERIFY(row.flags[0].isSet && row.flags[1].isSet);
                return;
            }
    QFAIL("no row for flags");
}

void ModelsTest::waitersAreListedWithTheirQueue()
{
    QVERIFY(session().replay(QStringLiteral("waiter!")));
    for (const SharedTile &tile : sharedState(session()))
        if (tile.kind == SharedTile::Kind::Queues) {
            QCOMPARE(tile.title, QStringLiteral("Wait queue wq"));
            QCOMPARE(tile.rows.size(), std::size_t{1});
            QCOMPARE(tile.rows.front().accessibleText(),
                     QStringLiteral("waiter changed from running to asleep"));
            return;
        }
    QFAIL("no tile for the queue");
}

void ModelsTest::fateWordsTellTheDecision()
{
    const SearchResult none;
    QCOMPARE(stepFateText(Fate::Open, Fate::Doomed, none),
             QStringLiteral("Point of no return: failure inevitable"));
    QCOMPARE(stepFateText(Fate::Unknown, Fate::Unknown, none),
             QStringLiteral("Not known yet: searching"));
    SearchResult freed;
    Verdict verdict;
    verdict.findings.emplace_back().kind = FindingKind::UseAfterFree;
    freed.verdict = std::make_shared<const Verdict>(verdict);
    QCOMPARE(stepFateText(Fate::Open, Fate::Doomed, freed),
             QStringLiteral("Point of no return: use after free inevitable"));
    QCOMPARE(stepFateText(Fate::Open, Fate::Safe, freed),
             QStringLiteral("Safe: no failure reachable any more"));
    SearchResult large;
    large.stage = SearchResult::Stage::Done;
    Verdict withoutGraph;
    withoutGraph.isGraphKept = false;
    large.verdict = std::make_shared<const Verdict>(withoutGraph);
    QCOMPARE(stepFateText(Fate::Unknown, Fate::Unknown, large),
             QStringLiteral("Not known: too many states to keep their graph"));
}

void ModelsTest::fatesThatWereFreedAreSearchedAgain()
{
    Exploration exploration = explore(session().machine(), {});
    SearchResult result;
    result.stage = SearchResult::Stage::Done;
    result.verdict = std::make_shared<const Verdict>(std::move(exploration.verdict));
    result.awaitsGraph = true;
    QCOMPARE(stepFateText(Fate::Unknown, Fate::Unknown, result),
             QStringLiteral("Not known yet: searching"));
    result.space = exploration.space;
    result.awaitsGraph = false;
    QCOMPARE(stepFateText(Fate::Unknown, Fate::Unknown, result),
             QStringLiteral("Not known: left out by reduction"));
}

void ModelsTest::aChoiceIsUndecidedOnlyIfBothEndsWereSeen()
{
    const QString path = m_folder.filePath(QStringLiteral("choice.race"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"(scenario "Choice"; int n;
thread a { if (choose(0, 1)) for (int i = 0; i < 100; i++) WRITE_ONCE(n, i); }
)");
    file.close();
    QVERIFY2(session().open(path), qPrintable(session().message().details));
    Limits limits;
    limits.maxStates = 50;
    session().search().setLimits(limits);
    session().startSearching();
    QTRY_COMPARE(session().result().stage, SearchResult::Stage::Done);
    const ThreadFace face = threadFace(session(), ThreadId{0});
    QCOMPARE(face.steps.size(), std::size_t{2});
    QCOMPARE(session().fateBehind(face.steps[0]), Fate::Safe);
    QCOMPARE(session().fateBehind(face.steps[1]), Fate::Unknown);
    QCOMPARE(face.detail, QStringLiteral("Not known: search stopped early"));
}

void ModelsTest::verdictsAreExact()
{
    SearchResult result;
    result.stage = SearchResult::Stage::Searching;
    result.progress.states = 1412;
    result.progress.toExpand = 61;
    QCOMPARE(verdictText(result), QStringLiteral("Searching: 1,412 states"));
    QCOMPARE(searchText(result), QStringLiteral("1,412 states, 61 to expand"));
    Verdict verdict;
    verdict.states = 1824;
    result.stage = SearchResult::Stage::Done;
    result.verdict = std::make_shared<const Verdict>(verdict);
    QCOMPARE(verdictText(result), QStringLiteral("No failure in any interleaving"));
    QCOMPARE(searchText(result), QStringLiteral("1,824 states explored, all interleavings"));
    verdict.isGraphKept = false;
    result.verdict = std::make_shared<const Verdict>(verdict);
    QCOMPARE(verdictText(result), QStringLiteral("No failure in any interleaving"));
    QCOMPARE(searchText(result), QStringLiteral("1,824 states explored, all interleavings, too "
                                                "many to keep their graph"));
    verdict.isGraphKept = true;
    verdict.limit = Limit::States;
    verdict.limitValue = 1824;
    result.verdict = std::make_shared<const Verdict>(verdict);
    QCOMPARE(verdictText(result), QStringLiteral("No failure found, search stopped early"));
    QVERIFY(verdictIcon(result) != "safe");
    Finding hang;
    hang.kind = FindingKind::Hang;
    hang.contextSwitches = 2;
    verdict.findings = {hang};
    result.verdict = std::make_shared<const Verdict>(verdict);
    QCOMPARE(verdictText(result), QStringLiteral("Hang reachable - at most 2 context switches"));
    verdict.limit = Limit::None;
    result.verdict = std::make_shared<const Verdict>(verdict);
    QCOMPARE(verdictText(result), QStringLiteral("Hang reachable - 2 context switches"));
    result.stage = SearchResult::Stage::Searching; // what is known so far
    result.soFar = result.verdict;
    result.verdict.reset();
    QVERIFY(verdictText(result).startsWith(QStringLiteral("Hang reachable - ")));
    result.verdict = result.soFar;
    result.stage = SearchResult::Stage::Done;
    verdict.findings.front().kind = FindingKind::UseAfterFree;
    result.verdict = std::make_shared<const Verdict>(verdict);
    QVERIFY(verdictText(result).startsWith(QStringLiteral("Use after free reachable")));
}

void ModelsTest::variantsCarryTheirVerdicts()
{
    VariantModel model(session(), nullptr);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0).data(IconNameRole).toString(), QStringLiteral("unknown"));
    QSignalSpy finished(&session().search(), &SearchQueue::finished);
    session().startSearching();
    QVERIFY(finished.wait(60'000));
    QCOMPARE(model.index(0).data().toString(), QStringLiteral("Test, then sleep"));
    QCOMPARE(model.index(0).data(IconNameRole).toString(), QStringLiteral("doomed"));
    QCOMPARE(model.index(1).data(IconNameRole).toString(), QStringLiteral("safe"));
    QCOMPARE(model.index(1).data(DetailRole).toString(),
             QStringLiteral("No failure in any interleaving"));
}

} // namespace racewalk::desktop

QTEST_GUILESS_MAIN(racewalk::desktop::ModelsTest)
#include "models_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The words and numbers of the outcomes view.
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include "app/session/session_fixture.h"
#include "desktop/models/list_roles.h"
#include "desktop/models/outcomes/outcome_details.h"
#include "desktop/models/outcomes/outcome_rows.h"
#include "desktop/models/outcomes/outcomes_model.h"
#include "desktop/models/outcomes/variant_matrix.h"
#include "explore/base/number_words.h"
#include "export/reports/odds_report.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

ScheduleCount schedules(unsigned doublings)
{
    ScheduleCount count = ScheduleCount::one();
    for (unsigned i = 0; i < doublings; ++i)
        count += ScheduleCount(count);
    return count;
}

Outcome ending(FindingKind kind, const char *name, std::size_t switches,
               std::optional<double> probability, std::optional<ScheduleCount> count)
{
    return {.kind = kind,
            .summary = {},
            .steps = {},
            .contextSwitches = switches,
            .probability = probability,
            .schedules = count,
            .facts = {},
            .words = {.name = name, .brief = {}, .detail = "the details"}};
}

/// As a search finds them: failures first, then by switches.
Verdict threeEndings()
{
    Verdict verdict;
    verdict.states = 1824;
    verdict.schedules = schedules(31);
    verdict.outcomes = {
        ending(FindingKind::Bug, "BUG_ON failed, line 7", 0, 0.25, schedules(0)),
        ending(FindingKind::Hang, "Hang: a sleeps forever", 2, 0.05, schedules(21)),
        ending(FindingKind::None, "x = 0", 1, 0.2, schedules(3)),
        ending(FindingKind::None, "x = 1", 3, 0.5, schedules(30)),
    };
    return verdict;
}

SearchResult done(Verdict verdict)
{
    SearchResult result;
    result.stage = SearchResult::Stage::Done;
    result.verdict = std::make_shared<const Verdict>(std::move(verdict));
    return result;
}

} // namespace

class OutcomesTest final : public QObject, private SessionFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { openInodeRace(); }
    void rowsAreHangsThenFailuresThenByProbability();
    void numbersReadAsOnTheCommandLine();
    void whatIsIncompleteIsABound();
    void saysWhyThereAreNoProbabilities();
    void continueSaysWhatItDoes();
    void theTableIsThatOfTheCommandOdds();
    void theTableSortsByEachColumnAndBack();
    void aThousandEndingsAreSortedAtOnce();
    void theMatrixHasACellForEveryVariantAndModel();
    void theCertificateIsThatOfTheCommandLine();
    void unreachedLinesAreListedWithTheirCode();

private:
    bool waitUntilIdle()
    {
        return QTest::qWaitFor([this] { return session().search().isIdle(); }, 120'000);
    }
    void searchRcuLookup()
    {
        session().setVariant(variantNamed(session(), "rcu_lookup"));
        session().startSearching();
        QVERIFY(waitUntilIdle());
    }
};

void OutcomesTest::rowsAreHangsThenFailuresThenByProbability()
{
    const std::vector<OutcomeRow> rows = outcomeRows(threeEndings());
    QCOMPARE(rows.size(), std::size_t{4});
    QCOMPARE(rows[0].name, QStringLiteral("Hang: a sleeps forever"));
    QCOMPARE(rows[0].detail, QStringLiteral("the details"));
    QCOMPARE(rows[0].outcome, std::size_t{1});
    QCOMPARE(rows[1].name, QStringLiteral("BUG_ON failed, line 7"));
    QCOMPARE(rows[2].name, QStringLiteral("x = 1"));
    QCOMPARE(rows[3].name, QStringLiteral("x = 0"));
    QCOMPARE(rows[2].outcome, std::size_t{3});
    QVERIFY(rows[0].isFailure() && rows[1].isFailure() && !rows[2].isFailure());
}

void OutcomesTest::numbersReadAsOnTheCommandLine()
{
    const SearchResult result = done(threeEndings());
    QCOMPARE(endingsText(result), QStringLiteral("4 endings"));
    QCOMPARE(schedulesText(result), QStringLiteral("of 2.1 x 10^9 schedules"));
    const std::vector<OutcomeRow> rows = outcomeRows(*result.verdict);
    QCOMPARE(rows[0].schedules, QStringLiteral("2.1 million"));
    QCOMPARE(rows[0].switches, QStringLiteral("2"));
    QCOMPARE(rows[0].probability, QStringLiteral("5.0 %"));
    QCOMPARE(rows[1].schedules, QStringLiteral("1"));
    QCOMPARE(rows[2].schedules, QStringLiteral("1.1 x 10^9"));
    QVERIFY(outcomesNote(result).startsWith(
        QStringLiteral("Probability: at each step every thread that can run is equally likely.\n"
                       "Replay loads the schedule with the fewest switches at step 0.")));
    QCOMPARE(stoppedEarlyText(result), QString());
    Verdict one;
    one.schedules = ScheduleCount::one();
    one.outcomes = {ending(FindingKind::None, "Finished", 0, 1.0, ScheduleCount::one())};
    QCOMPARE(endingsText(done(one)), QStringLiteral("1 ending"));
    QCOMPARE(schedulesText(done(one)), QStringLiteral("of 1 schedule"));
    one.schedules = ScheduleCount::infinite();
    QCOMPARE(schedulesText(done(one)), QStringLiteral("of infinitely many schedules"));
    QCOMPARE(endingsText({}), QStringLiteral("No ending seen yet"));
}

void OutcomesTest::whatIsIncompleteIsABound()
{
    Verdict verdict = threeEndings();
    verdict.limit = Limit::Enough;
    verdict.states = 2'100'000;
    verdict.schedules.reset();
    for (Outcome &outcome : verdict.outcomes)
        outcome.probability.reset(), outcome.schedules.reset();
    const SearchResult result = done(verdict);
    QCOMPARE(endingsText(result), QStringLiteral("At least 4 endings"));
    QCOMPARE(schedulesText(result), QString());
    QCOMPARE(stoppedEarlyText(result), QStringLiteral("Search stopped early. The verdict covers "
                                                      "2.1 million states."));
    for (const OutcomeRow &row : outcomeRows(verdict)) {
        QCOMPARE(row.schedules, QStringLiteral("at least 1"));
        QCOMPARE(row.switches.startsWith(QStringLiteral("at most ")), row.contextSwitches > 0);
        QCOMPARE(row.probability, QStringLiteral("..."));
        QVERIFY(!row.share);
    }
    // While it is searched, what is known so far is shown in the same way.
    SearchResult searching;
    searching.stage = SearchResult::Stage::Searching;
    searching.soFar = result.verdict;
    QCOMPARE(endingsText(searching), QStringLiteral("At least 4 endings"));
    QCOMPARE(stoppedEarlyText(searching), QString());
    Verdict cut = threeEndings();
    cut.isListCut = true;
    QCOMPARE(endingsText(done(cut)), QStringLiteral("At least 4 endings"));
}

void OutcomesTest::saysWhyThereAreNoProbabilities()
{
    Verdict verdict = threeEndings();
    for (Outcome &outcome : verdict.outcomes)
        outcome.probability.reset();
    const auto why = [&] { return outcomesNote(done(verdict)).section(QLatin1Char('\n'), 0, 0); };
    QCOMPARE(why(), QStringLiteral("No probabilities: they would take too long to compute."));
    verdict.areStepsReduced = true;
    QCOMPARE(why(), QStringLiteral("No probabilities: partial-order reduction was used."));
    verdict.isGraphKept = false;
    QCOMPARE(why(), QStringLiteral("No probabilities: the state graph was too large to keep."));
    verdict.limit = Limit::Memory;
    QVERIFY(why().contains(QStringLiteral("known once every state is explored")));
}

void OutcomesTest::continueSaysWhatItDoes()
{
    Limits limits;
    limits.maxMemoryMiB = 2048;
    limits.maxStates = 200;
    Verdict verdict;
    verdict.limit = Limit::Enough;
    QCOMPARE(continueText(verdict, limits), QStringLiteral("Searches again from the start."));
    verdict.limit = Limit::Memory;
    QCOMPARE(continueText(verdict, limits), QStringLiteral("Searches again from the start, with up "
                                                           "to 2,048 MiB of memory."));
    verdict.limit = Limit::States;
    QCOMPARE(continueText(verdict, limits),
             QStringLiteral("Searches again from the start, up to 200 states."));
}

void OutcomesTest::theTableIsThatOfTheCommandOdds()
{
    searchRcuLookup();
    const OutcomesModel model(session(), nullptr);
    OddsReport report;
    report.machine = session().run().sharedMachine();
    report.verdict = explore(session().machine(), {}).verdict;
    const QString table = QString::fromStdString(oddsTable(report));
    const QStringList lines = table.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QCOMPARE(model.rowCount(), static_cast<int>(lines.size()));
    for (int row = 0; row < model.rowCount(); ++row) {
        const QString line = lines[row];
        QVERIFY2(line.contains(model.row(row).detail), qPrintable(line));
        QVERIFY2(line.contains(QLatin1String("  ") + model.row(row).name + QLatin1String("  ")),
                 qPrintable(line));
        QVERIFY2(line.contains(model.row(row).probability), qPrintable(line));
        QVERIFY2(line.contains(model.row(row).schedules + QStringLiteral(" of ")),
                 qPrintable(line));
    }
    QCOMPARE(model.index(0, OutcomesModel::Ending).data(IconNameRole).toString(),
             QStringLiteral("doomed"));
    QVERIFY(model.index(0, OutcomesModel::Replay).data(OutcomesModel::PrimaryRole).toBool());
    QVERIFY(!model.index(1, OutcomesModel::Replay).data(OutcomesModel::PrimaryRole).toBool());
    const QString read = model.index(0, 0).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(read.startsWith(QStringLiteral("Hang: lookup sleeps forever (lookup asleep; "
                                            "evict ended; bucket = NULL). Schedules: ")) &&
                 read.contains(QStringLiteral("Fewest switches: 2.")),
             qPrintable(read));
    for (int column = 0; column < model.columnCount(); ++column) {
        QVERIFY(
            !model.headerData(column, Qt::Horizontal, Qt::AccessibleTextRole).toString().isEmpty());
        for (int row = 0; row < model.rowCount(); ++row)
            QVERIFY(!model.index(row, column).data(Qt::AccessibleTextRole).toString().isEmpty());
    }
}

void OutcomesTest::theTableSortsByEachColumnAndBack()
{
    searchRcuLookup();
    OutcomesModel model(session(), nullptr);
    const auto order = [&] {
        std::vector<std::size_t> outcomes;
        for (int row = 0; row < model.rowCount(); ++row)
            outcomes.push_back(model.row(row).outcome);
        return outcomes;
    };
    const auto first = order();
    const QPersistentModelIndex hang = model.index(0, 0);
    model.sort(OutcomesModel::Probability, Qt::DescendingOrder);
    for (int row = 1; row < model.rowCount(); ++row)
        QVERIFY(model.row(row - 1).share >= model.row(row).share);
    QVERIFY(model.row(hang.row()).kind == FindingKind::Hang && hang.row() > 0);
    model.sort(OutcomesModel::Switches, Qt::AscendingOrder);
    for (int row = 1; row < model.rowCount(); ++row)
        QVERIFY(model.row(row - 1).contextSwitches <= model.row(row).contextSwitches);
    model.sort(OutcomesModel::Schedules, Qt::AscendingOrder);
    for (int row = 1; row < model.rowCount(); ++row)
        QVERIFY(model.row(row - 1).scheduleCount <= model.row(row).scheduleCount);
    model.sort(-1);
    QCOMPARE(order(), first);
    QCOMPARE(hang.row(), 0);
}

void OutcomesTest::aThousandEndingsAreSortedAtOnce()
{
    QVERIFY(session().open(write(QStringLiteral("many.race"), R"(scenario "Many"; int x;
thread a { WRITE_ONCE(x, 100 * choose(0, 9) + 10 * choose(0, 9) + choose(0, 9)); }
)")));
    session().startSearching();
    QVERIFY(waitUntilIdle());
    OutcomesModel model(session(), nullptr);
    QCOMPARE(model.rowCount(), 1000);
    QElapsedTimer timer;
    timer.start();
    model.sort(OutcomesModel::Ending, Qt::DescendingOrder);
    QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(model.row(0).name, QStringLiteral("x = 999"));
}

void OutcomesTest::theMatrixHasACellForEveryVariantAndModel()
{
    searchRcuLookup();
    const VariantMatrix matrix(session(), nullptr);
    QCOMPARE(matrix.rowCount(), static_cast<int>(session().variantCount()));
    QCOMPARE(matrix.columnCount(), 1 + static_cast<int>(memoryModels.size()));
    QCOMPARE(matrix.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(),
             QStringLiteral("SC"));
    const int row = static_cast<int>(session().variant());
    const QModelIndex cell = matrix.index(row, 1);
    QCOMPARE(cell.data().toString(), QStringLiteral("Hang, 2 switches"));
    QCOMPARE(cell.data(DetailRole).toString(), QStringLiteral("168 states"));
    QCOMPARE(cell.data(VariantMatrix::FateRole).toInt(), static_cast<int>(Fate::Doomed));
    QVERIFY(cell.data(VariantMatrix::CurrentRole).toBool());
    QVERIFY(matrix.index(row, 0).data(VariantMatrix::CurrentRole).toBool());
    QCOMPARE(matrix.index(0, 1).data().toString(), QStringLiteral("No failure"));
    QCOMPARE(matrix.index(0, 2).data().toString(), QStringLiteral("Waiting"));
    QCOMPARE(matrix.subject(matrix.index(0, 2)),
             (SearchSubject{.variant = 0, .memory = MemoryModel::Tso}));
    QCOMPARE(matrix.subject(matrix.index(0, 0)),
             (SearchSubject{.variant = 0, .memory = MemoryModel::Sc}));
    const QString read = cell.data(Qt::AccessibleTextRole).toString();
    QVERIFY2(read.contains(QStringLiteral("under SC: hang reachable - 2 context switches")) &&
                 read.endsWith(QStringLiteral("It is shown.")),
             qPrintable(read));
    Verdict part;
    part.limit = Limit::Enough;
    part.states = 2310;
    QCOMPARE(cellVerdict(done(part)), QStringLiteral("No failure found"));
    QCOMPARE(cellDetail(done(part)), QStringLiteral("stopped at 2,310 states"));
    SearchResult searching;
    searching.stage = SearchResult::Stage::Searching;
    searching.progress.states = 2310;
    searching.progress.toExpand = 148;
    QCOMPARE(cellVerdict(searching), QStringLiteral("Searching"));
    QCOMPARE(cellDetail(searching), QStringLiteral("2,310 states, 148 to expand"));
}

void OutcomesTest::theCertificateIsThatOfTheCommandLine()
{
    searchRcuLookup();
    const Verdict &verdict = *session().result().verdict;
    QString text = certificateText(session().machine(), verdict.outcomes.front());
    QVERIFY2(text.startsWith(QStringLiteral("lookup sleeps on (&inodes[0].i_state, __I_NEW)")),
             qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("evict could wake it at wake_up_bit")), qPrintable(text));
    QVERIFY2(text.endsWith(QStringLiteral("No other statement wakes it.")), qPrintable(text));
    QCOMPARE(certificateText(session().machine(), verdict.outcomes.back()), QString());
}

void OutcomesTest::unreachedLinesAreListedWithTheirCode()
{
    QVERIFY(session().open(write(QStringLiteral("dead.race"), R"(scenario "Dead"; int x;
thread a {
    if (READ_ONCE(x))
        WRITE_ONCE(x, 2);
}
)")));
    session().startSearching();
    QVERIFY(waitUntilIdle());
    CoverageSearch search(nullptr);
    QSignalSpy changed(&search, &CoverageSearch::changed);
    search.start(session().run().sharedMachine(), session().result().space);
    QCOMPARE(unreachedText(session().program(), session().result(), search),
             QStringLiteral("Looking for lines that no interleaving reaches."));
    QVERIFY(changed.wait(60'000));
    QCOMPARE(unreachedText(session().program(), session().result(), search),
             QStringLiteral("Line 4: WRITE_ONCE(x, 2);"));
    search.start(session().run().sharedMachine(), session().result().space);
    QVERIFY(!search.isSearching());
    search.clear();
    Verdict part;
    part.limit = Limit::Memory;
    QCOMPARE(unreachedText(session().program(), done(part), search),
             QStringLiteral("Not known: search stopped early."));
}

} // namespace racewalk::desktop

QTEST_GUILESS_MAIN(racewalk::desktop::OutcomesTest)
#include "outcomes_test.moc"

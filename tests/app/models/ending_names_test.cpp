// SPDX-License-Identifier: GPL-3.0-or-later
// The state graph, the outcomes, the comparison and the walks use the same words for an ending.
#include <QDir>
#include <QTest>

#include "app/session/session_fixture.h"
#include "desktop/models/compare/compare_words.h"
#include "desktop/models/outcomes/outcome_rows.h"
#include "desktop/models/walk_rows.h"
#include "desktop/session/state_graph.h"
#include "export/reports/odds_report.h"

#include <algorithm>
#include <set>
#include <utility>

namespace racewalk::desktop {
namespace {

QString text(const std::string &words)
{
    return QString::fromStdString(words);
}

} // namespace

class EndingNamesTest final : public QObject, private SessionFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("RACEWALK_DATA_DIR", RACEWALK_RESOURCES_DIR); }
    void everyViewSaysTheSame_data();
    void everyViewSaysTheSame();
    void theSearchForFailuresSaysTheSame();

private:
    void openVariant(const QString &path, const char *variant);
    const Verdict &verdict() { return *session().result().verdict; }
    QStringList graphNames();
    QString comparedName(const Outcome &outcome);
};

void EndingNamesTest::everyViewSaysTheSame_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("variant");
    QTest::addColumn<QString>("expected"); // one of the names
    const auto add = [](const char *path, const char *variant, const char *expected) {
        QTest::addRow("%s %s", path, variant)
            << QStringLiteral(RACEWALK_RESOURCES_DIR "/scenarios/") + QString::fromUtf8(path)
            << QByteArray(variant) << QString::fromUtf8(expected);
    };
    add("inode/inode-teardown.race", "rcu_lookup", "Hang: lookup sleeps forever");
    add("inode/inode-teardown.race", "hash_lock", "lookup: inode = NULL; bucket = NULL");
    add("inode/two-inodes-one-number.race", "", "");
    add("classroom/counter.race", "plain", "Final condition failed, line 39");
    add("classroom/barrier.race", "", "");
    add("classroom/abba.race", "", "");
    add("classroom/polite-trylock.race", "both_polite",
        "Livelock: guest[0] and guest[1] run forever");
    add("classroom/message-passing.race", "", "");
    add("net/cancel-work-deadlock.race", "no_cancel", "Use after free, line 64");
    add("inode/writeback-no-reference.race", "no_wait", "Use after free, line 68");
}

void EndingNamesTest::openVariant(const QString &path, const char *variant)
{
    openInodeRace();
    QVERIFY(session().open(path));
    if (*variant != '\0')
        session().setVariant(variantNamed(session(), variant));
    session().startSearching();
    QVERIFY(QTest::qWaitFor([this] { return session().search().isIdle(); }, 120'000));
    QVERIFY(session().result().verdict->isComplete());
}

QStringList EndingNamesTest::graphNames()
{
    StateGraph graph(session(), nullptr);
    graph.setActive(true);
    if (!QTest::qWaitFor([&] { return graph.stage() == StateGraph::Stage::Ready; }, 60'000))
        return {};
    std::set<QString> names;
    for (const GraphEnding &ending : graph.layout()->endings())
        names.insert(text(ending.name));
    return {names.begin(), names.end()};
}

/// The name in the head of a comparison whose left side is the outcome's run.
QString EndingNamesTest::comparedName(const Outcome &outcome)
{
    Comparing comparing(session());
    session().startWalk(outcome.steps, 0, {}, QStringLiteral("replay"));
    comparing.setOn(true);
    ComparedSubject same = comparing.subject(0);
    same.walk = session().walks().currentWalk().id;
    comparing.setSubject(1, same);
    if (!QTest::qWaitFor([&] { return !comparing.isWorking(); }, 60'000) || !comparing.result())
        return comparing.error();
    return endingPill(*comparing.result(), 0).text;
}

void EndingNamesTest::everyViewSaysTheSame()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, variant);
    QFETCH(QString, expected);
    openVariant(path, variant.constData());
    const std::vector<OutcomeRow> rows = outcomeRows(verdict());
    QVERIFY(!rows.empty());
    std::set<QString> names;
    std::set<std::pair<QString, QString>> wholes;
    for (const OutcomeRow &row : rows) {
        names.insert(row.name);
        QVERIFY2(wholes.emplace(row.name, row.detail).second, qPrintable(row.detail));
    }
    QVERIFY2(expected.isEmpty() || names.contains(expected),
             qPrintable(QStringList(names.begin(), names.end()).join(QLatin1Char('\n'))));
    QCOMPARE(graphNames(), QStringList(names.begin(), names.end()));
    const std::vector<std::string> printed = outcomeLines(verdict());
    for (const OutcomeRow &row : rows)
        QVERIFY2(std::ranges::any_of(printed,
                                     [&](const std::string &line) {
                                         return text(line).contains(QLatin1String("  ") + row.name +
                                                                    QLatin1String("  ")) &&
                                                text(line).endsWith(QLatin1String("  ") +
                                                                    row.detail);
                                     }),
                 qPrintable(row.name));
    for (std::size_t number = 0; number < std::min<std::size_t>(rows.size(), 4); ++number) {
        const OutcomeRow &row = rows[number];
        QCOMPARE(comparedName(verdict().outcomes[row.outcome]), row.name);
        if (row.kind == FindingKind::Livelock)
            continue; // a walk into it can go on
        const WalkRow walk = walkRows(session())[session().walks().current()];
        QCOMPARE(walk.end, row.name);
        QCOMPARE(walk.ending, text(verdict().outcomes[row.outcome].words.brief));
        QVERIFY(row.name.startsWith(walk.ending));
        QVERIFY2(walk.accessible.contains(QStringLiteral("ends: ") + row.name),
                 qPrintable(walk.accessible));
        QVERIFY(walkTooltip(session(), session().walks().current())
                    .contains(QStringLiteral("Ends: ") + row.name));
    }
}

void EndingNamesTest::theSearchForFailuresSaysTheSame()
{
    for (const char *path : {"inode/inode-teardown.race", "classroom/polite-trylock.race",
                             "classroom/counter.race", "classroom/abba.race"}) {
        openVariant(QStringLiteral(RACEWALK_RESOURCES_DIR "/scenarios/") + QString::fromUtf8(path),
                    "");
        std::set<QString> names;
        for (const OutcomeRow &row : outcomeRows(verdict()))
            if (row.isFailure())
                names.insert(row.name);
        for (std::size_t number = 0; number < session().failures().size(); ++number) {
            session().findFailure();
            const QString walk = text(session().walks().currentWalk().name);
            QVERIFY2(names.contains(walk), qPrintable(walk));
            QVERIFY2(session().message().text.startsWith(walk),
                     qPrintable(session().message().text));
        }
    }
}

} // namespace racewalk::desktop

QTEST_GUILESS_MAIN(racewalk::desktop::EndingNamesTest)
#include "ending_names_test.moc"

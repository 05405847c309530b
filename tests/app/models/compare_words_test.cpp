// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QTest>

#include "app/session/session_fixture.h"

#include "desktop/models/compare/compare_words.h"
#include "desktop/models/compare/subject_model.h"
#include "desktop/models/list_roles.h"

namespace racewalk::desktop {

class CompareWordsTest final : public QObject, private SessionFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void theSubjectsAreVariantsModelsAndOtherWalks();
    void theEndingsAreNamed();
    void theDifferenceIsToldForBothSides();
    void aSideThatGoesItsOwnWayIsToldSo();
    void whatIsNotKnownIsNotClaimed();
    void patchesAreCounted();

private:
    bool compare(const char *right, std::uint64_t maxStates = 0);
    const Compared &compared() const { return *m_comparing->result(); }
    /// "LABEL: left | right".
    QStringList lines() const;
    std::unique_ptr<Comparing> m_comparing;
};

void CompareWordsTest::initTestCase()
{
    qputenv("RACEWALK_DATA_DIR", RACEWALK_RESOURCES_DIR);
}

void CompareWordsTest::init()
{
    m_comparing.reset();
    openInodeRace();
    session().setVariant(variantNamed(session(), "rcu_lookup"));
    m_comparing = std::make_unique<Comparing>(session());
}

bool CompareWordsTest::compare(const char *right, std::uint64_t maxStates)
{
    m_comparing->setLimits({.maxStates = maxStates});
    m_comparing->setOn(true);
    ComparedSubject subject = m_comparing->subject(1);
    subject.variant = variantNamed(session(), right);
    m_comparing->setSubject(1, subject);
    return QTest::qWaitFor([this] { return !m_comparing->isWorking(); }, 30'000) &&
           m_comparing->result() != nullptr;
}

QStringList CompareWordsTest::lines() const
{
    QStringList texts;
    for (const DifferenceLine &line : differenceLines(compared()))
        texts << QStringLiteral("%1: %2 | %3").arg(line.label, line.texts[0], line.texts[1]);
    return texts;
}

void CompareWordsTest::theSubjectsAreVariantsModelsAndOtherWalks()
{
    QVERIFY(session().replay(QStringLiteral("lookup*2 evict!")));
    QVERIFY(session().replay(QStringLiteral("evict! lookup!")));
    m_comparing->setOn(true);
    SubjectModel model(session(), *m_comparing, nullptr);
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row)
        rows << model.index(row).data(SectionRole).toString() + QStringLiteral(": ") +
                    model.index(row).data().toString();
    QCOMPARE(rows.size(), 10 + 2 + 1);
    QCOMPARE(rows[1], QStringLiteral("Variants: RCU lookup"));
    QCOMPARE(rows[10], QStringLiteral("Memory models: RCU lookup, TSO"));
    QCOMPARE(rows[12],
             QStringLiteral("Walks: ") + QString::fromStdString(session().walks()[0].name));
    QCOMPARE(model.rowOf(m_comparing->subject(0)), 1);
    QCOMPARE(model.rowOf(m_comparing->subject(1)), 2);
}

void CompareWordsTest::theEndingsAreNamed()
{
    QVERIFY(compare("rcu_recheck"));
    QCOMPARE(endingPill(compared(), 0).text, QStringLiteral("Hang: lookup sleeps forever"));
    QCOMPARE(endingPill(compared(), 1).text, QStringLiteral("lookup: inode = NULL; bucket = NULL"));
    QVERIFY(session().replay(QStringLiteral("lookup*2")));
    QVERIFY(compare("hash_lock"));
    QCOMPARE(endingPill(compared(), 0).text, QStringLiteral("Not ended"));
}

void CompareWordsTest::theDifferenceIsToldForBothSides()
{
    QVERIFY(compare("rcu_recheck"));
    QCOMPARE(firstDifferenceText(compared()), QStringLiteral("First difference at step 22"));
    QCOMPARE(comparedScheduleText(compared()),
             QStringLiteral("Schedule: the shortest hang of RCU lookup, 2 context switches"));
    const QStringList texts = lines();
    QCOMPARE(texts.size(), 5);
    QCOMPARE(texts[0], QStringLiteral("Step 22: lookup: prepare_to_wait_bit(i_state) | "
                                      "lookup: !hashed [true]"));
    QVERIFY2(texts[1].startsWith(QLatin1String("Then: spin_unlock(i_lock), rcu_read_unlock(), ")),
             qPrintable(texts[1]));
    QCOMPARE(
        texts[2],
        QStringLiteral("Ends: Hang: lookup sleeps forever (lookup asleep; evict ended; bucket = "
                       "NULL) | lookup: inode = NULL; bucket = NULL (all threads ended)"));
    QCOMPARE(texts[3], QStringLiteral("Outcomes: Hang: lookup sleeps forever (lookup asleep on "
                                      "inodes[0].i_state in line 76; evict ended; bucket = NULL) "
                                      "| none"));
    QCOMPARE(texts[4], QStringLiteral("States: 16 only here, 152 in both | 11 only here"));
}

void CompareWordsTest::aSideThatGoesItsOwnWayIsToldSo()
{
    session().setVariant(variantNamed(session(), "rcu_lookup"));
    QVERIFY(session().replay(QStringLiteral("lookup*2 evict*10")));
    QVERIFY(compare("hash_lock"));
    const QStringList texts = lines().filter(QStringLiteral("Schedule: "));
    QCOMPARE(texts.size(), 1);
    QVERIFY2(texts[0].contains(QLatin1String("| Stops at step ")) &&
                 texts[0].contains(QLatin1String("it goes its own way.")),
             qPrintable(texts[0]));
}

void CompareWordsTest::whatIsNotKnownIsNotClaimed()
{
    QVERIFY(session().replay(QStringLiteral("lookup*2")));
    QVERIFY(compare("rcu_recheck", 40));
    const QStringList texts = lines();
    QVERIFY(texts.filter(QStringLiteral("Outcomes: Not known")).size() == 1);
    const QString states = texts.filter(QStringLiteral("States: ")).value(0);
    QVERIFY2(states.contains(QLatin1String("an unknown number only here, at least ")),
             qPrintable(states));
}

void CompareWordsTest::patchesAreCounted()
{
    QVERIFY(compare("rcu_recheck"));
    QCOMPARE(patchCountText(compared().report.patch), QStringLiteral("+4 lines"));
    QVERIFY(compare("unlock_before_queue"));
    const QString both = patchCountText(compared().report.patch);
    QVERIFY2(both.startsWith(QChar(0x2212)) && both.contains(QLatin1String(" +")),
             qPrintable(both));
    QCOMPARE(patchCountText(Patch()), QString());
}

} // namespace racewalk::desktop

QTEST_GUILESS_MAIN(racewalk::desktop::CompareWordsTest)
#include "compare_words_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "desktop/models/outcomes/line_words.h"
#include "desktop/session/session.h"

#include <algorithm>
#include <new>

namespace racewalk::desktop {
namespace {

const QString inodePath =
    QStringLiteral(RACEWALK_RESOURCES_DIR "/scenarios/inode/inode-teardown.race");

bool waitForReport(Session &session)
{
    return QTest::qWaitFor([&] { return session.lines().report() != nullptr; }, 60'000);
}

} // namespace

class LineSearchTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void tellsWhichLinesAreLoadBearing();
    void marksThemInTheCode();
    void saysOfALineWhatTheChangesDo();
    void isForgottenWithAnotherVariant();
    void whatIsStoppedNeverArrives();
    void whatTheSearchThrowsBecomesAMessage();
    void aLimitMakesItSayAtLeast();
    void aLineThatCannotBeRemovedIsNotSaidToBe();

private:
    bool open(const QByteArray &scenario);
    void pick(const char *variant);
    QTemporaryDir m_folder;
    std::unique_ptr<Session> m_session;
};

void LineSearchTest::init()
{
    m_session = std::make_unique<Session>();
    QVERIFY(m_session->open(inodePath));
    pick("rcu_recheck");
}

void LineSearchTest::pick(const char *variant)
{
    const auto &variants = m_session->scenario().variants;
    const auto named = std::ranges::find(variants, variant, &Variant::name);
    m_session->setVariant(static_cast<std::size_t>(named - variants.begin()));
}

bool LineSearchTest::open(const QByteArray &scenario)
{
    QFile file(m_folder.filePath(QStringLiteral("small.race")));
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.write(scenario);
    file.close();
    return m_session->open(file.fileName());
}

void LineSearchTest::tellsWhichLinesAreLoadBearing()
{
    QSignalSpy reports(&m_session->lines(), &LineSearch::reportChanged);
    m_session->lines().start();
    QVERIFY(m_session->lines().isSearching());
    QVERIFY(waitForReport(*m_session));
    QVERIFY(!m_session->lines().isSearching());
    QCOMPARE(reports.count(), 1);
    const auto lines = loadBearingLines(*m_session->lines().report());
    QVERIFY(std::ranges::binary_search(lines, 49U));
    QVERIFY(!std::ranges::binary_search(lines, 143U)); // BUG_ON()
    QCOMPARE(m_session->message().text,
             QStringLiteral("%1 load-bearing lines are marked with a bar at the left.")
                 .arg(lines.size()));
    QVERIFY(m_session->message().details.contains(QLatin1String("hang appears")));
}

void LineSearchTest::marksThemInTheCode()
{
    m_session->lines().start();
    QVERIFY(waitForReport(*m_session));
    const ThreadId lookup = *m_session->program().findThread("lookup");
    const auto listing = codeListing(m_session->program(), lookup);
    auto marks = codeMarks(listing, m_session->run(), lookup);
    markLoadBearing(*m_session->lines().report(), listing, marks);
    std::size_t marked = 0;
    for (std::size_t i = 0; i < listing.size(); ++i) {
        marked += marks[i].isLoadBearing ? 1 : 0;
        if (listing[i].number == 49 && !listing[i].isTitle)
            QVERIFY(marks[i].isLoadBearing);
        if (listing[i].isTitle || listing[i].number == 76)
            QVERIFY(!marks[i].isLoadBearing);
    }
    QVERIFY(marked > 5);
}

void LineSearchTest::saysOfALineWhatTheChangesDo()
{
    m_session->lines().start();
    QVERIFY(waitForReport(*m_session));
    const LinesReport &report = *m_session->lines().report();
    QCOMPARE(lineTip(report, 49),
             QStringLiteral("Without this line: hang appears\n"
                            "Swapped with the next statement: nothing changes"));
    QCOMPARE(lineTip(report, 109), QStringLiteral("Without this line and lines 70, 82, 91: "
                                                  "use_after_free appears"));
    QCOMPARE(lineTip(report, 1), QString());
}

void LineSearchTest::isForgottenWithAnotherVariant()
{
    m_session->lines().start();
    QVERIFY(waitForReport(*m_session));
    pick("rcu_lookup");
    QVERIFY(!m_session->lines().report());
    m_session->lines().start();
    QVERIFY(waitForReport(*m_session));
    QCOMPARE(m_session->lines().report()->machine->program().variant, std::string("rcu_lookup"));
}

void LineSearchTest::whatIsStoppedNeverArrives()
{
    QSignalSpy reports(&m_session->lines(), &LineSearch::reportChanged);
    m_session->lines().start();
    m_session->lines().clear();
    QVERIFY(!m_session->lines().isSearching());
    m_session->lines().start();
    pick("rcu_lookup");
    QVERIFY(!m_session->lines().isSearching());
    m_session->lines().start();
    QVERIFY(waitForReport(*m_session));
    // The searches run one after the other, and what they report is delivered in that order: what
    // should not come would have come by now.
    QCOMPARE(reports.count(), 1);
    QCOMPARE(m_session->lines().report()->machine->program().variant, std::string("rcu_lookup"));
}

void LineSearchTest::whatTheSearchThrowsBecomesAMessage()
{
    LineSearch &lines = m_session->lines();
    lines.setFinder([](auto &&...) -> LineEffects { throw std::bad_alloc(); });
    lines.start();
    QTRY_VERIFY(!lines.isSearching());
    QVERIFY(!lines.report());
    QCOMPARE(m_session->message().kind, Message::Kind::Error);
    QCOMPARE(m_session->message().text, QStringLiteral("A search failed: out of memory."));
    lines.setFinder(findLineEffects);
    lines.start();
    QVERIFY(waitForReport(*m_session));
}

void LineSearchTest::aLimitMakesItSayAtLeast()
{
    QVERIFY(open("scenario \"t\"; atomic_t n;\nthread a {\n        int i = 0;\n"
                 "        while (i < 2) {\n                atomic_inc(&n);\n"
                 "                i++;\n        }\n}\n"));
    Limits limits;
    limits.maxStates = 500;
    m_session->lines().setLimits(limits);
    m_session->lines().start();
    QVERIFY(waitForReport(*m_session));
    QCOMPARE(m_session->message().kind, Message::Kind::Warning);
    QVERIFY2(m_session->message().text.startsWith(QLatin1String("At least ")),
             qPrintable(m_session->message().text));
    QCOMPARE(lineTip(*m_session->lines().report(), 6),
             QStringLiteral("Without this line: not decided: limit of 500 states hit"));
}

void LineSearchTest::aLineThatCannotBeRemovedIsNotSaidToBe()
{
    QVERIFY(open("scenario \"t\";\nthread a {\n        int one = 1;\n        one = one;\n}\n"));
    m_session->lines().start();
    QVERIFY(waitForReport(*m_session));
    QCOMPARE(lineTip(*m_session->lines().report(), 3),
             QStringLiteral("Without this line: does not compile"));
    QCOMPARE(m_session->message().text,
             QStringLiteral("No line is load-bearing: no removal that compiles changes anything."));
}

} // namespace racewalk::desktop

QTEST_GUILESS_MAIN(racewalk::desktop::LineSearchTest)
#include "line_search_test.moc"

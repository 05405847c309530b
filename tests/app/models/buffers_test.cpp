// SPDX-License-Identifier: GPL-3.0-or-later
// What store buffers add to what the models say.
#include <QTest>

#include "app/buffered_scenarios.h"
#include "desktop/models/list_roles.h"
#include "desktop/models/memory_list.h"
#include "desktop/models/moment/drain_face.h"
#include "desktop/models/moment/shared_state.h"
#include "desktop/models/moment/thread_face.h"
#include "desktop/session/session.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

const ThreadId first{0};
const ThreadId second{1};

/// The tile's rows as a screen reader says them; nothing if there is no such tile.
QStringList bufferRows(const Session &session)
{
    QStringList rows;
    for (const SharedTile &tile : sharedState(session))
        if (tile.kind == SharedTile::Kind::Buffers)
            for (const SharedRow &row : tile.rows)
                rows << row.accessibleText();
    return rows;
}

} // namespace

class BuffersTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theTileListsStoresOldestFirst();
    void underScThereIsNoTile();
    void aBarrierIsABarUnderPso();
    void aRowDrainsTheOldestStore();
    void aDrainIsOfferedBesideTheStep();
    void aThreadThatWaitsForItsBufferStepsByDraining();
    void severalDrainsAreNamedUnderPso();
    void modelsHaveNamesAndMeanings();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Session> m_session;
    Session &session() { return *m_session; }
    void walk(const char *schedule)
    {
        QVERIFY(session().replay(QString::fromLatin1(schedule)));
        QVERIFY2(session().message().text.isEmpty(), qPrintable(session().message().text));
    }
};

void BuffersTest::init()
{
    m_session = std::make_unique<Session>();
    QVERIFY2(session().open(writeScenario(m_folder, QStringLiteral("locked.race"), lockedStores)),
             qPrintable(session().message().details));
}

void BuffersTest::theTileListsStoresOldestFirst()
{
    walk("first*3");
    QCOMPARE(bufferRows(session()),
             (QStringList{QStringLiteral("store buffer of first: count = 1"),
                          QStringLiteral("store buffer of first: guard = free, new"),
                          QStringLiteral("store buffers of second, third: empty")}));
    QCOMPARE(changeSummary(sharedState(session())),
             QStringLiteral("store buffer of first: guard = free"));
    walk("first*3 first~");
    QCOMPARE(bufferRows(session()).front(), QStringLiteral("store buffer of first: guard = free"));
}

void BuffersTest::underScThereIsNoTile()
{
    QCOMPARE(bufferRows(session()),
             QStringList{QStringLiteral("store buffers of first, second, third: empty")});
    session().setMemory(MemoryModel::Sc);
    QVERIFY(bufferRows(session()).isEmpty());
}

void BuffersTest::aBarrierIsABarUnderPso()
{
    session().setMemory(MemoryModel::Pso);
    walk("second*3");
    QCOMPARE(bufferRows(session()),
             (QStringList{QStringLiteral("store buffer of second: flag = 1"),
                          QStringLiteral("store buffer of second: barrier"),
                          QStringLiteral("store buffer of second: count = 2, new"),
                          QStringLiteral("store buffers of first, third: empty")}));
}

void BuffersTest::aRowDrainsTheOldestStore()
{
    walk("first*3");
    for (const SharedTile &tile : sharedState(session())) {
        if (tile.kind != SharedTile::Kind::Buffers)
            continue;
        QCOMPARE(tile.rows[0].stepText, QStringLiteral("drain count = 1"));
        QVERIFY(!tile.rows[1].step);
        session().take(*tile.rows[0].step);
        break;
    }
    QCOMPARE(session().scheduleText(), QStringLiteral("first! first~"));
}

void BuffersTest::aDrainIsOfferedBesideTheStep()
{
    walk("second");
    const DrainFace drains = drainFace(session(), second);
    QCOMPARE(drains.text, QStringLiteral("drain flag = 1"));
    QCOMPARE(drains.steps.size(), std::size_t{1});
    QCOMPARE(drains.icon, std::string("unknown"));
    QCOMPARE(drains.accessibleName(QStringLiteral("second"), 2),
             QStringLiteral("second: Drain flag = 1. Not known yet: searching. Key Alt+2."));
    const ThreadFace face = threadFace(session(), second);
    QVERIFY(!face.isDraining);
    QVERIFY2(face.statement != drains.text, qPrintable(face.statement));
    QVERIFY(!drainFace(session(), first).canDrain());
}

void BuffersTest::aThreadThatWaitsForItsBufferStepsByDraining()
{
    walk("first*3");
    const ThreadFace face = threadFace(session(), first);
    QVERIFY(face.isDraining);
    QCOMPARE(face.kind, ThreadFace::Kind::CanStep);
    QCOMPARE(face.statement, QStringLiteral("drain count = 1"));
    QCOMPARE(face.steps, session().drainsOf(first));
    // The lock is free for nobody before its release has come out.
    QCOMPARE(threadFace(session(), ThreadId{2}).detail, QStringLiteral("Its unlock is buffered"));
    walk("first*3 first~ first~");
    QCOMPARE(threadFace(session(), first).kind, ThreadFace::Kind::Done);
    QCOMPARE(threadFace(session(), ThreadId{2}).kind, ThreadFace::Kind::CanStep);
}

void BuffersTest::severalDrainsAreNamedUnderPso()
{
    QVERIFY(session().open(writeScenario(
        m_folder, QStringLiteral("two.race"),
        "memory pso;\nint a, b, c;\nthread t {\n    WRITE_ONCE(a, 1);\n    WRITE_ONCE(b, 2);\n"
        "    c = READ_ONCE(a);\n}\n")));
    walk("t*2");
    const DrainFace drains = drainFace(session(), first);
    QCOMPARE(drains.text, QStringLiteral("drain a store"));
    QCOMPARE(drains.texts,
             (QStringList{QStringLiteral("drain a = 1"), QStringLiteral("drain b = 2")}));
}

void BuffersTest::modelsHaveNamesAndMeanings()
{
    QVERIFY(session().open(writeScenario(m_folder, QStringLiteral("sb.race"), storeBuffering)));
    const MemoryList list(session(), nullptr);
    QStringList rows;
    for (int row = 0; row < list.rowCount(); ++row) {
        const QModelIndex index = list.index(row);
        const QString tip = index.data(Qt::ToolTipRole).toString();
        QVERIFY(tip.startsWith(index.data(LineRole).toString()));
        QVERIFY(tip.contains(QStringLiteral("(M)")));
        rows << index.data().toString() +
                    (index.data(MarkRole).toBool() ? QStringLiteral(" *") : QString());
    }
    QCOMPARE(rows,
             (QStringList{QStringLiteral("SC *"), QStringLiteral("TSO *"), QStringLiteral("PSO")}));
}

} // namespace racewalk::desktop

QTEST_GUILESS_MAIN(racewalk::desktop::BuffersTest)
#include "buffers_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// What the window exports is what its command line writes.
#include <QFile>
#include <QProcess>
#include <QTest>

#include "app/session/session_fixture.h"

#include "desktop/models/export/export_entries.h"
#include "desktop/session/exporting.h"

namespace racewalk::desktop {
namespace {

struct Walked {
    const char *file;     ///< below scenarios/
    const char *variant;  ///< empty: the first
    const char *schedule; ///< null: the run of the first failure
};

constexpr Walked walks[] = {
    {"inode/inode-teardown.race", "rcu_lookup", "lookup*2 evict! lookup!"},
    {"inode/inode-teardown.race", "rcu_lookup", "lookup*2 evict*3"},
    {"inode/inode-teardown.race", "rcu_recheck", "evict! lookup!"},
    {"classroom/polite-trylock.race", "", nullptr},
    {"classroom/store-buffering.race", "", nullptr},
};

} // namespace

class ExportingTest final : public QObject, SessionFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theCommandWritesTheSameBytes_data();
    void theCommandWritesTheSameBytes();
    void ofAScenarioOfTheUserTheCommandWritesTheSameBytes();
    void aPngSaysWhereItComesFrom();

private:
    /// Runs the command in a shell and returns what it writes to a file.
    QByteArray written(QString command);
};

void ExportingTest::initTestCase()
{
    qputenv("RACEWALK_DATA_DIR", RACEWALK_RESOURCES_DIR);
    openInodeRace();
}

QByteArray ExportingTest::written(QString command)
{
    const QString path = m_folder.filePath(QStringLiteral("made"));
    command.replace(0, static_cast<int>(qstrlen("racewalk")), QStringLiteral(RACEWALK_PROGRAM));
    QProcess shell;
    shell.setProcessChannelMode(QProcess::MergedChannels);
    shell.start(QStringLiteral("/bin/sh"),
                {QStringLiteral("-c"), command + QStringLiteral(" -o ") + path});
    if (!shell.waitForFinished() || shell.exitCode() != 0)
        return "failed: " + command.toUtf8() + '\n' + shell.readAll();
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void ExportingTest::theCommandWritesTheSameBytes_data()
{
    QTest::addColumn<int>("walk");
    for (int walk = 0; walk < static_cast<int>(std::size(walks)); ++walk)
        QTest::addRow("%d %s", walk, walks[walk].file) << walk;
}

void ExportingTest::theCommandWritesTheSameBytes()
{
    QFETCH(const int, walk);
    const Walked &walked = walks[walk];
    const QString path =
        QStringLiteral(RACEWALK_RESOURCES_DIR "/scenarios/") + QString::fromLatin1(walked.file);
    QVERIFY(session().open(path));
    if (*walked.variant != 0)
        session().setVariant(variantNamed(session(), walked.variant));
    session().startSearching();
    QTRY_VERIFY_WITH_TIMEOUT(session().search().isIdle(), 60'000);
    const Machine &machine = session().machine();
    const std::vector<Step> other{machine.enabledSteps(machine.initialState()).back()};
    QVERIFY(session().replay(QString::fromStdString(toText(scheduleOf(machine, other)))));
    if (walked.schedule != nullptr)
        QVERIFY(session().replay(QString::fromLatin1(walked.schedule)));
    else
        session().findFailure();
    session().setNote(2, QStringLiteral("it's \"found\"\n<here>"));
    using Kind = ExportRange::Kind;
    session().renameWalk(session().walks().current(), QStringLiteral("too 'late'"));
    session().jump(4);
    QCOMPARE(session().walks().size(), std::size_t{2});
    for (const ExportEntry &entry : exportEntries()) {
        for (const Kind kind : {Kind::Whole, Kind::UpToNow, Kind::Steps}) {
            const ExportSource source = exportSource(
                session(), {kind, 2, std::min<std::size_t>(3, session().run().length())});
            FormatOptions options;
            options.preset = entry.preset.value_or(options.preset);
            options.theme = ThemeKind::Dark;
            options.walks = kind == Kind::Whole ? WalkChoice::All : WalkChoice::One;
            const auto content = exported(source, entry.format, options);
            const QString command = exportCommand(source, entry.format, options, {});
            if (!content)
                QVERIFY2(written(command).startsWith("failed: "), qPrintable(command));
            else
                QVERIFY2(written(command) == *content, qPrintable(command));
        }
    }
}

void ExportingTest::ofAScenarioOfTheUserTheCommandWritesTheSameBytes()
{
    const QString path = m_folder.filePath(QStringLiteral("own file.race"));
    QVERIFY(
        QFile::copy(QStringLiteral(RACEWALK_RESOURCES_DIR "/scenarios/classroom/abba.race"), path));
    QVERIFY(session().open(path));
    QVERIFY(session().replay(QStringLiteral("pay refund")));
    const ExportSource source = exportSource(session(), {});
    const auto content = exported(source, ExportFormat::Text, {});
    QVERIFY(content);
    QVERIFY2(content->contains(path.toUtf8()), content->constData());
    const QString command = exportCommand(source, ExportFormat::Text, {}, {});
    QCOMPARE(written(command), *content);
}

void ExportingTest::aPngSaysWhereItComesFrom()
{
    QVERIFY(session().open(
        QStringLiteral(RACEWALK_RESOURCES_DIR "/scenarios/inode/inode-teardown.race")));
    session().setVariant(variantNamed(session(), "rcu_lookup"));
    QVERIFY(session().replay(QStringLiteral("lookup*2 evict")));
    const auto content = exported(exportSource(session(), {}), ExportFormat::Png, {});
    QVERIFY(content);
    const QImage image = QImage::fromData(*content);
    QVERIFY(!image.isNull());
    const auto text = [&](const char *key) { return image.text(QString::fromLatin1(key)); };
    QCOMPARE(text("Scenario"), QStringLiteral("inode-teardown.race"));
    QCOMPARE(text("Variant"), QStringLiteral("rcu_lookup"));
    QCOMPARE(text("Parameters"), QStringLiteral("lookups = 1"));
    QCOMPARE(text("Memory model"), QStringLiteral("sc"));
    QCOMPARE(text("Schedule"), QStringLiteral("lookup*2 evict"));
    QVERIFY(text("Software").startsWith(QLatin1String("Racewalk ")));
    QCOMPARE(text("Comment").trimmed(),
             QStringLiteral("racewalk replay inode-teardown.race --variant rcu_lookup --schedule "
                            "'lookup*2 evict'"));
}

} // namespace racewalk::desktop

QTEST_MAIN(racewalk::desktop::ExportingTest)
#include "exporting_test.moc"

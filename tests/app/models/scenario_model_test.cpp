// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QDir>
#include <QSettings>
#include <QTest>

#include "app/buffered_scenarios.h"
#include "desktop/base/settings.h"
#include "desktop/models/list_roles.h"
#include "desktop/models/scenario_model.h"

namespace racewalk::desktop {

class ScenarioModelTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void rowsSayFamilyTitleNameAndWhatIsTaught();
    void aFileThatHasChangedIsReadAgain();
    void theOpenScenarioIsFound();

private:
    QTemporaryDir m_folder;
    QStringList rows(const ScenarioModel &model) const
    {
        QStringList texts;
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex index = model.index(row);
            texts << QStringList{index.data(SectionRole).toString(), index.data().toString(),
                                 index.data(DetailRole).toString(), index.data(LineRole).toString()}
                         .join(QLatin1String(" / "));
        }
        return texts;
    }
};

void ScenarioModelTest::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("racewalk"));
    QCoreApplication::setApplicationName(QStringLiteral("racewalk-scenario-model-test"));
    QSettings().clear();
    qputenv("RACEWALK_DATA_DIR", m_folder.path().toUtf8());
    const QDir folder(m_folder.path());
    QVERIFY(folder.mkpath(QStringLiteral("scenarios/classroom")));
    QVERIFY(folder.mkpath(QStringLiteral("scenarios/locks")));
    writeScenario(m_folder, QStringLiteral("scenarios/classroom/store-buffering.race"),
                  storeBuffering);
    writeScenario(m_folder, QStringLiteral("scenarios/classroom/broken.race"), "thread a {");
    writeScenario(m_folder, QStringLiteral("scenarios/locks/locked.race"), lockedStores);
    settings::addRecentFile(
        writeScenario(m_folder, QStringLiteral("mine.race"), "thread a {\n}\n"));
}

void ScenarioModelTest::rowsSayFamilyTitleNameAndWhatIsTaught()
{
    ScenarioModel model(nullptr);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.reload();
    QCOMPARE(
        rows(model),
        (QStringList{QStringLiteral("Classroom / broken / broken / "),
                     QStringLiteral("Classroom / Store buffering / store-buffering / Two threads "
                                    "store, then look."),
                     QStringLiteral("Locks / Locked stores / locked / "),
                     QStringLiteral("Recent files / mine.race /  / %1").arg(m_folder.path())}));
}

void ScenarioModelTest::aFileThatHasChangedIsReadAgain()
{
    ScenarioModel model(nullptr);
    model.reload();
    QCOMPARE(model.index(2).data().toString(), QStringLiteral("Locked stores"));
    const QString path =
        writeScenario(m_folder, QStringLiteral("scenarios/locks/locked.race"),
                      "scenario \"Other words\";\nabout \"More. And more.\";\nthread a {\n}\n");
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(5),
                             QFileDevice::FileModificationTime));
    file.close();
    model.reload();
    QCOMPARE(rows(model)[2], QStringLiteral("Locks / Other words / locked / More."));
}

void ScenarioModelTest::theOpenScenarioIsFound()
{
    ScenarioModel model(nullptr);
    model.reload();
    QCOMPARE(model.rowOf(m_folder.filePath(QStringLiteral("mine.race"))), 3);
    QCOMPARE(model.rowOf(m_folder.filePath(QStringLiteral("scenarios/locks/locked.race"))), 2);
    QCOMPARE(model.rowOf(QStringLiteral("/nowhere.race")), -1);
}

} // namespace racewalk::desktop

QTEST_GUILESS_MAIN(racewalk::desktop::ScenarioModelTest)
#include "scenario_model_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QLabel>
#include <QRegularExpression>
#include <QSettings>
#include <QTest>

#include "app/session/session_fixture.h"
#include "app/views/window_harness.h"

#include "desktop/views/panes/code_pane.h"

namespace racewalk::desktop {

class LinesWindowTest final : public QObject, private SessionFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void aKeyFindsThemAndHidesThemAgain();
    void theyAreMarkedAtTheLeftOfTheCode();
    void anotherVariantHasNone();
    void theOutcomesListThemOnRequest();
    void aClickListsAllOfThem();

private:
    /// The lines of the first card's code that are read as load-bearing.
    QStringList marked();
    QString actionText();
    bool find();
    void openOutcomes(const char *name, const char *text);
    QString linesText() { return shown().find<QLabel>("linesText")->text(); }
    std::unique_ptr<WindowHarness> m_harness;
    WindowHarness &shown() { return *m_harness; }
};

void LinesWindowTest::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("racewalk"));
    QCoreApplication::setApplicationName(QStringLiteral("racewalk-lines-window-test"));
    qputenv("RACEWALK_DATA_DIR", RACEWALK_RESOURCES_DIR);
}

void LinesWindowTest::init()
{
    QSettings().clear();
    m_harness = std::make_unique<WindowHarness>(inodePath);
    QVERIFY(shown().show());
    shown().pickVariant("rcu_recheck");
}

QStringList LinesWindowTest::marked()
{
    QStringList lines;
    const auto *code = shown().find<CodePane>("code1");
    for (int row = 0; row < code->accessibleRowCount(); ++row)
        if (const QString text = code->accessibleRowText(row);
            text.contains(QLatin1String(", load-bearing")))
            lines << text;
    return lines;
}

QString LinesWindowTest::actionText()
{
    return shown().find<QAction>("actionLines")->text().remove(QLatin1Char('&'));
}

bool LinesWindowTest::find()
{
    shown().press(Qt::Key_L);
    return QTest::qWaitFor([this] { return shown().session().lines().report() != nullptr; },
                           60'000);
}

/// Opens a scenario and waits for its verdict.
void LinesWindowTest::openOutcomes(const char *name, const char *text)
{
    shown().window().openFile(write(QString::fromLatin1(name), text));
    QVERIFY2(shown().session().path().endsWith(QString::fromLatin1(name)),
             qPrintable(shown().message()));
    shown().press(Qt::Key_3, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(shown().session().search().isIdle(), 120'000);
}

void LinesWindowTest::aKeyFindsThemAndHidesThemAgain()
{
    QCOMPARE(actionText(), QStringLiteral("Find load-bearing lines"));
    QVERIFY(marked().isEmpty());
    shown().press(Qt::Key_L);
    QCOMPARE(actionText(), QStringLiteral("Stop finding load-bearing lines"));
    QVERIFY(
        shown().accessibleName("statusStrip").startsWith(QLatin1String("Load-bearing lines: ")));
    QTRY_COMPARE_WITH_TIMEOUT(actionText(), QStringLiteral("Hide load-bearing lines"), 60'000);
    QVERIFY(shown().message().contains(QLatin1String("load-bearing lines are marked")));
    QVERIFY(!shown().accessibleName("statusStrip").contains(QLatin1String("Load-bearing")));
    QCOMPARE(marked().filter(QStringLiteral("if (!inode->hashed) {")),
             QStringList(
                 QStringLiteral("if (!inode->hashed) {, added, load-bearing against a failure")));
    QCOMPARE(marked().filter(QStringLiteral("return inode;")),
             QStringList(QStringLiteral("return inode;, load-bearing")));
    QVERIFY(marked().filter(QStringLiteral("schedule()")).isEmpty());
    shown().press(Qt::Key_L);
    QCOMPARE(actionText(), QStringLiteral("Find load-bearing lines"));
    QVERIFY(marked().isEmpty());
}

void LinesWindowTest::theyAreMarkedAtTheLeftOfTheCode()
{
    auto *code = shown().find<CodePane>("code1");
    /// Pixels of that colour in a column of them.
    const auto pixels = [&](int x, Token token) {
        const QImage image = code->viewport()->grab().toImage();
        const QColor wanted = shown().appearance().theme().color(token);
        int count = 0;
        for (int y = 0; y < image.height(); ++y)
            count += image.pixelColor(x, y).rgb() == wanted.rgb() ? 1 : 0;
        return count;
    };
    QCOMPARE(pixels(1, Token::OpenEdge), 0);
    QCOMPARE(pixels(1, Token::Doom), 0);
    QVERIFY(find());
    QVERIFY(pixels(1, Token::OpenEdge) > 30);
    QVERIFY(pixels(1, Token::Doom) > 30);
    QCOMPARE(pixels(3, Token::OpenEdge), 0); // the other one is wider
    QVERIFY(pixels(3, Token::Doom) > 30);
}

void LinesWindowTest::anotherVariantHasNone()
{
    QVERIFY(find());
    QVERIFY(!marked().isEmpty());
    shown().press(Qt::Key_V);
    QVERIFY(marked().isEmpty());
    QCOMPARE(actionText(), QStringLiteral("Find load-bearing lines"));
}

void LinesWindowTest::theOutcomesListThemOnRequest()
{
    openOutcomes("tiny.race", "scenario \"Tiny\"; spinlock_t l; int x;\n"
                              "thread t[2] {\n    spin_lock(&l);\n    x = x + 1;\n"
                              "    spin_unlock(&l);\n}\nfinal(x == 2);\n");
    QCOMPARE(shown().text("findLines"), QStringLiteral("Find load-bearing lines"));
    shown().click("findLines");
    QCOMPARE(shown().text("findLines"), QStringLiteral("Cancel"));
    QVERIFY(shown().find<QWidget>("linesProgress")->isVisible());
    shown().click("findLines");
    QVERIFY(!shown().session().lines().isSearching());
    shown().click("findLines");
    QTRY_VERIFY_WITH_TIMEOUT(shown().session().lines().report() != nullptr, 60'000);
    QVERIFY2(linesText().contains(QStringLiteral("Line 3: spin_lock(&l);")),
             qPrintable(linesText()));
    QCOMPARE(shown().text("findLines"), QStringLiteral("Hide"));
    shown().click("findLines");
    QVERIFY(shown().session().lines().report() == nullptr);
}

void LinesWindowTest::aClickListsAllOfThem()
{
    const auto listed = [this] {
        return linesText()
            .split(QLatin1Char('\n'))
            .filter(QRegularExpression(QStringLiteral("^Line [0-9]+: ")));
    };
    shown().press(Qt::Key_3, Qt::ControlModifier);
    auto *all = shown().button("allLines");
    QVERIFY(all->isHidden());
    QVERIFY(find());
    const auto count =
        static_cast<qsizetype>(loadBearingLines(*shown().session().lines().report()).size());
    QVERIFY(count > 6);
    QCOMPARE(listed().size(), 6);
    QCOMPARE(shown().text("allLines"), QStringLiteral("All %1 lines").arg(count));
    const QStringList first = listed();
    shown().click("allLines");
    QCOMPARE(listed().size(), count);
    QCOMPARE(listed().first(6), first);
    QCOMPARE(shown().text("allLines"), QStringLiteral("First 6 lines"));
    // Another search in this scenario shows them all, too.
    shown().pickVariant("hash_lock");
    QVERIFY(all->isHidden());
    QVERIFY(find());
    QVERIFY(listed().size() > 6);
    shown().click("allLines");
    QCOMPARE(listed().size(), 6);
    shown().click("allLines");
    openOutcomes("tiny.race", "scenario \"Tiny\"; int x;\nthread t[2] {\n    x = 1;\n}\n");
    shown().window().openFile(inodePath);
    QVERIFY(find());
    QCOMPARE(listed().size(), 6);
}

} // namespace racewalk::desktop

QTEST_MAIN(racewalk::desktop::LinesWindowTest)
#include "lines_window_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Walks the window as the pages say, word by word: each test follows a part of a page, does what it
// says and asserts what it promises. A key or button that the part names and the test does not
// follow is a failure, so that neither can change alone.
#include <QAction>
#include <QClipboard>
#include <QDialog>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include "app/views/window_harness.h"
#include "desktop/views/main_window.h"

#include <set>

namespace racewalk::desktop {
namespace {

QString textOf(const QString &path)
{
    QFile file(QStringLiteral(RACEWALK_SOURCE_DIR "/") + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The text between two marks, with single blanks between its words.
QString part(const QString &page, const char *begin, const char *end)
{
    const QString text = textOf(page);
    const qsizetype first = text.indexOf(QLatin1String(begin));
    return first < 0
               ? QString()
               : text.mid(first, text.indexOf(QLatin1String(end), first + 1) - first).simplified();
}

QString blockOf(const QString &page, const char *note)
{
    const QString text = textOf(page);
    const QString fence = QLatin1String("```") + QLatin1String(note) + QLatin1Char('\n');
    const qsizetype first = text.indexOf(fence) + fence.size();
    return text.mid(first, text.indexOf(QLatin1String("```"), first) - first);
}

} // namespace

class PagesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theReadmesTourLeadsWhereItSays();
    void theFirstScenarioIsWalkedWithTheKeysOfItsPage();
    void theFirstScenarioIsShownAsItsPageSays();
    void theGuideNamesEveryKeyOfTheWindow();
    void theListOfKeysNamesEveryKeyOfTheWindow();

private:
    /// Whether the page goes on with this; what stands before it was skipped.
    bool says(const char *phrase)
    {
        const QString text = QString::fromLatin1(phrase);
        const qsizetype at = m_page.indexOf(text, m_read);
        if (at < 0)
            return false;
        m_skipped += m_page.mid(m_read, at - m_read);
        m_read = at + text.size();
        return true;
    }
    /// What says() skipped, that names a key, a button or a text of the window.
    QString notFollowed()
    {
        static const QRegularExpression name(QStringLiteral("`[^`]*`|\\*\\*[^*]*\\*\\*"));
        QStringList names;
        for (auto match = name.globalMatch(m_skipped + m_page.mid(m_read)); match.hasNext();)
            names << match.next().captured();
        return names.join(QLatin1Char(' '));
    }
    void read(const QString &text)
    {
        m_page = text;
        m_skipped.clear();
        m_read = 0;
    }
    std::set<QString> keysOfActions()
    {
        std::set<QString> keys;
        for (const QAction *action : shown().window().actions())
            if (!action->shortcut().isEmpty())
                keys.insert(action->shortcut().toString());
        return keys;
    }
    bool open(const QString &path)
    {
        m_harness = std::make_unique<WindowHarness>(path);
        return shown().show();
    }
    /// Presses a digit until the button of thread `number` says `words`; false if it never does.
    bool pressUntil(std::size_t digit, Qt::KeyboardModifiers modifiers, std::size_t number,
                    const char *words)
    {
        for (int presses = 0; presses < 50; ++presses) {
            if (buttonSays(number, words))
                return true;
            shown().pressDigit(digit, modifiers);
        }
        return false;
    }
    bool buttonSays(std::size_t number, const char *words)
    {
        return shown().stepButton(number).contains(QLatin1String(words));
    }
    QString row() { return shown().accessibleDescription("timeline"); }
    WindowHarness &shown() { return *m_harness; }

    std::unique_ptr<WindowHarness> m_harness;
    QString m_page, m_skipped;
    qsizetype m_read = 0;
};

void PagesTest::theReadmesTourLeadsWhereItSays()
{
    read(part(QStringLiteral("README.md"), "1. `app/run`.", "In CI,"));

    QVERIFY(says("1. `app/run`. The window shows the threads `lookup` and `evict`"));
    QVERIFY(
        textOf(QStringLiteral("app/run"))
            .contains(QLatin1String("exec \"$racewalk\" inode-teardown --variant rcu_lookup\n")));
    QVERIFY(open(QStringLiteral(RACEWALK_RESOURCES_DIR "/scenarios/inode/inode-teardown.race")));
    shown().pickVariant("rcu_lookup");
    QVERIFY(shown().card(1).startsWith(QLatin1String("lookup")));
    QVERIFY(shown().card(2).startsWith(QLatin1String("evict")));
    QVERIFY(says("an empty timeline, in the variant **RCU lookup**"));
    QCOMPARE(row(), QStringLiteral("No steps yet"));
    QCOMPARE(shown().chosenVariant(), QStringLiteral("RCU lookup"));
    QVERIFY(says("The pill at the bottom right says **Hang reachable - 2 context switches**."));
    QCOMPARE(shown().text("verdict"), QStringLiteral("Hang reachable - 2 context switches"));

    QVERIFY(says("2. Press `1` twice: the lookup finds the inode."));
    shown().pressDigit(1);
    shown().pressDigit(1);
    QVERIFY2(row().startsWith(QLatin1String("Step 2, lookup, ")), qPrintable(row()));
    QVERIFY2(row().contains(QLatin1String("found")), qPrintable(row()));
    QVERIFY(says("Press `2`: each press is one step of `evict`."));
    shown().pressDigit(2);
    QVERIFY2(row().startsWith(QLatin1String("Step 3, evict, ")), qPrintable(row()));
    QVERIFY(says("The strip below the threads shows what the step changed"));
    QVERIFY2(shown().accessibleDescription("sharedTiles").contains(QLatin1String("evict")),
             qPrintable(shown().accessibleDescription("sharedTiles")));
    QVERIFY(says("the step buttons say where each step leads: **Safe**, **May hang** or **Hang "
                 "inevitable**."));
    QVERIFY(buttonSays(2, "May hang"));

    QVERIFY(says("3. Press `2` until its button says **Point of no return**."));
    QVERIFY(pressUntil(2, {}, 2, "Point of no return"));
    QVERIFY(says("The button of `lookup` says **Safe**"));
    QVERIFY(buttonSays(1, "Safe"));
    const std::size_t before = shown().session().run().position();
    QVERIFY(says("Press `2` once more"));
    shown().pressDigit(2);
    QVERIFY(says("every run from here ends in the hang"));
    QCOMPARE(shown().session().fateOf(shown().session().run().state()), Fate::Doomed);
    QVERIFY(says("Press `Shift+2` until `evict` is **Done**"));
    QVERIFY(pressUntil(2, Qt::ShiftModifier, 2, "Done"));
    QVERIFY(buttonSays(1, "Hang inevitable"));
    QVERIFY(says("then `Shift+1` until `lookup` is **Asleep forever**."));
    QVERIFY(pressUntil(1, Qt::ShiftModifier, 1, "Asleep forever"));
    QCOMPARE(shown().session().machine().standing(shown().session().run().state()), Standing::Hang);
    const std::size_t hang = shown().session().run().position();

    QVERIFY(says("4. Press `Left` until the button of `evict` says **Point of no return** again."));
    for (std::size_t presses = 0; presses < hang && !buttonSays(2, "Point of no return"); ++presses)
        shown().press(Qt::Key_Left);
    QCOMPARE(shown().session().run().position(), before);
    QVERIFY(says("Press `1` this time: from here no hang is reachable."));
    shown().pressDigit(1);
    QCOMPARE(shown().session().fateOf(shown().session().run().state()), Fate::Safe);
    QVERIFY(says("The list above the timeline now shows **2 walks**"));
    QCOMPARE(shown().text("walks"), QStringLiteral("2 walks"));
    QVERIFY(says("the first one is kept, and `[` goes back to it."));
    shown().press(Qt::Key_BracketLeft);
    QCOMPARE(shown().session().walks().current(), std::size_t{0});

    QVERIFY(says("5. Press `F` to load the hang with the fewest context switches"));
    shown().press(Qt::Key_F);
    QVERIFY(shown().message().contains(QLatin1String("2 context switches")));
    QVERIFY(says("and `Right` until its end."));
    while (shown().button("forward")->isEnabled())
        shown().press(Qt::Key_Right);
    QVERIFY(buttonSays(1, "Asleep forever"));
    QVERIFY(says("Choose **RCU + recheck**: the same schedule now ends with the early return."));
    shown().pickVariant("rcu_recheck");
    QCOMPARE(shown().chosenVariant(), QStringLiteral("RCU + recheck"));
    QVERIFY(buttonSays(1, "Done"));
    QVERIFY(says("**Tours** in the tool bar tells both stories in words, and `P` shows them on the "
                 "whole screen."));
    shown().press(Qt::Key_P);
    auto *present = shown().find<QWidget>("presentWindow");
    QVERIFY(present && QTest::qWaitForWindowExposed(present));
    QTest::keyClick(present, Qt::Key_Escape);
    QTRY_VERIFY(!shown().find<QWidget>("presentWindow"));
    auto *tours = shown().find<QMenu>("toursMenu");
    QVERIFY(shown().button("tours")->isVisible());
    QCOMPARE(shown().accessibleName("tours"), QStringLiteral("Tours"));
    QVERIFY(tours->actions().value(0)->text().endsWith(
        QLatin1String("The lookup sleeps after the wakeup")));
    QVERIFY(tours->actions().value(1)->text().endsWith(QLatin1String("The lookup returns early")));

    QVERIFY(says("6. `Ctrl+2` shows every state that the program can reach, as a graph."));
    shown().press(Qt::Key_2, Qt::ControlModifier);
    QVERIFY(shown().find<QWidget>("graph")->isVisible());
    QVERIFY(says("`Ctrl+3` shows how it can end"));
    shown().press(Qt::Key_3, Qt::ControlModifier);
    QVERIFY(shown().find<QWidget>("outcomes")->isVisible());
    QVERIFY(says("`C` shows the same schedule in two variants side by side"));
    shown().press(Qt::Key_C);
    QVERIFY(shown().find<QWidget>("compareView")->isVisible());
    QVERIFY(says("`C` again closes it."));
    shown().press(Qt::Key_C);
    QVERIFY(!shown().find<QWidget>("compareView")->isVisible());

    QVERIFY(says("7. `E` exports the run: **Commit diagram** is chosen, `Enter` copies it for a "
                 "commit message and `Esc` closes the dialog."));
    shown().press(Qt::Key_E);
    auto *dialog = shown().find<QDialog>("exportDialog");
    QVERIFY(dialog);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("CPU0 (lookup)")));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!shown().find<QDialog>("exportDialog"));
    // What follows is for a shell: tests/docs runs it.
    QVERIFY(says("One command prints it, too (`cmake --install build/release` puts `racewalk` into "
                 "the path"));
    QVERIFY(says("```console $ alias racewalk=$PWD/build/release/bin/racewalk $ racewalk export "
                 "inode-teardown text --variant rcu_lookup --find hang -o -"));
    QVERIFY(says("```"));
    QCOMPARE(notFollowed(), QString());
}

void PagesTest::theFirstScenarioIsWalkedWithTheKeysOfItsPage()
{
    const QString page = QStringLiteral("docs/first-scenario.md");
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("remove.race")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(blockOf(page, "c remove.race").toUtf8());
    file.close();
    read(part(page, "In the window you do the same", "## Fix it"));

    QVERIFY(says("you do the same with keys: `racewalk remove.race` opens it, `1` and `2` step the "
                 "threads"));
    QVERIFY(open(file.fileName()));
    for (const std::size_t digit : {2, 2, 1, 2}) // as remove*2 interrupt! remove!, above it
        shown().pressDigit(digit);
    QCOMPARE(shown().session().scheduleText(), QStringLiteral("remove*2 interrupt remove"));
    QVERIFY(buttonSays(1, "Done"));
    QVERIFY(buttonSays(2, "Done"));
    QVERIFY(says("`Left` goes back."));
    for (int presses = 0; presses < 4; ++presses)
        shown().press(Qt::Key_Left);
    QCOMPARE(shown().text("counter"), QStringLiteral("0 / 4"));
    QVERIFY(says("The step buttons show the fate of the state that each step leads to, and the "
                 "*point of no return* is marked."));
    shown().pressDigit(1);
    QVERIFY2(buttonSays(1, "May fail"), qPrintable(shown().stepButton(1)));
    QVERIFY(pressUntil(2, {}, 2, "Point of no return"));
    QCOMPARE(notFollowed(), QString());
}

void PagesTest::theFirstScenarioIsShownAsItsPageSays()
{
    const QString page = QStringLiteral("docs/first-scenario.md");
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("ordered.race")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(blockOf(page, "c ordered.race").toUtf8());
    file.close();
    read(part(page, "The window, with the tour", "- [guide.md]"));

    QVERIFY(says("The window, with the tour (key `T`) and the export dialog (key `E`):"));
    QVERIFY(says("```sh racewalk ordered.race ```"));
    QVERIFY(open(file.fileName()));
    shown().press(Qt::Key_T);
    auto *tours = shown().find<QMenu>("toursMenu");
    QVERIFY(tours->isVisible() && !tours->actions().isEmpty());
    tours->close();
    shown().press(Qt::Key_E);
    auto *dialog = shown().find<QDialog>("exportDialog");
    QVERIFY(dialog && dialog->isVisible());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!shown().find<QDialog>("exportDialog"));
    QVERIFY(says("In the window, choose a variant in the toolbar: the same schedule is replayed "
                 "there as far as possible. `F` loads the failure."));
    shown().press(Qt::Key_F);
    shown().press(Qt::Key_End);
    const QString schedule = shown().session().scheduleText();
    QVERIFY(!schedule.isEmpty());
    shown().click("variant2");
    QCOMPARE(shown().session().program().variant, std::string("counted"));
    QVERIFY(schedule.startsWith(shown().session().scheduleText().left(9)));
    QCOMPARE(notFollowed(), QString());
}

void PagesTest::theListOfKeysNamesEveryKeyOfTheWindow()
{
    QVERIFY(open(QStringLiteral(RACEWALK_RESOURCES_DIR "/scenarios/inode/inode-teardown.race")));
    QTest::keyClick(&shown().window(), Qt::Key_F1);
    const auto *list = shown().window().findChild<QDialog *>(QStringLiteral("keyList"));
    QVERIFY(list);
    std::set<QString> named, there = keysOfActions();
    static const QRegularExpression between(QStringLiteral(", | \\.\\.\\. "));
    for (const QLabel *label : list->findChildren<QLabel *>(QStringLiteral("key")))
        for (const QString &key : label->text().split(between))
            named.insert(key);
    // The window takes digits by their place on the keyboard, without an action.
    for (const char *before : {"", "Shift+", "Alt+"})
        for (const char *digit : {"1", "9", "0"})
            there.insert(QLatin1String(before) + QLatin1String(digit));
    QCOMPARE(QStringList(named.begin(), named.end()), QStringList(there.begin(), there.end()));
}

void PagesTest::theGuideNamesEveryKeyOfTheWindow()
{
    QVERIFY(open(QStringLiteral(RACEWALK_RESOURCES_DIR "/scenarios/inode/inode-teardown.race")));
    const QString table = part(QStringLiteral("docs/guide.md"), "## Keys", "If you go back");
    std::set<QString> named, there = keysOfActions();
    static const QRegularExpression key(QStringLiteral("`([^`]+)`"));
    for (auto match = key.globalMatch(table); match.hasNext();)
        named.insert(match.next().captured(1));
    // The window takes digits by their place on the keyboard, without an action.
    there.insert({QStringLiteral("1"), QStringLiteral("9"), QStringLiteral("0"),
                  QStringLiteral("Shift"), QStringLiteral("Alt")});
    QCOMPARE(QStringList(named.begin(), named.end()), QStringList(there.begin(), there.end()));
}

} // namespace racewalk::desktop

QTEST_MAIN(racewalk::desktop::PagesTest)
#include "pages_test.moc"

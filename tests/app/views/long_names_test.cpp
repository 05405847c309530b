// SPDX-License-Identifier: GPL-3.0-or-later
// Names that are longer than their room: shortened at their parts, never within one.
#include <QRegularExpression>
#include <QScrollBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include "app/views/shown_texts.h"
#include "app/views/window_harness.h"
#include "desktop/session/comparing.h"
#include "desktop/views/panes/code_pane.h"

#include <algorithm>
#include <array>

namespace racewalk::desktop {
namespace {

const char *const longNames = R"(
scenario "A title that goes on for much longer than any picker or card has room";
variant a_variant_whose_name_is_longer_than_its_picker;
variant another_variant_whose_name_is_longer_than_its_picker;
spinlock_t a_lock_with_an_extremely_long_name_indeed;
int a_counter_whose_name_is_longer_than_its_column;
void a_function_whose_name_is_longer_than_a_card(int an_argument_whose_name_is_long_as_well)
{
    spin_lock(&a_lock_with_an_extremely_long_name_indeed);
#if another_variant_whose_name_is_longer_than_its_picker
    spin_lock(&a_lock_with_an_extremely_long_name_indeed);
#endif
    a_counter_whose_name_is_longer_than_its_column++;
    spin_unlock(&a_lock_with_an_extremely_long_name_indeed);
}
thread a_thread_with_an_extremely_long_name_indeed_worker {
    a_function_whose_name_is_longer_than_a_card(1);
}
thread another_thread_with_an_extremely_long_name_indeed_waker {
    a_function_whose_name_is_longer_than_a_card(2);
}
)";

const QStringList identifiers{
    QStringLiteral("a_variant_whose_name_is_longer_than_its_picker"),
    QStringLiteral("another_variant_whose_name_is_longer_than_its_picker"),
    QStringLiteral("a_lock_with_an_extremely_long_name_indeed"),
    QStringLiteral("a_counter_whose_name_is_longer_than_its_column"),
    QStringLiteral("a_function_whose_name_is_longer_than_a_card"),
    QStringLiteral("an_argument_whose_name_is_long_as_well"),
    QStringLiteral("a_thread_with_an_extremely_long_name_indeed_worker"),
    QStringLiteral("another_thread_with_an_extremely_long_name_indeed_waker")};

/// Whether a word is made of whole parts of an identifier, or has nothing to do with one. Short
/// words are those of sentences.
bool isWhole(const QString &word)
{
    if (word.size() < 7 && !word.contains(u'_'))
        return true;
    bool isPart = false;
    for (const QString &name : identifiers)
        for (qsizetype at = name.indexOf(word); at >= 0; at = name.indexOf(word, at + 1)) {
            isPart = true;
            const qsizetype end = at + word.size();
            const auto isSeam = [&name](qsizetype place) {
                return place == 0 || place == name.size() || name[place - 1] == u'_' ||
                       name[place] == u'_';
            };
            if (isSeam(at) && isSeam(end))
                return true;
        }
    return !isPart;
}

/// The first text of a widget that has a word which is cut; empty if there is none.
QString cutText(QWidget &widget)
{
    static const QRegularExpression words(QStringLiteral("[A-Za-z_][A-Za-z0-9_]*"));
    for (const ShownText &shown : shownTexts(widget)) {
        for (auto word = words.globalMatch(shown.text); word.hasNext();)
            if (const QString found = word.next().captured(); !isWhole(found))
                return widget.objectName() + QStringLiteral(": ") + shown.text;
    }
    return {};
}

/// The first text of a widget that goes beyond its right edge; empty if there is none.
QString hiddenText(QWidget &widget)
{
    for (const ShownText &shown : shownTexts(widget))
        if (shown.right > widget.width() + 1)
            return widget.objectName() + QStringLiteral(": ") + shown.text;
    return {};
}

struct Size {
    const char *name;
    QSize size;
    double textSize;
};
constexpr std::array sizes{Size{"1440x900", {1440, 900}, 1}, Size{"1024x700", {1024, 700}, 1},
                           Size{"1280x720, 150 %", {1280, 720}, 1.5}};

} // namespace

class LongNamesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void textsAreFound();
    void controlsShowWholeParts_data();
    void controlsShowWholeParts();
    void compareShowsWholeParts_data();
    void compareShowsWholeParts();
    void theSidesOfACompareStayWhileTheRowsScroll();
    void aNameInSharedStateIsWholeWhereItsValueLeavesRoom();

private:
    void setSize(const Size &size)
    {
        shown().appearance().setTextSize(size.textSize);
        shown().window().resize(size.size);
        QTest::qWait(50);
    }
    bool compare()
    {
        shown().press(Qt::Key_C);
        return QTest::qWaitFor([this] { return !shown().window().comparing().isWorking(); },
                               60'000);
    }
    QWidget &widget(const char *name) { return *shown().find<QWidget>(name); }
    WindowHarness &shown() { return *m_harness; }

    QTemporaryDir m_folder;
    std::unique_ptr<WindowHarness> m_harness;
};

void LongNamesTest::init()
{
    QSettings().clear();
    const QString path = m_folder.filePath(QStringLiteral("long_names.race"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(longNames);
    file.close();
    m_harness = std::make_unique<WindowHarness>(path);
    QVERIFY(shown().show());
    shown().pickVariant("a_variant_whose_name_is_longer_than_its_picker");
    shown().session().runThread(ThreadId{0});
    shown().session().renameWalk(0, identifiers.front());
    shown().session().jump(1); // holds the lock, which the other thread then waits for
    shown().session().take(shown().session().stepsOf(ThreadId{0}).front());
    shown().session().jump(0);
    shown().session().take(shown().session().stepsOf(ThreadId{1}).front());
    shown().session().renameWalk(1, identifiers.back());
    QVERIFY(shown().search());
}

void LongNamesTest::textsAreFound()
{
    QVERIFY(isWhole(QStringLiteral("extremely_long_name")));
    QVERIFY(!isWhole(QStringLiteral("tremely_long_name")));
    QVERIFY(!isWhole(QStringLiteral("a_counter_who")));
    QVERIFY(isWhole(QStringLiteral("spin_lock")));
    const std::vector<ShownText> texts = shownTexts(widget("threadCard1"));
    const auto has = [&](const QString &part) {
        return std::ranges::any_of(texts,
                                   [&](const ShownText &each) { return each.text.contains(part); });
    };
    QVERIFY(has(QStringLiteral("indeed_worker")));
    QVERIFY(has(QStringLiteral("spin_lock(")));
    QVERIFY(has(QStringLiteral("Holds")));
}

void LongNamesTest::controlsShowWholeParts_data()
{
    QTest::addColumn<int>("number");
    for (std::size_t number = 0; number < sizes.size(); ++number)
        QTest::newRow(sizes[number].name) << static_cast<int>(number);
}

void LongNamesTest::controlsShowWholeParts()
{
    QFETCH(int, number);
    setSize(sizes[static_cast<std::size_t>(number)]);
    for (const char *name : {"threadCard1", "threadCard2", "step1", "step2", "sharedState",
                             "toolBar", "verdict", "timelineHeader", "timeline", "statusStrip"})
        QVERIFY2(cutText(widget(name)).isEmpty(), qPrintable(cutText(widget(name))));
    for (const char *name : {"code1", "code2"}) {
        QWidget &code = *shown().find<CodePane>(name)->viewport();
        QVERIFY2(hiddenText(code).isEmpty(), qPrintable(hiddenText(code)));
    }
    for (const char *name : {"step1", "step2", "threadCard1", "threadCard2"})
        QVERIFY2(hiddenText(widget(name)).isEmpty(), qPrintable(hiddenText(widget(name))));
    QCOMPARE(shown().session().walks().size(), std::size_t{2});
    QVERIFY(widget("branchBar").isVisible());
    for (const Qt::Key key : {Qt::Key_1, Qt::Key_2, Qt::Key_3}) {
        shown().press(key, Qt::ControlModifier);
        QTest::qWait(50);
        QVERIFY2(cutText(shown().window()).isEmpty(), qPrintable(cutText(shown().window())));
    }
}

void LongNamesTest::compareShowsWholeParts_data()
{
    controlsShowWholeParts_data();
}

void LongNamesTest::compareShowsWholeParts()
{
    QFETCH(int, number);
    setSize(sizes[static_cast<std::size_t>(number)]);
    QVERIFY(compare());
    QTest::qWait(50);
    QVERIFY2(cutText(shown().window()).isEmpty(), qPrintable(cutText(shown().window())));
    for (const char *name : {"leftSubject", "rightSubject", "compareHead", "differenceTable"})
        QVERIFY2(hiddenText(widget(name)).isEmpty(), qPrintable(hiddenText(widget(name))));
    if (number == 0)
        QCOMPARE(shownTexts(widget("leftSubject")).front().text, identifiers.front());
}

void LongNamesTest::aNameInSharedStateIsWholeWhereItsValueLeavesRoom()
{
    shown().window().openFile(
        QStringLiteral(RACEWALK_RESOURCES_DIR "/scenarios/classroom/abba.race"));
    setSize(sizes.front());
    QStringList texts;
    for (const ShownText &each : shownTexts(widget("sharedState")))
        texts << each.text;
    for (const char *name : {"accounts[0].balance", "accounts[1].balance"})
        QVERIFY2(texts.contains(QLatin1String(name)), qPrintable(texts.join(u'|')));
}

void LongNamesTest::theSidesOfACompareStayWhileTheRowsScroll()
{
    setSize(sizes[2]);
    QVERIFY(compare());
    auto *bar = shown().find<QScrollBar>("compareHorizontalBar");
    QVERIFY(bar->maximum() > 0);
    bar->setValue(0);
    shown().press(Qt::Key_Right, Qt::AltModifier);
    QVERIFY(bar->value() > 0);
    QWidget &head = widget("compareHead");
    const auto places = [&] {
        return std::array{widget("leftSubject").geometry(), widget("rightSubject").geometry()};
    };
    for (const int value : {0, bar->maximum()}) {
        bar->setValue(value);
        for (const QRect &place : places()) {
            QVERIFY(head.rect().contains(place));
            QVERIFY(place.width() >= 200);
        }
        // Two names, two endings.
        const auto texts = shownTexts(head);
        QCOMPARE(texts.size(), std::size_t{4});
        for (const ShownText &each : texts)
            QVERIFY2(each.left >= 0 && each.right <= head.width(), qPrintable(each.text));
    }
}

} // namespace racewalk::desktop

QTEST_MAIN(racewalk::desktop::LongNamesTest)
#include "long_names_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Where the keyboard is, and what a key says that can do nothing.
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QMenu>
#include <QSettings>
#include <QSpinBox>
#include <QStyle>
#include <QStyleOptionSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

#include "app/views/window_harness.h"

namespace racewalk::desktop {
namespace {

const QString inodePath =
    QStringLiteral(RACEWALK_RESOURCES_DIR "/scenarios/inode/inode-teardown.race");

} // namespace

class KeyboardTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void atTheStartTheKeyboardIsOnTheSteps();
    void enterAndEscInAFieldGoBackToTheSteps();
    void theArrowsOfAFieldLeaveTheKeyboardWithTheSteps();
    void ctrlZInAFieldIsTheWindows();
    void aStepButtonThatBlocksKeepsTheKeyboardInItsCard();
    void aKeyOfABlockedThreadSaysWhyItDoesNothing();
    void aKeyWithoutAThreadOrAStoreSaysSo();
    void theTenthThreadHasAKey();
    void textIsMadeLargerAndSmaller();
    void textThatTheScreenIsTooSmallForIsRefused();

private:
    bool open(const QString &path)
    {
        m_harness = std::make_unique<WindowHarness>(path);
        return shown().show();
    }
    bool activate()
    {
        shown().window().activateWindow();
        return QTest::qWaitForWindowActive(&shown().window());
    }
    bool isOnTheSteps()
    {
        const QWidget *focus = QApplication::focusWidget();
        return focus && shown().find<QWidget>("leftPane")->isAncestorOf(focus);
    }
    /// As a key of the keyboard goes: to whatever has the focus.
    void type(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    WindowHarness &shown() { return *m_harness; }

    std::unique_ptr<WindowHarness> m_harness;
};

void KeyboardTest::init()
{
    QSettings().clear();
    QVERIFY(open(inodePath));
    shown().pickVariant("rcu_lookup");
    QVERIFY(activate());
}

void KeyboardTest::atTheStartTheKeyboardIsOnTheSteps()
{
    m_harness.reset();
    Session session;
    Appearance appearance(ThemeChoice::Light, 1);
    MainWindow window(session, appearance); // as the program does: first a window, then a file
    window.openFile(inodePath);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("step1"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QCOMPARE(session.run().length(), std::size_t{1});
    QVERIFY(!window.findChild<QMenu *>(QStringLiteral("mainMenu"))->isVisible());
}

void KeyboardTest::enterAndEscInAFieldGoBackToTheSteps()
{
    auto *field = shown().find<QSpinBox>("parameter_lookups");
    const auto value = [this] { return shown().session().program().parameters.front().value; };
    for (const auto &[key, wanted] :
         {std::pair{Qt::Key_Return, 2}, {Qt::Key_Enter, 2}, {Qt::Key_Escape, 1}}) {
        field->setFocus(Qt::MouseFocusReason);
        field->selectAll();
        type(Qt::Key_2);
        QCOMPARE(shown().session().run().position(), std::size_t{0});
        type(key);
        QCOMPARE(value(), wanted);
        QCOMPARE(field->value(), wanted);
        QVERIFY(isOnTheSteps());
        type(Qt::Key_1);
        QCOMPARE(shown().session().run().position(), std::size_t{1});
        shown().session().jump(0);
        shown().session().setParameter("lookups", 1);
    }
}

void KeyboardTest::theArrowsOfAFieldLeaveTheKeyboardWithTheSteps()
{
    auto *field = shown().find<QSpinBox>("parameter_lookups");
    QStyleOptionSpinBox option;
    option.initFrom(field);
    option.subControls = QStyle::SC_All;
    const QRect up =
        field->style()->subControlRect(QStyle::CC_SpinBox, &option, QStyle::SC_SpinBoxUp, field);
    QTest::mouseClick(field, Qt::LeftButton, Qt::NoModifier, up.center());
    QCOMPARE(shown().session().program().parameters.front().value, 2);
    QTRY_VERIFY(isOnTheSteps());
    type(Qt::Key_3);
    QCOMPARE(shown().session().scheduleText(), QStringLiteral("evict"));
}

void KeyboardTest::ctrlZInAFieldIsTheWindows()
{
    for (const Qt::Key key : {Qt::Key_1, Qt::Key_1, Qt::Key_Home, Qt::Key_2})
        type(key);
    QCOMPARE(shown().session().scheduleText(), QStringLiteral("evict"));
    auto *field = shown().find<QSpinBox>("parameter_lookups");
    field->setFocus(Qt::MouseFocusReason);
    field->selectAll();
    type(Qt::Key_2);
    type(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(shown().session().scheduleText(), QStringLiteral("lookup*2"));
}

void KeyboardTest::aStepButtonThatBlocksKeepsTheKeyboardInItsCard()
{
    shown().session().replay(QStringLiteral("evict lookup*2"));
    shown().press(Qt::Key_Left);
    shown().button("step1")->setFocus(Qt::TabFocusReason);
    type(Qt::Key_Space);
    QVERIFY2(shown().stepButton(1).startsWith(QLatin1String("Spinning")),
             qPrintable(shown().stepButton(1)));
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("code1"));
    const std::size_t length = shown().session().run().length();
    type(Qt::Key_Space);
    QCOMPARE(shown().session().run().length(), length);
    type(Qt::Key_2);
    QCOMPARE(shown().session().run().length(), length + 1);
}

void KeyboardTest::aKeyOfABlockedThreadSaysWhyItDoesNothing()
{
    shown().session().replay(QStringLiteral("evict lookup*2"));
    const QStringList words = shown().stepButton(1).split(QLatin1String(" / "));
    QVERIFY(words[0].startsWith(QLatin1String("Spinning on ")));
    const std::size_t length = shown().session().run().length();
    for (const auto modifier : {Qt::NoModifier, Qt::ShiftModifier}) {
        shown().session().clearMessage();
        shown().pressDigit(1, modifier);
        QCOMPARE(shown().message(),
                 QStringLiteral("lookup cannot step: %1. %2.").arg(words[0], words[1]));
        QCOMPARE(shown().session().run().length(), length);
        QVERIFY(!QApplication::activeModalWidget());
    }
    shown().pressDigit(2); // the next step takes it away
    QCOMPARE(shown().message(), QString());
    shown().session().replay(QStringLiteral("lookup*2 evict! lookup!"));
    shown().pressDigit(1);
    QCOMPARE(shown().message(), QStringLiteral("lookup cannot step: Asleep forever. Nobody is left "
                                               "to wake lookup."));
    shown().press(Qt::Key_Home);
    shown().pressDigit(3);
    QVERIFY2(shown().message().startsWith(QLatin1String("rcu cannot step: ")),
             qPrintable(shown().message()));
}

void KeyboardTest::aKeyWithoutAThreadOrAStoreSaysSo()
{
    shown().pressDigit(7);
    QCOMPARE(shown().message(), QStringLiteral("There is no thread 7."));
    shown().pressDigit(1, Qt::AltModifier);
    QCOMPARE(shown().message(), QStringLiteral("No store waits in a buffer under SC."));
    shown().session().setMemory(MemoryModel::Tso);
    shown().pressDigit(1, Qt::AltModifier);
    QCOMPARE(shown().message(), QStringLiteral("lookup has no store to drain."));
}

void KeyboardTest::theTenthThreadHasAKey()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("eleven.race")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("atomic_t n;\nthread t[11] {\n    atomic_inc(&n);\n    atomic_inc(&n);\n}\n");
    file.close();
    m_harness = std::make_unique<WindowHarness>(file.fileName());
    shown().window().show();
    shown().press(Qt::Key_0);
    QCOMPARE(shown().session().scheduleText(), QStringLiteral("t[9]"));
    QVERIFY2(shown().accessibleName("step10").endsWith(QLatin1String("Key 0.")),
             qPrintable(shown().accessibleName("step10")));
    QVERIFY(!shown().accessibleName("step11").contains(QLatin1String("Key")));
    shown().press(Qt::Key_0, Qt::ShiftModifier);
    QCOMPARE(shown().session().run().length(), std::size_t{2});
}

void KeyboardTest::textIsMadeLargerAndSmaller()
{
    const auto percent = [this] { return qRound(shown().appearance().textSize() * 100); };
    const int high = shown().button("findHang")->height();
    type(Qt::Key_Plus, Qt::ControlModifier);
    QCOMPARE(percent(), 115);
    type(Qt::Key_Equal, Qt::ControlModifier);
    QCOMPARE(percent(), 130);
    QTRY_VERIFY(shown().button("findHang")->height() > high);
    QVERIFY(shown().find<QAction>("textSize130")->isChecked());
    type(Qt::Key_Minus, Qt::ControlModifier);
    QCOMPARE(percent(), 115);
    type(Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(percent(), 100);
    const auto turn = [this](const char *name, int notches, Qt::KeyboardModifiers modifiers) {
        auto *over = shown().find<QWidget>(name);
        QWheelEvent event(QPointF(5, 5), over->mapToGlobal(QPointF(5, 5)), QPoint(),
                          QPoint(0, 120 * notches), Qt::NoButton, modifiers, Qt::NoScrollPhase,
                          false);
        QApplication::sendEvent(over, &event);
    };
    turn("code1", 1, Qt::ControlModifier);
    QCOMPARE(percent(), 115);
    turn("timeline", -2, Qt::ControlModifier);
    QCOMPARE(percent(), 90);
    turn("timeline", 1, Qt::NoModifier);
    QCOMPARE(percent(), 90);
    QCOMPARE(settings::textSize(), 0.9);
    type(Qt::Key_Minus, Qt::ControlModifier); // there is none smaller
    QCOMPARE(percent(), 90);
    QCOMPARE(shown().session().run().length(), std::size_t{0});
}

void KeyboardTest::textThatTheScreenIsTooSmallForIsRefused()
{
    shown().trigger("textSize150");
    QCOMPARE(shown().appearance().textSize(), 1.5);
    shown().trigger("textSize200");
    QCOMPARE(shown().appearance().textSize(), 1.5);
    QCOMPARE(shown().message(),
             QStringLiteral("Text of 200 % needs a screen of 1707 x 960. It stays as it is."));
    QVERIFY(shown().find<QAction>("textSize150")->isChecked());
    QCOMPARE(settings::textSize(), 1.5);
}

} // namespace racewalk::desktop

QTEST_MAIN(racewalk::desktop::KeyboardTest)
#include "keyboard_test.moc"

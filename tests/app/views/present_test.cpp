// SPDX-License-Identifier: GPL-3.0-or-later
// Present mode, driven by keys as a teacher or a presenter's remote does.
#include <QAbstractScrollArea>
#include <QFile>
#include <QMenu>
#include <QTemporaryDir>
#include <QTest>

#include "app/views/inode_window.h"
#include "desktop/views/panes/code_pane.h"
#include "desktop/views/present/narration_box.h"
#include "desktop/views/present/present_layout.h"
#include "desktop/views/present/present_thread.h"
#include "desktop/views/present/present_window.h"

#include <algorithm>

namespace racewalk::desktop {

class PresentTest final : public QObject, InodeWindow {
    Q_OBJECT

private Q_SLOTS:
    void init() { openInodeRace(); }
    void cleanup() { close(); }

    void keysStepTheWalkOfTheWindow();
    void withoutAWalkSpaceLeadsToTheFailureAndStopsThere();
    void remotesGoFromStopToStop();
    void theNarrationSaysWhatTheStepDid();
    void aQuestionIsAnsweredWrongAndRight();
    void whatIsShownIsNotAnsweredAndNothingAfterNowIsSeen();
    void withoutAWalkNothingIsAsked();
    void theScreenCanBeBlank();
    void toursAreChosenFromAList();
    void threadsWithoutAColumnAreNamed();
    void noTextIsSmallerThanThe48thPartOfTheHeight_data();
    void noTextIsSmallerThanThe48thPartOfTheHeight();
    void theCodeHasNoComments();

private:
    PresentWindow *present(QSize size = {1440, 900});
    void press(Qt::Key key) { QTest::keyClick(shown().find<PresentWindow>("presentWindow"), key); }
    std::size_t position() { return session().run().position(); }
    QString said() { return shown().find<NarrationBox>("narration")->accessibleName(); }
    void walkToTheHang()
    {
        QVERIFY(session().replay(QStringLiteral("lookup*2 evict! lookup!")));
        session().jump(0);
    }
};

PresentWindow *PresentTest::present(QSize size)
{
    shown().press(Qt::Key_P);
    auto *window = shown().find<PresentWindow>("presentWindow");
    if (window == nullptr)
        return nullptr;
    window->showNormal();
    window->resize(size);
    return QTest::qWaitForWindowExposed(window) ? window : nullptr;
}

void PresentTest::keysStepTheWalkOfTheWindow()
{
    walkToTheHang();
    QVERIFY(present());
    press(Qt::Key_Space);
    press(Qt::Key_Right);
    press(Qt::Key_PageDown);
    QCOMPARE(position(), std::size_t{3});
    press(Qt::Key_Backspace);
    press(Qt::Key_PageUp);
    QCOMPARE(position(), std::size_t{1});
    press(Qt::Key_End);
    QCOMPARE(position(), session().run().length());
    press(Qt::Key_Home);
    QCOMPARE(position(), std::size_t{0});
    press(Qt::Key_2);
    QCOMPARE(session().run().steps()[0].thread, ThreadId{1});
    QCOMPARE(position(), std::size_t{1});
    press(Qt::Key_Escape);
    QTRY_VERIFY(!shown().find<PresentWindow>("presentWindow"));
    QVERIFY(shown().window().isVisible());
}

void PresentTest::withoutAWalkSpaceLeadsToTheFailureAndStopsThere()
{
    QVERIFY(present());
    for (int i = 0; i < 40; ++i)
        press(Qt::Key_Space);
    QCOMPARE(session().machine().standing(session().run().state()), Standing::Hang);
    QCOMPARE(session().run().steps().size(), session().failures().front()->steps.size());
}

void PresentTest::remotesGoFromStopToStop()
{
    shown().trigger("tour1");
    QVERIFY(present());
    const TourGuide &guide = shown().window().tourGuide();
    for (std::size_t stop = 1; stop <= guide.lastStop(); ++stop) {
        press(Qt::Key_PageDown);
        QCOMPARE(guide.stop(), stop);
        QVERIFY(guide.narration().startsWith(said()));
    }
    press(Qt::Key_PageUp);
    QCOMPARE(guide.stop(), guide.lastStop() - 1);
}

void PresentTest::theNarrationSaysWhatTheStepDid()
{
    QVERIFY(session().replay(QStringLiteral("lookup*2 evict*1")));
    session().setNote(3, QStringLiteral("Remember this."));
    PresentWindow *window = present();
    QVERIFY(window);
    QCOMPARE(said(), QStringLiteral("evict takes i_lock."));
    QVERIFY(shown()
                .find<NarrationBox>("narration")
                ->accessibleDescription()
                .endsWith(QStringLiteral("Remember this.")));
    press(Qt::Key_Home);
    QVERIFY(QString::fromStdString(session().scenario().about).startsWith(said()));
}

void PresentTest::aQuestionIsAnsweredWrongAndRight()
{
    walkToTheHang();
    session().jump(2);
    QVERIFY(present());
    press(Qt::Key_Q);
    QCOMPARE(said(), QStringLiteral("Who takes step 3?"));
    const auto *lookup = shown().find<PresentThread>("presentThread1");
    QCOMPARE(lookup->accessibleDescription(),
             QStringLiteral("Answer 1: lookup goes next, spin_lock(i_lock)"));
    press(Qt::Key_1);
    QCOMPARE(said(), QStringLiteral("Not lookup."));
    QVERIFY(shown()
                .find<NarrationBox>("narration")
                ->accessibleDescription()
                .startsWith(QStringLiteral("lookup would take i_lock. ")));
    QVERIFY(lookup->accessibleDescription().endsWith(QStringLiteral(", wrong")));
    QCOMPARE(position(), std::size_t{2});
    press(Qt::Key_2);
    QCOMPARE(position(), std::size_t{3});
    QCOMPARE(said(), QStringLiteral("Right: evict."));
    while (position() < session().run().length())
        press(Qt::Key_Space);
    QVERIFY2(said().startsWith(QStringLiteral("0 of 1, ")), qPrintable(said()));
    QVERIFY(said().endsWith(QStringLiteral(" not answered. The first that you missed: step 3.")));
    press(Qt::Key_Q);
    QVERIFY(!said().startsWith(QStringLiteral("0 of 1")));
}

void PresentTest::whatIsShownIsNotAnsweredAndNothingAfterNowIsSeen()
{
    walkToTheHang();
    PresentWindow *window = present();
    QVERIFY(window);
    press(Qt::Key_Q);
    const auto *timeline = shown().find<QAbstractScrollArea>("presentTimeline");
    const QImage hidden = timeline->viewport()->grab().toImage();
    const QColor panel = window->theme().color(Token::Panel);
    for (int y = hidden.height() / 3; y < hidden.height(); y += 3)
        for (int x = 0; x < hidden.width(); x += 3)
            QCOMPARE(hidden.pixelColor(x, y), panel);
    press(Qt::Key_End);
    QCOMPARE(position(), std::size_t{0});
    press(Qt::Key_Space);
    QCOMPARE(position(), std::size_t{1});
    while (position() < session().run().length())
        press(Qt::Key_PageDown);
    QCOMPARE(said(), QStringLiteral("No question was answered."));
}

void PresentTest::withoutAWalkNothingIsAsked()
{
    QVERIFY(present());
    press(Qt::Key_Q);
    const auto *box = shown().find<NarrationBox>("narration");
    QVERIFY(box->accessibleDescription().startsWith(
        QStringLiteral("There is no next step to ask about")));
    press(Qt::Key_1);
    QCOMPARE(position(), std::size_t{1});
}

void PresentTest::theScreenCanBeBlank()
{
    walkToTheHang();
    PresentWindow *window = present();
    QVERIFY(window);
    press(Qt::Key_Period);
    QVERIFY(window->isBlank());
    const QImage blank = window->grab().toImage();
    QCOMPARE(blank.pixelColor(blank.width() / 2, blank.height() / 2), QColor(Qt::black));
    press(Qt::Key_Space);
    QVERIFY(!window->isBlank());
    QCOMPARE(position(), std::size_t{0});
    press(Qt::Key_Space);
    QCOMPARE(position(), std::size_t{1});
}

void PresentTest::toursAreChosenFromAList()
{
    QVERIFY(present());
    press(Qt::Key_L);
    auto *menu = shown().find<QMenu>("presentTours");
    QVERIFY(menu && menu->isVisible());
    QCOMPARE(static_cast<std::size_t>(menu->actions().size()), session().scenario().tours.size());
    QTest::keyClick(menu, Qt::Key_Return);
    QTRY_VERIFY(shown().window().tourGuide().isActive());
}

void PresentTest::threadsWithoutAColumnAreNamed()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("six.race"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("scenario \"Six\";\nint x;\nthread worker[6] { x = 1; x = 2; }\n");
    file.close();
    shown().window().openFile(path);
    QVERIFY(shown().search());
    PresentWindow *window = present({1440, 900});
    QVERIFY(window);
    const auto columns = [&] {
        const auto all = window->findChildren<PresentThread *>();
        return std::ranges::count_if(all, [](const auto *each) { return each->isVisible(); });
    };
    QVERIFY(columns() >= 2 && columns() < 6);
    for (Qt::Key key : {Qt::Key_6, Qt::Key_1, Qt::Key_5}) {
        press(key);
        const auto thread = session().run().steps()[position() - 1].thread;
        for (const auto *each : window->findChildren<PresentThread *>())
            QCOMPARE(each->isVisible() ||
                         window->accessibleDescription().contains(each->face().name),
                     true);
        QVERIFY(window
                    ->findChild<PresentThread *>(
                        QStringLiteral("presentThread%1").arg(indexOf(thread) + 1))
                    ->isVisible());
    }
    QVERIFY(window->accessibleDescription().startsWith(QStringLiteral("Not shown: worker[")));
    QVERIFY(WindowHarness::save(*window, QStringLiteral("present-six.png")));
}

void PresentTest::noTextIsSmallerThanThe48thPartOfTheHeight_data()
{
    QTest::addColumn<QSize>("size");
    for (const QSize size : {QSize(1024, 768), QSize(1280, 720), QSize(1440, 900),
                             QSize(1920, 1080), QSize(3840, 2160)})
        QTest::addRow("%dx%d", size.width(), size.height()) << size;
}

void PresentTest::noTextIsSmallerThanThe48thPartOfTheHeight()
{
    QFETCH(const QSize, size);
    walkToTheHang();
    PresentWindow *window = present(size);
    QVERIFY(window);
    QCOMPARE(window->size(), size);
    for (const char *theme : {"themeLight", "themeDark"}) {
        shown().trigger(theme);
        for (int i = 0; i < 8; ++i)
            press(Qt::Key_Space);
        const drawing::Theme &look = window->theme();
        for (const FontRole role :
             {FontRole::Small, FontRole::Pill, FontRole::Code, FontRole::TimelineLabel,
              FontRole::TimelineNumber, FontRole::Note, FontRole::LaneTitle, FontRole::StepCode})
            QVERIFY(look.font(role).pixelSize() >= size.height() / 48);
        for (const QWidget *each : window->findChildren<QWidget *>())
            if (each->parent() == window && each->isVisible())
                QVERIFY(window->rect().contains(each->geometry()));
        QVERIFY(WindowHarness::save(
            *window,
            QStringLiteral("present-%1-%2.png").arg(size.width()).arg(QLatin1String(theme + 5))));
    }
}

void PresentTest::theCodeHasNoComments()
{
    PresentWindow *window = present();
    QVERIFY(window);
    int rows = 0;
    for (const auto *pane : window->findChildren<CodePane *>())
        for (int row = 0; row < pane->accessibleRowCount(); ++row, ++rows)
            QVERIFY(!pane->accessibleRowText(row).contains(QStringLiteral("//")));
    QVERIFY(rows > 20);
}

} // namespace racewalk::desktop

QTEST_MAIN(racewalk::desktop::PresentTest)
#include "present_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// A timeline with more columns than fit.
#include <QScrollBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include "app/views/window_harness.h"
#include "desktop/views/timeline/timeline_view.h"

namespace racewalk::desktop {
namespace {

const char *const sixThreads = R"(scenario "Six";
spinlock_t lock; int counter;
thread worker[6] { spin_lock(&lock); counter++; spin_unlock(&lock); }
)";

} // namespace

class SidewaysTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aStepIsScrolledIntoViewAndHomeScrollsBack();
    void aClickAtTheEndsOfTheHeaderScrolls();
    void numbersAndTheNowFlagStay();
    void altAndAnArrowKeyScroll();

private:
    TimelineView &view() { return *m_harness->find<TimelineView>("timeline"); }
    QScrollBar &bar() { return *view().horizontalScrollBar(); }
    QWidget &header() { return *m_harness->find<QWidget>("timelineHeader"); }
    /// What the viewport shows at its left edge, as wide as the pinned part.
    QImage pinned() { return view().viewport()->grab(QRect(0, 0, 44, 200)).toImage(); }

    QTemporaryDir m_folder;
    std::unique_ptr<WindowHarness> m_harness;
};

void SidewaysTest::init()
{
    QSettings().clear();
    const QString path = m_folder.filePath(QStringLiteral("six.race"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(sixThreads);
    file.close();
    m_harness = std::make_unique<WindowHarness>(path);
    QVERIFY(m_harness->show());
    for (std::size_t thread = 1; thread <= 6; ++thread)
        m_harness->pressDigit(thread, Qt::ShiftModifier);
    QVERIFY(m_harness->session().run().length() > 0);
}

void SidewaysTest::aStepIsScrolledIntoViewAndHomeScrollsBack()
{
    while (m_harness->session().run().runningThread(m_harness->session().run().position()) !=
           ThreadId{5}) {
        const auto enabled =
            m_harness->session().machine().enabledSteps(m_harness->session().run().state());
        QVERIFY(!enabled.empty());
        m_harness->session().take(enabled.back());
    }
    QTRY_COMPARE(bar().value(), bar().maximum());
    QVERIFY(bar().maximum() > 0);
    QVERIFY(bar().isVisible());
    m_harness->press(Qt::Key_Home);
    QTRY_COMPARE(bar().value(), 0);
}

void SidewaysTest::aClickAtTheEndsOfTheHeaderScrolls()
{
    m_harness->press(Qt::Key_Home);
    QCOMPARE(bar().value(), 0);
    const QPoint rightEnd(header().width() - 10, header().height() / 2);
    QTest::mouseClick(&header(), Qt::LeftButton, {}, rightEnd);
    const int once = bar().value();
    QVERIFY(once > 0);
    for (int clicks = 0; clicks < 6; ++clicks)
        QTest::mouseClick(&header(), Qt::LeftButton, {}, rightEnd);
    QCOMPARE(bar().value(), bar().maximum());
    for (int clicks = 0; clicks < 6; ++clicks)
        QTest::mouseClick(&header(), Qt::LeftButton, {}, QPoint(10, header().height() / 2));
    QCOMPARE(bar().value(), 0);
}

void SidewaysTest::numbersAndTheNowFlagStay()
{
    m_harness->press(Qt::Key_Home);
    bar().setValue(1);
    const QImage before = pinned();
    bar().setValue(bar().maximum());
    QCOMPARE(pinned(), before);
    const QImage columns = view().viewport()->grab(QRect(60, 0, 200, 200)).toImage();
    bar().setValue(bar().maximum() / 2);
    QVERIFY(view().viewport()->grab(QRect(60, 0, 200, 200)).toImage() != columns);
}

void SidewaysTest::altAndAnArrowKeyScroll()
{
    m_harness->press(Qt::Key_Home);
    view().setFocus();
    QTest::keyClick(&view(), Qt::Key_Right, Qt::AltModifier);
    QVERIFY(bar().value() > 0);
    QTest::keyClick(&view(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(bar().value(), 0);
}

} // namespace racewalk::desktop

QTEST_MAIN(racewalk::desktop::SidewaysTest)
#include "sideways_test.moc"

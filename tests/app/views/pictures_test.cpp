// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of every view and of the comparison, to be looked at: `ctest -R app.views.pictures_test`
// writes them into the folder `pictures` of the build's tests. The test itself checks that no
// control of the tool bar is cut.
#include <QAbstractButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include "app/views/window_harness.h"
#include "desktop/session/comparing.h"
#include "desktop/views/right_views.h"

#include <array>

namespace racewalk::desktop {
namespace {

const QString scenarios = QStringLiteral(RACEWALK_RESOURCES_DIR "/scenarios/");

struct Size {
    const char *name;
    QSize size;
    double textSize;
};
constexpr std::array sizes{
    Size{"1440x900", {1440, 900}, 1},
    Size{"1024x700", {1024, 700}, 1},
    Size{"1280x720-150", {1280, 720}, 1.5},
    Size{"853x480", {853, 480}, 1}, // 1280x720 on a screen that is scaled to 150 %
    Size{"4k-200", {3840, 2160}, 2},
};

QString longNames(const QTemporaryDir &folder)
{
    const QString path = folder.filePath(QStringLiteral("long-names.race"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("cannot write %s", qPrintable(path));
    file.write(
        "scenario \"A title that goes on for much longer than any picker or card has room\";\n"
        "spinlock_t a_lock_with_an_extremely_long_name_indeed;\n"
        "int a_counter_whose_name_is_longer_than_its_column;\n"
        "thread a_thread_with_an_extremely_long_name_indeed_worker {\n"
        "    spin_lock(&a_lock_with_an_extremely_long_name_indeed);\n"
        "    a_counter_whose_name_is_longer_than_its_column++;\n"
        "    spin_unlock(&a_lock_with_an_extremely_long_name_indeed);\n}\n"
        "thread another_thread_with_an_extremely_long_name_indeed_waker {\n"
        "    a_counter_whose_name_is_longer_than_its_column++;\n}\n");
    return path;
}

QString oneThread(const QTemporaryDir &folder)
{
    const QString path = folder.filePath(QStringLiteral("one.race"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("cannot write %s", qPrintable(path));
    file.write("scenario \"One\";\nint x;\nthread t { WRITE_ONCE(x, 1); WRITE_ONCE(x, 2); }\n");
    return path;
}

} // namespace

class PicturesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }
    void everyViewInEverySize_data();
    void everyViewInEverySize();

private:
    static void checkToolBar(WindowHarness &shown)
    {
        for (const auto *button : shown.window().findChildren<QAbstractButton *>())
            if (button->isVisible() &&
                button->parentWidget()->objectName() == QLatin1String("toolBar"))
                QVERIFY2(button->width() >= button->minimumSizeHint().width(),
                         qPrintable(button->objectName()));
    }
    static bool save(WindowHarness &shown, const char *view, const Size &size, bool isDark)
    {
        return shown.save(QStringLiteral("%1-%2-%3-%4.png")
                              .arg(QLatin1String(QTest::currentDataTag()), QLatin1String(view),
                                   QLatin1String(size.name),
                                   QLatin1String(isDark ? "dark" : "light")));
    }

    QTemporaryDir m_folder;
};

void PicturesTest::everyViewInEverySize_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("variant");
    QTest::addColumn<bool>("hasSix");
    QTest::addColumn<bool>("isWalked");
    const QString inode = scenarios + QStringLiteral("inode/inode-teardown.race");
    QTest::newRow("hang") << inode << QStringLiteral("rcu_lookup") << false << true;
    QTest::newRow("empty") << inode << QStringLiteral("rcu_recheck") << false << false;
    QTest::newRow("six") << inode << QStringLiteral("rcu_lookup") << true << true;
    QTest::newRow("one") << oneThread(m_folder) << QString() << false << true;
    QTest::newRow("long") << longNames(m_folder) << QString() << false << true;
}

void PicturesTest::everyViewInEverySize()
{
    QFETCH(QString, path);
    QFETCH(QString, variant);
    QFETCH(bool, hasSix);
    QFETCH(bool, isWalked);
    WindowHarness shown(path);
    Session &session = shown.session();
    if (hasSix)
        session.setParameter("lookups", 4); // with evict and rcu
    QVERIFY(shown.show());
    if (!variant.isEmpty())
        shown.pickVariant(variant.toUtf8().constData());
    QVERIFY(shown.search());
    if (isWalked && !session.failures().empty()) {
        session.findFailure();
        session.jump(session.run().length() / 2);
        for (ThreadId thread{}; indexOf(thread) < 2; thread = ThreadId(indexOf(thread) + 1))
            if (const auto steps = session.stepsOf(thread); !steps.empty())
                session.take(steps.front());
        session.setNote(session.run().position(), QStringLiteral("Here it parts."));
    } else if (isWalked) {
        session.runThread(ThreadId(0));
    }
    session.clearMessage();
    for (const Size &size : sizes)
        for (const bool isDark : {false, true}) {
            shown.appearance().setTextSize(size.textSize);
            shown.appearance().setChoice(isDark ? ThemeChoice::Dark : ThemeChoice::Light);
            shown.window().setMinimumSize(100, 100); // as on a small screen
            shown.window().resize(size.size);
            for (const RightViewRow &view : rightViews()) {
                shown.press(view.key, Qt::ControlModifier);
                QTest::qWait(200);
                checkToolBar(shown);
                QVERIFY(save(shown, view.name, size, isDark));
            }
            shown.press(Qt::Key_C);
            QTRY_VERIFY_WITH_TIMEOUT(!shown.window().comparing().isWorking(), 60'000);
            QTest::qWait(100);
            QVERIFY(save(shown, "compare", size, isDark));
            shown.press(Qt::Key_C);
        }
}

} // namespace racewalk::desktop

QTEST_MAIN(racewalk::desktop::PicturesTest)
#include "pictures_test.moc"

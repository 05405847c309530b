// SPDX-License-Identifier: GPL-3.0-or-later
// How long the window takes for a step, back, a jump and a branch at the end of a run of 10,000
// steps, from the key to the painted picture, how long until the first window is there, and until a
// verdict of eight lookups. Run it with QT_QPA_PLATFORM=offscreen; docs/performance.md has the
// figures.
#include <QApplication>
#include <QImage>
#include <QSettings>
#include <QTemporaryDir>

#include "desktop/base/appearance.h"
#include "desktop/session/session.h"
#include "desktop/views/main_window.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <span>
#include <vector>

namespace {

using namespace racewalk;
using namespace racewalk::desktop;
using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

/// Median and worst of `count` runs of an action and the painting that follows from it.
template <class Action>
void measure(const char *name, QWidget &window, std::size_t count, Action action)
{
    QImage image(window.size(), QImage::Format_RGB32);
    std::vector<double> times;
    for (std::size_t i = 0; i < count; ++i) {
        const auto begin = Clock::now();
        action(i);
        QCoreApplication::processEvents();
        times.push_back(millisecondsSince(begin));
    }
    std::ranges::sort(times);
    fmt::print("{:<28} median {:7.2f} ms   worst {:7.2f} ms\n", name, times[times.size() / 2],
               times.back());
}

/// Two threads that each do one thing 6,000 times.
QString longRunScenario(const QTemporaryDir &folder, const char *name, const char *ofA,
                        const char *ofB)
{
    const QString path = folder.filePath(QString::fromLatin1(name));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return {};
    constexpr const char *loop = "for (int i = 0; i < 6000; i++)";
    file.write(QByteArray::fromStdString(
        fmt::format("scenario \"Long\";\nparam copies = 1 in 1..2;\nint x, y;\n"
                    "thread a {{ {} {}; }}\nthread b {{ {} {}; }}\n",
                    loop, ofA, loop, ofB)));
    return path;
}

void walkLong(Session &session)
{
    QString schedule;
    for (int i = 0; i < 50; ++i)
        schedule += QStringLiteral("a*100 b*100 ");
    session.replay(schedule);
    QCoreApplication::processEvents();
}

/// In a run of statements of two steps that are all folded; each step enters or leaves one.
void walkFolded(Session &session, QWidget &window)
{
    session.setViewSetting("statements", "folded");
    QCoreApplication::processEvents();
    fmt::print("a run of {} steps in {} folded statements\n", session.run().length(),
               session.timeline()->statements.size());
    measure("back, folded", window, 50, [&](std::size_t) { session.back(); });
    measure("forward, folded", window, 50, [&](std::size_t) { session.forward(); });
    measure("jump, folded", window, 50, [&](std::size_t i) { session.jump(i * 37); });
}

/// Of the thread that does not take the next known step.
Step otherStep(const Run &run)
{
    return {ThreadId(run.steps()[run.position()].thread == ThreadId(0) ? 1 : 0), 0};
}

/// Of `count` walks of the same run: until the window has the other value of a parameter, a step
/// that no other walk takes, and until the last walk is replayed there.
void anotherProgram(Session &session, std::size_t count)
{
    const std::vector<Step> steps(session.run().steps().begin(), session.run().steps().end());
    while (session.walks().size() < count)
        session.startWalk(std::span(steps).first(steps.size() - session.walks().size()), 0, {}, {});
    const auto begin = Clock::now();
    session.setParameter("copies", 2);
    const double there = millisecondsSince(begin);
    QCoreApplication::processEvents();
    const double idle = millisecondsSince(begin);
    session.jump(session.run().length() - 50);
    const auto beginOfStep = Clock::now();
    session.take(otherStep(session.run()));
    const double step = millisecondsSince(beginOfStep);
    while (session.walks().awaitReplay())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    fmt::print(
        "another program, {} walks    there {:7.2f} ms   idle {:7.2f} ms   a new step {:7.2f} "
        "ms   all {:7.0f} ms\n",
        count, there, idle, step, millisecondsSince(begin));
}

void firstWindow(const QString &path)
{
    const auto begin = Clock::now();
    Session session;
    Appearance appearance(ThemeChoice::Light, 1);
    MainWindow window(session, appearance);
    session.open(path);
    window.show();
    QCoreApplication::processEvents();
    fmt::print("{:<28}        {:7.2f} ms\n", "first window", millisecondsSince(begin));
}

/// Of the inode race with eight lookups: until the window shows a failure, and the verdict.
void verdictOfEight(const char *variant)
{
    Session session;
    if (!session.open(
            QStringLiteral(RACEWALK_RESOURCES_DIR "/scenarios/inode/inode-teardown.race")))
        return;
    const auto &variants = session.scenario().variants;
    const auto named = std::ranges::find(variants, variant, &Variant::name);
    session.setVariant(static_cast<std::size_t>(named - variants.begin()));
    session.setParameter("lookups", 8);
    const auto begin = Clock::now();
    session.startSearching();
    double first = 0;
    while (!session.result().verdict) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        if (first == 0 && session.result().soFar && session.result().soFar->hasFailure())
            first = millisecondsSince(begin);
    }
    fmt::print("8 lookups, {:<20} failure {:7.0f} ms   verdict {:7.0f} ms\n", variant, first,
               millisecondsSince(begin));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("racewalk-benchmark"));
    QTemporaryDir folder;
    const QString path =
        longRunScenario(folder, "long.race", "WRITE_ONCE(x, i)", "WRITE_ONCE(y, i)");
    firstWindow(path);
    for (const char *variant : {"hash_lock", "rcu_lookup", "rcu_recheck", "unlock_before_queue"})
        verdictOfEight(variant);

    Session session;
    Appearance appearance(ThemeChoice::Light, 1);
    MainWindow window(session, appearance);
    if (!session.open(path))
        return 1;
    window.show();
    walkLong(session);
    const std::size_t length = session.run().length();
    fmt::print("a run of {} steps\n", length);
    const Step step = session.stepsOf(ThreadId(0)).front();
    measure("step at the end", window, 50, [&](std::size_t) { session.take(step); });
    measure("back", window, 50, [&](std::size_t) { session.back(); });
    measure("forward", window, 50, [&](std::size_t) { session.forward(); });
    measure("jump", window, 50,
            [&](std::size_t i) { session.jump(i % 2 == 0 ? i * 37 : length - i * 41); });
    session.jump(length / 2);
    measure("branch in the middle", window, 20, [&](std::size_t i) {
        session.selectWalk(0, length / 2 + 100 * i + 50);
        session.take(otherStep(session.run()));
    });
    anotherProgram(session, 64);
    if (!session.open(longRunScenario(folder, "folded.race", "x++", "y++")))
        return 1;
    walkLong(session);
    walkFolded(session, window);
    return 0;
}

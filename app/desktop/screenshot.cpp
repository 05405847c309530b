// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QPixmap>
#include <QTimer>

#include "desktop/screenshot.h"

#include "desktop/start_options.h"
#include "desktop/views/main_window.h"
#include "desktop/views/window_size.h"

namespace racewalk::desktop {
namespace {

/// Once all variants have their verdict nothing moves any more. For big ones, those that are not
/// shown are not waited for longer than this, in milliseconds.
constexpr int patience = 5000;

} // namespace

QString takeScreenshot(Session &session, Appearance &appearance, const StartOptions &options)
{
    QString fault = chooseProgram(session, options);
    if (!fault.isEmpty())
        return fault;
    MainWindow window(session, appearance);
    window.resize(options.size.value_or(
        MainWindow::defaultSize.expandedTo(leastWindowSize(appearance.textSize()))));
    if (!options.find) // what is wrong is told before the search, not after it
        fault = loadRun(session, window.tourGuide(), options);
    if (!fault.isEmpty())
        return fault;
    window.show();
    const auto shoot = [&] {
        if (options.find)
            fault = loadRun(session, window.tourGuide(), options);
        if (!fault.isEmpty()) {
            QApplication::quit();
            return;
        }
        // Layouts settle in the event loop.
        QTimer::singleShot(50, &window, [&] {
            if (!window.grab().save(options.picture, "PNG"))
                fault = QStringLiteral("cannot write ") + options.picture;
            QApplication::quit();
        });
    };
    bool isWaiting = true;
    const auto shootOnce = [&] {
        if (isWaiting)
            QTimer::singleShot(0, &window, shoot);
        isWaiting = false;
    };
    QObject::connect(&session.search(), &SearchQueue::finished, &window, shootOnce);
    QObject::connect(&session, &Session::resultChanged, &window, [&] {
        if (session.result().stage == SearchResult::Stage::Done)
            QTimer::singleShot(patience, &window, shootOnce);
    });
    session.startSearching();
    QApplication::exec();
    return fault;
}

} // namespace racewalk::desktop

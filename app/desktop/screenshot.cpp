// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QPixmap>
#include <QTimer>

#include "desktop/screenshot.h"

#include "desktop/views/main_window.h"

#include <cstdio>

namespace racewalk::desktop {
namespace {

/// Once all variants have their verdict nothing moves any more. For big ones, those that are not
/// shown are not waited for longer than this, in milliseconds.
constexpr int patience = 5000;

int complain(const QString &sentence)
{
    std::fprintf(stderr, "racewalk: %s\n", qPrintable(sentence));
    return 2;
}

} // namespace

QString applyTo(Session &session, const ScreenshotOptions &options)
{
    for (const QString &parameter : options.parameters) {
        const qsizetype equals = parameter.indexOf(QLatin1Char('='));
        bool isNumber = false;
        const int value = parameter.mid(equals + 1).toInt(&isNumber);
        if (equals < 1 || !isNumber)
            return QStringLiteral("--param takes NAME=VALUE");
        session.setParameter(parameter.left(equals).toStdString(), value);
    }
    if (!options.variant.isEmpty()) {
        std::size_t number = 0;
        const auto &variants = session.scenario().variants;
        while (number < variants.size() && variants[number].name != options.variant.toStdString())
            ++number;
        if (number == variants.size())
            return QStringLiteral("there is no variant ") + options.variant;
        session.setVariant(number);
    }
    if (!options.memory.isEmpty()) {
        const auto memory = memoryModelFrom(options.memory.toStdString());
        if (!memory)
            return QStringLiteral("--memory takes ") +
                   QString::fromStdString(memoryModelNames("or"));
        session.setMemory(*memory);
    }
    return {};
}

int takeScreenshot(Session &session, Appearance &appearance, const ScreenshotOptions &options)
{
    if (const QString problem = applyTo(session, options); !problem.isEmpty())
        return complain(problem);
    MainWindow window(session, appearance);
    window.resize(options.size);
    window.show();
    int status = 0;
    const auto shoot = [&] {
        if (options.tour) {
            window.tourGuide().start(*options.tour - 1);
            if (options.position)
                session.jump(*options.position);
        } else if (options.findsHang) {
            session.findFailure();
            session.jump(options.position.value_or(session.run().length()));
            session.clearMessage();
        } else if (!options.schedule.isEmpty()) {
            session.replay(options.schedule);
            if (options.position)
                session.jump(*options.position);
        }
        // Layouts settle in the event loop.
        QTimer::singleShot(50, &window, [&] {
            if (!window.grab().save(options.file, "PNG"))
                status = complain(QStringLiteral("cannot write ") + options.file);
            QApplication::exit(status);
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
    return status;
}

} // namespace racewalk::desktop

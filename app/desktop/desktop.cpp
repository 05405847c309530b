// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QStyleFactory>
#include <QTimer>

#include "desktop/desktop.h"

#include "desktop/base/appearance.h"
#include "desktop/base/settings.h"
#include "desktop/display.h"
#include "desktop/last_session.h"
#include "desktop/models/scenario_model.h"
#include "desktop/screenshot.h"
#include "desktop/session/autosave.h"
#include "desktop/session/session.h"
#include "desktop/start_options.h"
#include "desktop/views/main_window.h"
#include "program/version.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <optional>
#include <string_view>
#include <utility>

namespace racewalk::desktop {
namespace {

const QString firstScenario = QStringLiteral("inode-teardown");

/// The first variant that is expected to fail; 0 if none is.
std::size_t firstThatFails(const Scenario &scenario)
{
    for (const Expectation &expected : scenario.expectations) {
        const auto variant = std::ranges::find(scenario.variants, expected.variant, &Variant::name);
        if (!expected.kinds.empty() && variant != scenario.variants.end())
            return static_cast<std::size_t>(variant - scenario.variants.begin());
    }
    return 0;
}

/// A path as it is; else a shipped scenario's name.
QString pathFor(const QString &fileOrName)
{
    if (QFileInfo::exists(fileOrName))
        return fileOrName;
    const QString shipped = shippedScenarioPath(fileOrName);
    return shipped.isEmpty() ? fileOrName : shipped;
}

/// Opens what was asked for. If nothing was, opens the first scenario, in a variant that fails; if
/// it cannot be read, the first scenario with the message about it.
bool openFirst(Session &session, MainWindow &window, const QString &named)
{
    const QString wanted = named.isEmpty() ? QString() : pathFor(named);
    const QString shipped = shippedScenarioPath(firstScenario);
    window.openFile(wanted.isEmpty() ? shipped : wanted);
    if (named.isEmpty() && session.isOpen() && QFileInfo(session.path()) == QFileInfo(shipped)) {
        session.setVariant(firstThatFails(session.scenario()));
        session.undoStack().clear();
    }
    if (!session.isOpen() && !wanted.isEmpty()) {
        const Message why = session.message();
        session.open(shipped);
        session.setMessage(why);
    }
    return session.isOpen();
}

/// What the window shows before anything is known of all interleavings; a failure's run follows
/// when it is found. Returns what is wrong with a value, or nothing.
QString showFirst(Session &session, MainWindow &window, const StartOptions &options)
{
    window.restoreLayout();
    if (options.size)
        window.resize(*options.size);
    if (session.message().kind == Message::Kind::Error)
        return {}; // another scenario than the one that the values are for
    if (const QString fault = chooseProgram(session, options); !fault.isEmpty())
        return fault;
    if (!options.find)
        return loadRun(session, window.tourGuide(), options);
    auto *waiting = new QObject(&window);
    QObject::connect(&session, &Session::resultChanged, waiting, [&, waiting, options] {
        const auto stage = session.result().stage;
        if (stage != SearchResult::Stage::Done && stage != SearchResult::Stage::Error)
            return;
        session.disconnect(waiting);
        waiting->deleteLater();
        if (const QString fault = loadRun(session, window.tourGuide(), options); !fault.isEmpty())
            session.setMessage({Message::Kind::Error, fault + QLatin1Char('.'), {}, {}});
    });
    return {};
}

bool isUnknownOption(QCommandLineParser &parser, const char *argument)
{
    if (!std::string_view(argument).starts_with("--"))
        return false; // a file, or one of Qt's own options
    parser.parse({QStringLiteral("racewalk"), QString::fromLocal8Bit(argument)});
    return !parser.unknownOptionNames().isEmpty();
}

int complain(const QString &sentence)
{
    std::fprintf(stderr, "racewalk: %s\n", qPrintable(sentence));
    return 2;
}

int refuse(const QString &sentence)
{
    std::fprintf(stderr,
                 "racewalk: %s\nusage: racewalk [FILE]\n       racewalk COMMAND SCENARIO ...\n"
                 "Run with --help for more information.\n",
                 qPrintable(sentence));
    return 2;
}

int withoutDisplay(QCommandLineParser &parser, const QStringList &arguments,
                   const std::string &reason, const ExplainNoWindow &explain)
{
    if (!parser.parse(arguments))
        return refuse(parser.errorText());
    if (const auto options = startOptionsFrom(parser); !options)
        return refuse(options.error());
    return explain(parser.positionalArguments().value(0).toLocal8Bit().toStdString(), reason);
}

} // namespace

int runDesktop(int argc, char **argv, const ExplainNoWindow &explain)
{
    bool isScreenshot = false;
    QStringList arguments;
    for (int index = 0; index < argc; ++index) {
        isScreenshot = isScreenshot || std::string_view(argv[index]).starts_with("--screenshot");
        arguments.append(QString::fromLocal8Bit(argv[index]));
    }
    QCommandLineParser parser;
    addStartOptions(parser);
    if (argc > 1 && isUnknownOption(parser, argv[1])) // said before Qt looks for a display
        return refuse(QStringLiteral("unknown option '%1'").arg(QString::fromLocal8Bit(argv[1])));
    if (isScreenshot && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen"); // a picture needs no display
    if (!hasDisplay())
        return withoutDisplay(parser, arguments, "there is no display for the window", explain);
    std::optional<DisplayGuard> guard(std::in_place, [&](const std::string &reason) {
        return withoutDisplay(parser, arguments, reason, explain);
    });
    QApplication application(argc, argv);
    guard.reset();
    QApplication::setOrganizationName(QStringLiteral("racewalk"));
    QApplication::setApplicationName(QStringLiteral("racewalk"));
    QApplication::setApplicationVersion(QString::fromUtf8(programVersion()));
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    if (!parser.parse(QApplication::arguments()))
        return refuse(parser.errorText());
    const auto options = startOptionsFrom(parser);
    if (!options)
        return refuse(options.error());
    Session session;
    Appearance appearance(options->theme.value_or(settings::themeChoice()),
                          options->textSize.value_or(settings::textSize()));
    if (isScreenshot) {
        const QString name = options->scenario.isEmpty() ? firstScenario : options->scenario;
        if (!session.open(pathFor(name)))
            return complain(session.message().text);
        const QString fault = takeScreenshot(session, appearance, *options);
        return fault.isEmpty() ? 0 : complain(fault);
    }
    MainWindow window(session, appearance);
    const QString folder = Autosave::usualFolder();
    if (!openFirst(session, window, options->scenario))
        return complain(session.message().text);
    const QString fault = showFirst(session, window, *options);
    if (!fault.isEmpty())
        return complain(fault);
    const QString restored = bringBackLastSession(session, folder, !options->scenario.isEmpty());
    Autosave autosave(session, folder);
    if (!restored.isEmpty())
        autosave.adopt(restored);
    QObject::connect(&autosave, &Autosave::failed, &session, [&session](const QString &sentence) {
        session.setMessage({Message::Kind::Warning, sentence, {}, Message::Action::None});
    });
    window.show();
    window.activateWindow(); // keys work from the start even where no window manager gives focus
    // The window comes first; what all interleavings say follows.
    QTimer::singleShot(0, &session, &Session::startSearching);
    return QApplication::exec();
}

} // namespace racewalk::desktop

// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QStyleFactory>
#include <QTimer>

#include "desktop/desktop.h"

#include "desktop/models/scenario_model.h"
#include "desktop/screenshot.h"
#include "desktop/session/appearance.h"
#include "desktop/session/session.h"
#include "desktop/session/settings.h"
#include "desktop/views/main_window.h"

#include <cstdio>
#include <string_view>

namespace racewalk::desktop {
namespace {

const QString firstScenario = QStringLiteral("inode-teardown");

void addOptions(QCommandLineParser &parser)
{
    const auto option = [&parser](const char *name, const char *what, const char *value) {
        parser.addOption(QCommandLineOption(QString::fromLatin1(name), QString::fromLatin1(what),
                                            QString::fromLatin1(value)));
    };
    option("screenshot", "Write a picture of the window to FILE and leave.", "FILE");
    option("size", "Of the window in a picture, e.g. 1440x900.", "WxH");
    option("theme", "light, dark, or system.", "THEME");
    option("text-size", "90, 100, 115 or 130 percent.", "PERCENT");
    option("variant", "Show this variant.", "NAME");
    const std::string memory = "Under this memory model: " + memoryModelNames("or") + ".";
    option("memory", memory.c_str(), "MODEL");
    option("param", "Give a parameter of the scenario a value.", "NAME=VALUE");
    option("schedule", "Walk this schedule first.", "SCHEDULE");
    option("position", "Stand behind this step.", "N");
    option("tour", "Begin this tour, counted from 1.", "N");
    parser.addOption(QCommandLineOption(QStringLiteral("find"),
                                        QStringLiteral("Load the first failure's run.")));
    parser.addPositionalArgument(QStringLiteral("FILE"),
                                 QStringLiteral("A scenario, by path or by name."));
}

ScreenshotOptions screenshotOptions(const QCommandLineParser &parser)
{
    ScreenshotOptions options;
    options.file = parser.value(QStringLiteral("screenshot"));
    const QStringList size = parser.value(QStringLiteral("size")).split(QLatin1Char('x'));
    if (size.size() == 2)
        options.size = QSize(size[0].toInt(), size[1].toInt()).expandedTo(MainWindow::leastSize);
    options.variant = parser.value(QStringLiteral("variant"));
    options.memory = parser.value(QStringLiteral("memory"));
    options.schedule = parser.value(QStringLiteral("schedule"));
    options.parameters = parser.values(QStringLiteral("param"));
    options.findsHang = parser.isSet(QStringLiteral("find"));
    if (parser.isSet(QStringLiteral("position")))
        options.position = parser.value(QStringLiteral("position")).toULongLong();
    if (const auto tour = parser.value(QStringLiteral("tour")).toULongLong(); tour > 0)
        options.tour = tour;
    return options;
}

ThemeChoice themeFrom(const QCommandLineParser &parser)
{
    const QString word = parser.value(QStringLiteral("theme"));
    if (word == QLatin1String("light"))
        return ThemeChoice::Light;
    if (word == QLatin1String("dark"))
        return ThemeChoice::Dark;
    return settings::themeChoice();
}

double textSizeFrom(const QCommandLineParser &parser)
{
    const int percent = parser.value(QStringLiteral("text-size")).toInt();
    return percent == 90 || percent == 100 || percent == 115 || percent == 130
               ? percent / 100.0
               : settings::textSize();
}

/// A path as it is; else a shipped scenario's name.
QString pathFor(const QString &fileOrName)
{
    if (QFileInfo::exists(fileOrName))
        return fileOrName;
    const QString shipped = shippedScenarioPath(fileOrName);
    return shipped.isEmpty() ? fileOrName : shipped;
}

#ifdef Q_OS_LINUX
bool hasDisplay()
{
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") ||
           qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
}
#else
bool hasDisplay()
{
    return true;
}
#endif

/// Opens what was asked for, or what was open last; a scenario that comes with the program if that
/// cannot be read, with the message about it.
bool openFirst(Session &session, MainWindow &window, const QStringList &arguments)
{
    const QString last = settings::lastScenario();
    const QString wanted = !arguments.isEmpty()      ? pathFor(arguments.constFirst())
                           : QFileInfo::exists(last) ? last
                                                     : QString();
    const QString shipped = shippedScenarioPath(firstScenario);
    window.openFile(wanted.isEmpty() ? shipped : wanted);
    if (!session.isOpen() && !wanted.isEmpty()) {
        const Message why = session.message();
        session.open(shipped);
        session.setMessage(why);
    }
    return session.isOpen();
}

bool isUnknownOption(QCommandLineParser &parser, const char *argument)
{
    if (!std::string_view(argument).starts_with("--"))
        return false; // a file, or one of Qt's own options
    parser.parse({QStringLiteral("racewalk"), QString::fromLocal8Bit(argument)});
    return !parser.unknownOptionNames().isEmpty();
}

int refuse(const QString &sentence)
{
    std::fprintf(stderr,
                 "racewalk: %s\nusage: racewalk [FILE]\n       racewalk COMMAND SCENARIO ...\n"
                 "Run with --help for more information.\n",
                 qPrintable(sentence));
    return 2;
}

int withoutDisplay(QCommandLineParser &parser, int argc, char **argv,
                   const std::function<int(const std::string &)> &explain)
{
    QStringList arguments;
    for (int index = 0; index < argc; ++index)
        arguments.append(QString::fromLocal8Bit(argv[index]));
    if (!parser.parse(arguments))
        return refuse(parser.errorText());
    return explain(parser.positionalArguments().value(0).toLocal8Bit().toStdString());
}

} // namespace

int runDesktop(int argc, char **argv, const std::function<int(const std::string &)> &explain)
{
    bool isScreenshot = false;
    for (int index = 1; index < argc; ++index)
        isScreenshot = isScreenshot || std::string_view(argv[index]).starts_with("--screenshot");
    QCommandLineParser parser;
    addOptions(parser);
    if (argc > 1 && isUnknownOption(parser, argv[1])) // said before Qt looks for a display
        return refuse(QStringLiteral("unknown option '%1'").arg(QString::fromLocal8Bit(argv[1])));
    if (!hasDisplay()) {
        if (!isScreenshot)
            return withoutDisplay(parser, argc, argv, explain);
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("racewalk"));
    QApplication::setApplicationName(QStringLiteral("racewalk"));
    QApplication::setApplicationVersion(QStringLiteral(RACEWALK_VERSION));
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    if (!parser.parse(QApplication::arguments()))
        return refuse(parser.errorText());
    Session session;
    Appearance appearance(themeFrom(parser), textSizeFrom(parser));
    const QStringList files = parser.positionalArguments();
    if (isScreenshot) {
        if (!session.open(pathFor(files.value(0, firstScenario)))) {
            std::fprintf(stderr, "racewalk: %s\n", qPrintable(session.message().text));
            return 2;
        }
        return takeScreenshot(session, appearance, screenshotOptions(parser));
    }
    MainWindow window(session, appearance);
    if (!openFirst(session, window, files)) {
        std::fprintf(stderr, "racewalk: %s\n", qPrintable(session.message().text));
        return 2;
    }
    const ScreenshotOptions options = screenshotOptions(parser);
    if (const QString problem = applyTo(session, options); !problem.isEmpty())
        return refuse(problem);
    if (!options.schedule.isEmpty())
        session.replay(options.schedule);
    if (options.position)
        session.jump(*options.position);
    window.restoreLayout();
    window.show();
    // The window comes first; what all interleavings say follows.
    QTimer::singleShot(0, &session, &Session::startSearching);
    return QApplication::exec();
}

} // namespace racewalk::desktop

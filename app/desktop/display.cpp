// SPDX-License-Identifier: GPL-3.0-or-later
#include <QMessageLogContext>
#include <QStringList>
#include <QtGlobal>

#include "desktop/display.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace racewalk::desktop {
namespace {

constexpr std::array displayNames{"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"};

// A message handler of Qt is a plain function.
std::function<int(const std::string &)> explainDisplay;
QtMessageHandler handlerBefore = nullptr;

std::string reason()
{
    QStringList named;
    for (const char *name : displayNames)
        if (!qEnvironmentVariableIsEmpty(name))
            named << QStringLiteral("%1 is '%2'")
                         .arg(QLatin1String(name), qEnvironmentVariable(name));
    const QString where = named.join(QLatin1String(", "));
    return (QStringLiteral("cannot open the display for the window") +
            (where.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(where)))
        .toStdString();
}

void onMessage(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    if (type == QtFatalMsg) {
        const int status = explainDisplay(reason());
        std::fflush(nullptr);
        std::_Exit(status); // half of the application exists: nothing of it can be destroyed
    }
    // What leads up to it is about plugins of Qt.
    if (context.category && std::string_view(context.category).starts_with("qt.qpa"))
        return;
    if (handlerBefore)
        handlerBefore(type, context, text);
    else
        std::fprintf(stderr, "%s\n", qPrintable(qFormatLogMessage(type, context, text)));
}

} // namespace

#ifdef Q_OS_LINUX
bool hasDisplay()
{
    return std::ranges::any_of(displayNames,
                               [](const char *name) { return !qEnvironmentVariableIsEmpty(name); });
}
#else
bool hasDisplay()
{
    return true;
}
#endif

DisplayGuard::DisplayGuard(std::function<int(const std::string &)> explain)
{
    explainDisplay = std::move(explain);
    handlerBefore = qInstallMessageHandler(onMessage);
}

DisplayGuard::~DisplayGuard()
{
    qInstallMessageHandler(handlerBefore);
    explainDisplay = nullptr;
}

} // namespace racewalk::desktop

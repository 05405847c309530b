// SPDX-License-Identifier: GPL-3.0-or-later
#if RACEWALK_HAS_QT
#include <QGuiApplication>

#include "drawing/painted_formats.h"
#endif

#include "cli/picture_file.h"

#include <array>

namespace racewalk::cli {

#if RACEWALK_HAS_QT

Written paintedFile(ExportFormat format, const RunToExport &run, const FormatOptions &options)
{
    // Qt's remarks on the session (no XDG_RUNTIME_DIR ...) do not concern a file.
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) {});
    // Whatever display there is, a file must come out the same.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    std::array<char, 9> name{"racewalk"};
    std::array<char *, 2> arguments{name.data(), nullptr};
    int count = 1;
    const QGuiApplication application(count, arguments.data());
    return drawing::paint(format, run, options);
}

#else

Written paintedFile(ExportFormat format, const RunToExport &, const FormatOptions &)
{
    return std::unexpected(std::string(rowOf(format).name) +
                           " is not available: this racewalk was built without Qt; svg is");
}

#endif

} // namespace racewalk::cli

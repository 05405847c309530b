// SPDX-License-Identifier: GPL-3.0-or-later
#if RACEWALK_HAS_QT
#include <QGuiApplication>

#include "drawing/image_export.h"
#endif

#include "cli/picture_file.h"

#include <array>

namespace racewalk::cli {

#if RACEWALK_HAS_QT

std::expected<std::string, std::string> pngOf(const Timeline &timeline, std::size_t position,
                                              ThemeKind theme, double width)
{
    // Qt's remarks on the session (no XDG_RUNTIME_DIR ...) do not concern a file.
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) {});
    // Whatever display there is, a file must come out the same.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    std::array<char, 9> name{"racewalk"};
    std::array<char *, 2> arguments{name.data(), nullptr};
    int count = 1;
    const QGuiApplication application(count, arguments.data());
    drawing::ImageOptions options;
    options.theme = theme;
    options.width = width;
    const QByteArray bytes = drawing::toPng(drawing::timelineImage(timeline, position, options));
    if (bytes.isEmpty())
        return std::unexpected("the picture would be too large; a shorter schedule or svg may do");
    return std::string(bytes.constData(), static_cast<std::size_t>(bytes.size()));
}

#else

std::expected<std::string, std::string> pngOf(const Timeline &, std::size_t, ThemeKind, double)
{
    return std::unexpected("png is not available: this racewalk was built without Qt; svg is");
}

#endif

} // namespace racewalk::cli

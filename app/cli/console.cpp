// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/console.h"

#include "export/whole_file.h"
#include "language/source/visible_text.h"

#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace racewalk::cli {

Console::Console() = default;

Console::~Console()
{
    hideProgress();
}

bool Console::writesToTerminal() const
{
    return isatty(STDOUT_FILENO) == 1;
}

void Console::print(std::string_view text)
{
    printVerbatim(visibleText(text));
}

void Console::printVerbatim(std::string_view content)
{
    hideProgress();
    if (m_outputError.empty() && !m_isMute)
        m_outputError = writeAll(STDOUT_FILENO, content);
}

void Console::complain(std::string_view sentence)
{
    complainLines("racewalk: " + std::string(sentence) + '\n');
}

void Console::complainLines(std::string_view lines)
{
    hideProgress();
    if (!m_isMute)
        writeAll(STDERR_FILENO, visibleText(lines)); // there is nowhere left to say that it failed
}

void Console::remark(std::string_view sentence)
{
    if (!m_quiet)
        complain(sentence);
}

bool Console::showsProgress() const
{
    return isatty(STDERR_FILENO) == 1;
}

void Console::showProgress(std::string_view text)
{
    if (m_quiet || m_isMute || !showsProgress())
        return;
    writeAll(STDERR_FILENO, "\r\x1b[K" + visibleText(text));
    m_progressIsShown = true;
}

void Console::hideProgress()
{
    if (m_progressIsShown)
        writeAll(STDERR_FILENO, "\r\x1b[K");
    m_progressIsShown = false;
}

void Console::reportProgress(std::string_view sentence) const
{
    if (!m_quiet && !m_isMute && !showsProgress())
        writeAll(STDERR_FILENO, "racewalk: " + std::string(sentence) + '\n');
}

void reserveStandardStreams()
{
    // open() takes the lowest free number. Each stream is opened for the other direction, so that
    // using it is an error with a message, and not a lost result.
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (fcntl(stream, F_GETFD) < 0 && errno == EBADF)
            open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

} // namespace racewalk::cli

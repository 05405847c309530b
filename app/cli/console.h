// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace racewalk::cli {

/// The process's two streams: results to stdout, messages and progress to stderr.
class Console {
public:
    Console();
    ~Console();
    Console(const Console &) = delete;
    Console &operator=(const Console &) = delete;

    /// Nothing but results, and messages about what is wrong.
    void setQuiet(bool quiet) { m_quiet = quiet; }
    bool isQuiet() const { return m_quiet; }
    bool writesToTerminal() const; ///< whether stdout is one

    /// From now on nothing at all: another process speaks for this one.
    void mute() { m_isMute = true; }

    /// A result, as it is. After a failure nothing more is written.
    void print(std::string_view text);
    /// Why stdout could not be written; empty while it could.
    const std::string &outputError() const { return m_outputError; }

    /// "racewalk: SENTENCE" and a newline.
    void complain(std::string_view sentence);
    /// Lines for stderr that are complete as they are.
    void complainVerbatim(std::string_view lines);
    /// As complain, but not when quiet.
    void remark(std::string_view sentence);

    /// Whether progress is shown in place: stderr is a terminal.
    bool showsProgress() const;
    /// Shows `text` in place of the progress shown before; nothing when quiet or if stderr is no
    /// terminal. Any other output takes it away first.
    void showProgress(std::string_view text);
    void hideProgress();
    /// Progress as a line that stays, where it cannot be shown in place; nothing when quiet. From
    /// any thread.
    void reportProgress(std::string_view sentence) const;

private:
    bool m_quiet = false;
    bool m_isMute = false;
    bool m_progressIsShown = false;
    std::string m_outputError;
};

/// Gives stdin, stdout and stderr a descriptor where the process was started without one. Later
/// files cannot take their numbers then; reading and writing them fails as if they were closed.
/// Before the first file is opened.
void reserveStandardStreams();

/// Writes all of `text` to a file descriptor; the system's reason if that fails, else empty.
std::string writeAll(int descriptor, std::string_view text);

} // namespace racewalk::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace racewalk::cli {

/// The process's two streams: results to stdout, messages and progress to stderr. The one place
/// through which text from outside reaches a terminal, so it is made harmless here: see
/// visibleText().
class Console {
public:
    Console();
    ~Console();
    Console(const Console &) = delete;
    Console &operator=(const Console &) = delete;

    /// Suppresses everything except results and error messages.
    void setQuiet(bool quiet) { m_quiet = quiet; }
    bool isQuiet() const { return m_quiet; }
    bool writesToTerminal() const; ///< whether stdout is a terminal

    /// Suppresses all output from now on, because another process prints.
    void mute() { m_isMute = true; }

    /// Prints a result in plain text or JSON, with characters that could control a terminal
    /// escaped. After a write error nothing more is written.
    void print(std::string_view text);
    /// Prints the content of a file unchanged.
    void printVerbatim(std::string_view content);
    /// The reason why stdout could not be written; empty if it could.
    const std::string &outputError() const { return m_outputError; }

    /// "racewalk: SENTENCE" and a newline.
    void complain(std::string_view sentence);
    /// Prints complete lines to stderr.
    void complainLines(std::string_view lines);
    /// Like complain(), but suppressed by setQuiet().
    void remark(std::string_view sentence);

    /// Whether progress is shown in place: stderr is a terminal.
    bool showsProgress() const;
    /// Replaces the progress shown before with `text`; does nothing if quiet or if stderr is not a
    /// terminal. Any other output removes it first.
    void showProgress(std::string_view text);
    void hideProgress();
    /// Prints progress as a complete line, where it cannot be shown in place; does nothing if
    /// quiet. Can be called from any thread.
    void reportProgress(std::string_view sentence) const;

private:
    bool m_quiet = false;
    bool m_isMute = false;
    bool m_progressIsShown = false;
    std::string m_outputError;
};

/// Opens a descriptor for each of stdin, stdout and stderr that was closed when the process
/// started, so that no file opened later takes its number. Reading and writing it fails as if it
/// were closed. Call it before the first file is opened.
void reserveStandardStreams();

} // namespace racewalk::cli

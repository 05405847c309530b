// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <csignal>
#include <stop_token>
#include <thread>

namespace racewalk::cli {

/// While this object lives, Ctrl-C (SIGINT) requests a stop instead of ending the process; a second
/// Ctrl-C ends it immediately. Only one instance may exist at a time.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt &) = delete;
    Interrupt &operator=(const Interrupt &) = delete;

    std::stop_token token() const { return m_source.get_token(); }
    bool wasRequested() const { return m_source.stop_requested(); }

private:
    void watch();

    std::stop_source m_source;
    sigset_t m_previousMask{};
    int m_signals = -1;  ///< readable after SIGINT
    int m_finished = -1; ///< readable when the watcher has to end
    std::thread m_watcher;
};

} // namespace racewalk::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/interrupt.h"

#include "cli/exit_status.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <system_error>
#include <unistd.h>

namespace racewalk::cli {
namespace {

/// timeout(1) and some shells send one interrupt twice: to the process and to its group.
constexpr std::chrono::milliseconds sameKeyPress(300);

} // namespace

// A descriptor instead of a handler: a handler may do next to nothing, and would need a global.
Interrupt::Interrupt()
{
    sigset_t interrupts;
    sigemptyset(&interrupts);
    sigaddset(&interrupts, SIGINT);
    m_signals = signalfd(-1, &interrupts, SFD_CLOEXEC);
    m_finished = eventfd(0, EFD_CLOEXEC);
    if (m_signals < 0 || m_finished < 0)
        return; // then Ctrl-C ends the process as ever
    pthread_sigmask(SIG_BLOCK, &interrupts, &m_previousMask);
    try {
        m_watcher = std::thread([this] { watch(); });
    } catch (const std::system_error &) { // no thread to be had
        pthread_sigmask(SIG_SETMASK, &m_previousMask, nullptr);
    }
}

Interrupt::~Interrupt()
{
    if (m_watcher.joinable()) {
        const std::uint64_t one = 1;
        [[maybe_unused]] const ssize_t written = write(m_finished, &one, sizeof one);
        m_watcher.join();
        pthread_sigmask(SIG_SETMASK, &m_previousMask, nullptr);
    }
    for (const int descriptor : {m_signals, m_finished})
        if (descriptor >= 0)
            close(descriptor);
}

void Interrupt::watch()
{
    std::chrono::steady_clock::time_point first;
    std::array<pollfd, 2> waits{{{m_signals, POLLIN, 0}, {m_finished, POLLIN, 0}}};
    for (;;) {
        if (poll(waits.data(), waits.size(), -1) < 0)
            continue;
        if (waits[1].revents != 0)
            return;
        signalfd_siginfo signal{};
        if (read(m_signals, &signal, sizeof signal) != sizeof signal)
            continue;
        const auto now = std::chrono::steady_clock::now();
        if (m_source.request_stop())
            first = now;
        else if (now - first > sameKeyPress)
            _exit(static_cast<int>(ExitStatus::Interrupted));
    }
}

} // namespace racewalk::cli

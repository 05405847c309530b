// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/explain/wakers.h"
#include "machine/machine.h"
#include "program/source_span.h"

#include <cstdint>
#include <string>
#include <vector>

namespace racewalk {

/// Why a hang is one: who waits for what, every statement that could have ended the wait, and why
/// each of them never runs again.
struct HangCertificate {
    /// Why a thread will never come to a statement. Paths are those of its code, whatever the
    /// values.
    enum class Reason : std::uint8_t {
        Ended,
        Waits,       ///< a path leads there, but the thread waits itself
        Past,        ///< a path leads from there to where the thread stands, and none leads back
        Unreachable, ///< no path leads there from where the thread stands, nor the other way
    };
    struct Waker {
        ThreadId thread{};
        std::uint32_t position = 0; ///< of its first instruction, in the thread's body
        SourceSpan span;
        std::string text;       ///< "wake_up(&wq)"
        bool isCertain = false; ///< as in WakerSite
        Reason reason = Reason::Ended;
    };
    struct Waiting {
        Wait wait;
        SourceSpan span;           ///< of what the thread waits in
        std::string text;          ///< "schedule()", "wait_event(wq, READ_ONCE(done))", on one line
        std::string bitName;       ///< what the scenario calls the bit of a bit wait, or empty
        std::vector<Waker> wakers; ///< by thread, then position
    };

    /// First the threads that are no daemons, by number; then the daemons for which one of those
    /// before them waits. A waker that waits itself is here too, so the reader can go on with it.
    std::vector<Waiting> waiting;

    const Waiting *of(ThreadId thread) const;
};

/// Of a state whose Standing is Hang.
HangCertificate hangCertificate(const Machine &machine, const WakerFinder &finder, StateView state);
HangCertificate hangCertificate(const Machine &machine, StateView state);

} // namespace racewalk

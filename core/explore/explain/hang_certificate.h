// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/explain/wakers.h"
#include "machine/machine.h"
#include "program/source_span.h"

#include <cstdint>
#include <string>
#include <vector>

namespace racewalk {

/// The proof that a state is a hang: what each thread waits for, every statement that could have
/// ended the wait, and why each of them never runs again.
struct HangCertificate {
    /// Why a thread will never execute a statement. Paths are those of its code, for any values.
    enum class Reason : std::uint8_t {
        Ended,
        Waits,       ///< a path leads there, but the thread itself waits
        Past,        ///< a path leads from there to the thread's position, and none leads back
        Unreachable, ///< no path leads there from the thread's position, nor the other way
    };
    struct Waker {
        ThreadId thread{};
        std::uint32_t position = 0; ///< position of its first instruction in the thread's body
        SourceSpan span;
        std::string text;       ///< "wake_up(&wq)"
        bool isCertain = false; ///< as in WakerSite
        Reason reason = Reason::Ended;
    };
    struct Waiting {
        Wait wait;
        SourceSpan span;           ///< of the statement in which the thread waits
        std::string text;          ///< "schedule()", "wait_event(wq, READ_ONCE(done))", on one line
        std::string bitName;       ///< the scenario's name for the bit of a bit wait, or empty
        std::vector<Waker> wakers; ///< by thread, then position
    };

    /// First the non-daemon threads, by number; then the daemons that one of those before them
    /// waits for. A waker that itself waits is listed, too.
    std::vector<Waiting> waiting;

    const Waiting *of(ThreadId thread) const;
};

/// Returns the certificate of a state whose Standing is Hang.
HangCertificate hangCertificate(const Machine &machine, const WakerFinder &finder, StateView state);
HangCertificate hangCertificate(const Machine &machine, StateView state);

} // namespace racewalk

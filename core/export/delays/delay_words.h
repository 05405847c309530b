// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/delays/delay_spots.h"
#include "export/delays/delays.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace racewalk {

/// The delays of a run in words.
class DelayWords {
public:
    /// Both must outlive this.
    DelayWords(const Run &run, const DelaySpots &spots)
        : m_run(run), m_program(run.machine().program()), m_spots(spots)
    {}

    /// "lookup, in find_inode(), between inode = rcu_dereference(bucket) and
    /// spin_lock(&inode->i_lock): wait until evict has passed wake_up_bit(&inode->i_state, __I_NEW)
    /// in wake_up_waiters()."
    std::string delay(const Delay &delay) const;
    /// "evict has passed wake_up_bit(&inode->i_state, __I_NEW) in wake_up_waiters()".
    std::string passed(std::size_t event) const;
    std::string lateDrain(const LateDrain &drain) const;
    /// "The switch to evict at step 3 needs no delay: its order does not matter."
    std::string freeSwitch(const FreeSwitch &each) const;
    /// Why the thread must not sleep there: "it holds inodes[0].i_lock"; empty if it may.
    std::string whyNoSleep(const Delay &delay) const;
    /// "wait_event(wq, ..)" if the operation after the delay is a part of it; otherwise empty.
    std::string waitCall(const Delay &delay) const;
    /// The operation of an event, with the keyword of a condition: "if (done)".
    std::string text(std::size_t event) const;

    /// The call_rcu() of a callback.
    std::optional<std::size_t> callbackBegun(std::size_t callback) const;

private:
    /// An operation of a thread: of an event, or the one that it is blocked at.
    struct Place {
        std::string text, function;
        std::size_t time = 1;
    };
    Place placeOf(ThreadId thread, std::size_t event) const;
    std::string operationText(ThreadId thread, std::uint32_t position, std::string text) const;
    const std::string &nameOf(ThreadId thread) const
    {
        return m_program.threads[indexOf(thread)].name;
    }

    const Run &m_run;
    const Program &m_program;
    const DelaySpots &m_spots;
};

} // namespace racewalk

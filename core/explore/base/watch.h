// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <stop_token>

namespace racewalk {

/// Thrown when a stop was requested: the only way out of Boost's depth-first search, and the fast
/// one out of a table that grows. Never leaves explore(), which turns it into a field of the
/// verdict.
struct EvaluationStopped {};

/// Decides whether work after a search may continue. Each sweep has its own copy.
class Watch {
public:
    using Clock = std::chrono::steady_clock;

    /// A watch that never stops the work.
    Watch() = default;
    /// `stop` outlives the watch and its copies. time_point::max() means no deadline.
    Watch(const std::stop_token &stop, Clock::time_point deadline)
        : m_stop(&stop), m_deadline(deadline)
    {}

    /// Called for each small piece of work; checks at every 1024th call.
    void tick()
    {
        if ((++m_ticks & 1023) == 0)
            look();
    }

    /// Throws EvaluationStopped if a stop was requested.
    void look()
    {
        if (m_stop && m_stop->stop_requested())
            throw EvaluationStopped{};
        m_isLate =
            m_isLate || (m_deadline != Clock::time_point::max() && Clock::now() >= m_deadline);
    }

    /// Whether the deadline had passed at the last check.
    bool isLate() const { return m_isLate; }

private:
    const std::stop_token *m_stop = nullptr;
    Clock::time_point m_deadline = Clock::time_point::max();
    std::uint32_t m_ticks = 0;
    bool m_isLate = false;
};

/// Resizes a long, empty list to `size` values and polls the watch meanwhile, because getting so
/// much memory from the system takes time.
template <class List>
void fill(List &list, std::size_t size, const typename List::value_type &value, Watch &watch)
{
    constexpr std::size_t valuesAtATime = std::size_t{1} << 17;
    list.reserve(size);
    while (list.size() < size) {
        watch.look();
        list.resize(std::min(size, list.size() + valuesAtATime), value);
    }
}

} // namespace racewalk

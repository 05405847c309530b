// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <stop_token>

namespace racewalk {

/// Thrown when a stop was requested: the only way out of Boost's depth-first search, and the short
/// one out of a table that grows. Never leaves explore(), which makes a field of the verdict of it.
struct EvaluationStopped {};

/// Whether work after a search may go on. Each sweep has its own copy.
class Watch {
public:
    using Clock = std::chrono::steady_clock;

    /// Nothing ever stops the work.
    Watch() = default;
    /// `stop` outlives the watch and its copies. time_point::max() is no deadline.
    Watch(const std::stop_token &stop, Clock::time_point deadline)
        : m_stop(&stop), m_deadline(deadline)
    {}

    /// For each small piece of work; looks at every 1024th call.
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

    /// Whether the deadline had passed at the last look.
    bool isLate() const { return m_isLate; }

private:
    const std::stop_token *m_stop = nullptr;
    Clock::time_point m_deadline = Clock::time_point::max();
    std::uint32_t m_ticks = 0;
    bool m_isLate = false;
};

/// Makes a long, empty list one of `size` values, looking at the watch now and then: getting so
/// much memory from the system takes its time.
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

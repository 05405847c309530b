// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace racewalk {

/// A number of schedules: runs from the initial state to a state where nothing can step. Exact
/// below 2^64, a double from there on; infinite if such a run can contain a cycle, or never ends.
class ScheduleCount {
public:
    ScheduleCount() = default; ///< none
    static ScheduleCount one();
    static ScheduleCount infinite();

    bool isNone() const { return m_exact == 0 && m_rough == 0; }
    bool isInfinite() const;
    /// Returns nullopt from 2^64 on.
    std::optional<std::uint64_t> exactly() const;
    /// Returns the value as a double; infinity if infinite.
    double roughly() const;

    /// Returns the size of one of `parts` equal parts, if the number is such a multiple.
    ScheduleCount part(std::uint64_t parts) const;

    ScheduleCount &operator+=(const ScheduleCount &other);
    bool operator==(const ScheduleCount &) const = default;

private:
    std::uint64_t m_exact = 0; ///< valid if m_rough is not set
    double m_rough = 0;
};

/// "1", "399,245", "2.4 million", "1.2 x 10^9", "infinitely many".
std::string toText(const ScheduleCount &count);

} // namespace racewalk

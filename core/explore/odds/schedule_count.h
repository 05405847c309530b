// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace racewalk {

/// How many schedules there are that do something: runs from the initial state to where nobody can
/// step any more. Exact below 2^64, a double from there on; without a number if a run can go round
/// in a circle on its way, or does so for ever.
class ScheduleCount {
public:
    ScheduleCount() = default; ///< none
    static ScheduleCount one();
    static ScheduleCount infinite();

    bool isNone() const { return m_exact == 0 && m_rough == 0; }
    bool isInfinite() const;
    /// nullopt from 2^64 on.
    std::optional<std::uint64_t> exactly() const;
    /// Infinity if infinite.
    double roughly() const;

    /// One of so many parts that are alike, if it is made of such.
    ScheduleCount part(std::uint64_t parts) const;

    ScheduleCount &operator+=(const ScheduleCount &other);
    bool operator==(const ScheduleCount &) const = default;

private:
    std::uint64_t m_exact = 0; ///< unless m_rough is there
    double m_rough = 0;
};

/// "1", "399,245", "2.4 million", "1.2 x 10^9", "infinitely many".
std::string toText(const ScheduleCount &count);

} // namespace racewalk

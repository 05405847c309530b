// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/odds/schedule_count.h"

#include "explore/base/number_words.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace racewalk {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

} // namespace

ScheduleCount ScheduleCount::one()
{
    ScheduleCount count;
    count.m_exact = 1;
    return count;
}

ScheduleCount ScheduleCount::infinite()
{
    ScheduleCount count;
    count.m_rough = infinity;
    return count;
}

bool ScheduleCount::isInfinite() const
{
    return m_rough == infinity;
}

std::optional<std::uint64_t> ScheduleCount::exactly() const
{
    if (m_rough != 0)
        return std::nullopt;
    return m_exact;
}

double ScheduleCount::roughly() const
{
    return m_rough != 0 ? m_rough : static_cast<double>(m_exact);
}

ScheduleCount ScheduleCount::part(std::uint64_t parts) const
{
    ScheduleCount part;
    part.m_exact = m_exact / parts;
    part.m_rough = m_rough / static_cast<double>(parts);
    return part;
}

ScheduleCount &ScheduleCount::operator+=(const ScheduleCount &other)
{
    std::uint64_t sum = 0;
    if (m_rough == 0 && other.m_rough == 0 &&
        !__builtin_add_overflow(m_exact, other.m_exact, &sum)) {
        m_exact = sum;
        return *this;
    }
    const bool isFinite = !isInfinite() && !other.isInfinite();
    m_rough = roughly() + other.roughly();
    if (isFinite)
        m_rough = std::min(m_rough, std::numeric_limits<double>::max());
    m_exact = 0;
    return *this;
}

std::string toText(const ScheduleCount &count)
{
    return count.isInfinite() ? "infinitely many" : roundedText(count.roughly());
}

} // namespace racewalk

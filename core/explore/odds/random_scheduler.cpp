// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/odds/random_scheduler.h"

#include "explore/odds/odds.h"

namespace racewalk {

Step RandomScheduler::choose(std::span<const Step> steps)
{
    const auto begins = [&](std::size_t i) {
        return i == 0 || i == steps.size() || !haveOneDraw(steps[i - 1], steps[i]);
    };
    std::size_t draws = 0;
    for (std::size_t i = 0; i < steps.size(); ++i)
        draws += begins(i) ? 1 : 0;
    std::size_t skipped = below(draws);
    std::size_t first = 0;
    while (skipped > 0)
        skipped -= begins(++first) ? 1 : 0;
    std::size_t end = first + 1;
    while (!begins(end))
        ++end;
    return steps[first + below(end - first)];
}

std::size_t RandomScheduler::below(std::size_t end)
{
    // The standard's distributions give other numbers with every library. Numbers at the very end
    // of the range are left out, so that what remains divides evenly.
    const std::uint64_t excess = (std::mt19937_64::max() % end + 1) % end;
    std::uint64_t number = m_random();
    while (number > std::mt19937_64::max() - excess)
        number = m_random();
    return static_cast<std::size_t>(number % end);
}

} // namespace racewalk

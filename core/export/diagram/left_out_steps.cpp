// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/diagram/left_out_steps.h"

namespace racewalk {

std::string LeftOutSteps::text() const
{
    return std::to_string(end - begin) + (end - begin == 1 ? " step" : " steps") + " left out";
}

LeftOutSteps leftOutSteps(std::size_t steps)
{
    constexpr std::size_t atEachEnd = 1000;
    if (steps <= 2 * atEachEnd)
        return {};
    return {atEachEnd, steps - atEachEnd};
}

} // namespace racewalk

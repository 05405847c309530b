// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>

namespace racewalk {

/// The steps of a long run that a report skips, from `begin` to before `end`, counted from 0.
struct LeftOutSteps {
    std::size_t begin = 0;
    std::size_t end = 0;

    bool areAny() const { return begin < end; }
    std::string text() const; ///< "98000 steps left out"
};

/// Returns the steps between the first and the last thousand.
LeftOutSteps leftOutSteps(std::size_t steps);

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/ids.h"

#include <compare>
#include <cstdint>

namespace racewalk {

/// Who goes next, and which way where there is more than one: the value of choose(), counted from 0
/// at its low end, or the object whose callback the rcu lane runs.
struct Step {
    ThreadId thread{};
    std::uint16_t choice = 0;

    auto operator<=>(const Step &) const = default;
};

} // namespace racewalk

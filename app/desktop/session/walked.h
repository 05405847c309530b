// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/session/scenario_file.h"

#include "run/schedule/schedule.h"

#include <cstddef>
#include <limits>
#include <string>

namespace racewalk::desktop {

/// A cursor position that stays at the end of a run, however long it becomes.
inline constexpr std::size_t atEnd = std::numeric_limits<std::size_t>::max();

/// A run in a form that can restore it in the same scenario.
struct Walked {
    std::string variant;
    MemoryModel memory = MemoryModel::Sc;
    ParameterValues parameters;
    Schedule schedule;
    std::size_t position = 0;

    bool operator==(const Walked &) const = default;
};

} // namespace racewalk::desktop

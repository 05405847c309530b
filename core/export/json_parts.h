// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/odds/schedule_count.h"
#include "machine/finding.h"
#include "program/program.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace racewalk {

// What several JSON reports have in common. Internal to the room.

using Json = nlohmann::ordered_json;

/// Indented, with a newline at its end.
std::string written(const Json &json);

/// A good end is "ok", as `expect` and tours write it.
std::string kindText(FindingKind kind);

/// What every report begins with: scenario, file, variant, params, memory.
Json subjectJson(const Program &program);

/// A number, a rounded one from 2^64 on; "infinite"; null if unknown.
Json schedulesJson(const std::optional<ScheduleCount> &schedules);

} // namespace racewalk

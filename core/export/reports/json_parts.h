// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/odds/schedule_count.h"
#include "machine/finding.h"
#include "program/program.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace racewalk {

// Shared parts of several JSON reports. Internal to the module.

using Json = nlohmann::ordered_json;

/// Indented, with a newline at its end.
std::string written(const Json &json);

/// Returns the start of every report: scenario, file, variant, params, memory.
Json subjectJson(const Program &program);

/// Returns a number, rounded from 2^64 on; "infinite"; null if unknown.
Json schedulesJson(const std::optional<ScheduleCount> &schedules);

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/odds/schedule_count.h"
#include "machine/finding.h"
#include "program/program.h"
#include "run/run.h"
#include "run/timeline/event.h"

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

/// Returns one step: thread, text, note, line, changes, and access of a plain read or write.
Json eventJson(const Program &program, const Event &event);

/// Returns the run's state at its cursor: kind, name, summary, data_races.
Json endingJson(const Run &run);

} // namespace racewalk

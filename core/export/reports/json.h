// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/reports/verdict_text.h"
#include "run/run.h"

#include <span>
#include <string>

namespace racewalk {

// All functions return JSON (RFC 8259): indented, in UTF-8, with a newline at the end. Keys stay
// from version to version; new ones may be added. Bytes that are not valid UTF-8 become U+FFFD.

/// Returns what `racewalk check --json` prints: one object.
std::string toJson(const CheckedVariant &variant);

/// Returns an array of these objects.
std::string toJson(std::span<const CheckedVariant> variants);

/// Returns what `racewalk replay --json` prints: the run up to its cursor, step by step, and how it
/// ends. `message` is the reason why a schedule could not be executed completely; otherwise empty.
std::string toJson(const Run &run, const std::string &message);

} // namespace racewalk

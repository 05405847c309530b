// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/verdict_text.h"
#include "run/run.h"

#include <span>
#include <string>

namespace racewalk {

/// JSON (RFC 8259), indented, in UTF-8, ended by a newline. Keys stay from version to version;
/// new ones may come. Bytes that are no UTF-8 become U+FFFD.

/// What `racewalk check --json` prints: one object.
std::string toJson(const CheckedVariant &variant);

/// An array of them.
std::string toJson(std::span<const CheckedVariant> variants);

/// What `racewalk replay --json` prints: the run up to its cursor, step by step, and how it ends.
/// `message` says why a schedule could not be walked to its end; empty if it could.
std::string toJson(const Run &run, const std::string &message);

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/program.h"

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// Returns a thread's name in a schedule: in lower case, without its number if it is the only one
/// of its group.
std::string scheduleName(const Program &program, ThreadId thread);

/// Returns the thread with that name in a schedule, or a fragment of a sentence that lists the
/// valid names.
std::expected<ThreadId, std::string> threadFor(const Program &program, std::string_view name);

/// Compares two strings; ASCII letters are equal in either case.
bool equalWithoutCase(std::string_view a, std::string_view b);

/// "a, b and c" with `last` for "and"; at most eight names, then "and 3 more".
std::string listed(const std::vector<std::string> &names, std::string_view last);

} // namespace racewalk

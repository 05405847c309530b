// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/program.h"

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// What a schedule calls a thread: in small letters, without its number if it is the only one of
/// its group.
std::string scheduleName(const Program &program, ThreadId thread);

/// The thread that a schedule's name stands for, or a sentence fragment that says what could have
/// been written.
std::expected<ThreadId, std::string> threadFor(const Program &program, std::string_view name);

/// ASCII letters in either case are equal.
bool equalWithoutCase(std::string_view a, std::string_view b);

/// "a, b and c" with `last` for "and"; at most eight names, then "and 3 more".
std::string listed(const std::vector<std::string> &names, std::string_view last);

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace racewalk::cli {

/// Whether there is something, and all of it is one of `characters`.
bool consistsOf(const std::string &text, std::string_view characters);

// What is wrong with an option's value, or nothing: for CLI::Option::check(). CLI11 itself takes -5
// for a huge number.

/// Twelve digits of mebibytes still are 64 bits of bytes.
std::string checkCount(const std::string &text);
std::string checkSeconds(const std::string &text);
/// Of threads that search.
std::string checkJobs(const std::string &text);

} // namespace racewalk::cli

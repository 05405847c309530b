// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk::cli {

/// Whether the text is not empty and consists only of `characters`.
bool consistsOf(const std::string &text, std::string_view characters);

// Checks for CLI::Option::check(): they return an error message, or nothing. Needed because CLI11
// accepts -5 as a huge number.

/// Accepts at most twelve digits, so that mebibytes converted to bytes fit into 64 bits.
std::string checkCount(const std::string &text);
/// Returns a check that accepts one of the words.
std::function<std::string(const std::string &)> checkOneOf(std::vector<std::string> words);
std::string checkSeconds(const std::string &text);
/// Checks a number of search threads.
std::string checkJobs(const std::string &text);

} // namespace racewalk::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <expected>
#include <string>

namespace racewalk::cli {

/// What stands for standard input where a command takes a file.
inline constexpr const char *standardInput = "-";

/// Reads standard input, up to one byte more than `most`. The error is a sentence without a full
/// stop.
std::expected<std::string, std::string> readStandardInput(std::size_t most);

/// Reads a file that must be regular, or standard input, up to one byte more than `most`.
std::expected<std::string, std::string> readInput(const std::string &file, std::size_t most);

} // namespace racewalk::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/source_text.h"

#include <cstddef>
#include <expected>
#include <filesystem>
#include <string>

namespace racewalk {

/// Largest size of a scenario's text in bytes.
inline constexpr std::size_t maxSourceBytes = std::size_t{1} << 20;

/// Why a file cannot be read as a scenario. `sentence` names the file and can be shown unchanged.
struct ReadError {
    std::string sentence;
};

/// Reads a scenario. Rejects a file that is not regular, is longer than maxSourceBytes (without
/// reading it all), is empty, or is not UTF-8 text. Never waits for a pipe or a device. Removes a
/// byte order mark at the beginning.
std::expected<SourceText, ReadError> readSource(const std::filesystem::path &path);

/// Makes a source of bytes from elsewhere. `name` is used in messages.
std::expected<SourceText, ReadError> sourceFromBytes(std::string name, std::string bytes);

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/source_text.h"

#include <cstddef>
#include <expected>
#include <filesystem>
#include <string>

namespace racewalk {

/// A scenario's text may have this many bytes.
inline constexpr std::size_t maxSourceBytes = std::size_t{1} << 20;

/// Why a file is no scenario's text. `sentence` names the file and can be shown as it is.
struct ReadError {
    std::string sentence;
};

/// Reads a scenario. Refuses what is no regular file, is longer than maxSourceBytes (without
/// reading it all), is empty, or is no UTF-8 text. Never waits for a pipe or a device.
/// A byte order mark at the beginning is left out.
std::expected<SourceText, ReadError> readSource(const std::filesystem::path &path);

/// The same for bytes that have come another way. `name` is how they are called in messages.
std::expected<SourceText, ReadError> sourceFromBytes(std::string name, std::string bytes);

} // namespace racewalk

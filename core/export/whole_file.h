// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace racewalk {

/// Writes a file as a whole or not at all: under another name in the same folder, then renamed. An
/// existing file keeps its permissions, and a symbolic link stays one: its target is replaced.
/// Where the folder takes no new file, an existing one is overwritten in place. A standard stream
/// (`/dev/stdout`) is appended to; a pipe or a device is written directly, if anybody reads it.
/// Returns an error message that names the file and the reason, or nothing.
std::string writeFile(const std::filesystem::path &path, std::string_view content);

/// Writes all of the text to an open file. Returns the system's reason why not, or nothing.
std::string writeAll(int descriptor, std::string_view text);

} // namespace racewalk

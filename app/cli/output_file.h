// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace racewalk::cli {

/// Writes a file as a whole or not at all: under another name in the same folder, then renamed. An
/// existing file keeps its permissions. A path that is not a regular file (a pipe, a device) is
/// written directly. Returns an error message that names the file and the reason, or nothing.
std::string writeFile(const std::filesystem::path &path, std::string_view content);

} // namespace racewalk::cli

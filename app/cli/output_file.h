// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace racewalk::cli {

/// Writes a file as a whole or not at all: under another name in the same folder, then renamed. An
/// existing file keeps its permissions; what is no regular file (a pipe, a device) is written
/// directly. Returns a sentence that names the file and the reason if it fails, else nothing.
std::string writeFile(const std::filesystem::path &path, std::string_view content);

} // namespace racewalk::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/input_text.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <unistd.h>

namespace racewalk::cli {

std::expected<std::string, std::string> readStandardInput(std::size_t most)
{
    std::string bytes;
    while (bytes.size() <= most) {
        constexpr std::size_t chunk = 1 << 16;
        const std::size_t size = bytes.size();
        bytes.resize(size + chunk);
        const ssize_t count = read(STDIN_FILENO, bytes.data() + size, chunk);
        const int error = errno;
        bytes.resize(size + (count > 0 ? static_cast<std::size_t>(count) : 0));
        if (count == 0)
            break;
        if (count < 0 && error != EINTR)
            return std::unexpected("standard input cannot be read: " +
                                   std::generic_category().message(error));
    }
    return bytes;
}

std::expected<std::string, std::string> readInput(const std::string &file, std::size_t most)
{
    if (file == standardInput)
        return readStandardInput(most);
    std::error_code error;
    if (!std::filesystem::exists(file, error))
        return std::unexpected("there is no file '" + file + "'");
    std::ifstream stream(file, std::ios::binary);
    if (!std::filesystem::is_regular_file(file, error) || !stream)
        return std::unexpected("cannot read " + file);
    const auto size = std::filesystem::file_size(file, error);
    std::string bytes(error ? most + 1 : std::min<std::size_t>(size, most + 1), '\0');
    stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(stream.gcount()));
    return bytes;
}

} // namespace racewalk::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/source/read_source.h"

#include "program/utf8.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace racewalk {

namespace {

class FileDescriptor {
public:
    explicit FileDescriptor(const char *path)
        // O_NONBLOCK: opening a pipe without a writer would wait forever.
        : m_number(::open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY))
    {}
    ~FileDescriptor()
    {
        if (m_number >= 0)
            ::close(m_number);
    }
    FileDescriptor(const FileDescriptor &) = delete;
    FileDescriptor &operator=(const FileDescriptor &) = delete;

    int number() const { return m_number; }

private:
    int m_number;
};

std::string reasonOf(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return "does not exist";
    case EACCES:
    case EPERM:
        return "may not be read: permission denied";
    }
    return fmt::format("cannot be read: {}", std::strerror(error));
}

std::string tooLong()
{
    return fmt::format("is longer than {} MiB, the limit for a scenario", maxSourceBytes >> 20);
}

/// Empty if the file can be read and is short enough.
std::string refusal(const struct stat &status)
{
    if (S_ISDIR(status.st_mode))
        return "is a directory, not a scenario";
    if (!S_ISREG(status.st_mode))
        return "is no regular file";
    if (std::cmp_greater(status.st_size, maxSourceBytes))
        return tooLong();
    return {};
}

/// Reads to the end, or to one byte more than a scenario may have.
std::expected<std::string, std::string> readAll(int descriptor)
{
    std::string result;
    while (result.size() <= maxSourceBytes) {
        constexpr std::size_t chunk = 1 << 16;
        const std::size_t size = result.size();
        result.resize(size + chunk);
        const ssize_t count = ::read(descriptor, result.data() + size, chunk);
        result.resize(size + (count > 0 ? static_cast<std::size_t>(count) : 0));
        if (count == 0)
            return result;
        if (count < 0 && errno != EINTR)
            return std::unexpected(reasonOf(errno));
    }
    return std::unexpected(tooLong());
}

/// Empty if the bytes are text.
std::string whyNoText(std::string_view bytes)
{
    std::size_t line = 1;
    for (std::size_t i = 0; i < bytes.size();) {
        const DecodedCharacter character = decodeUtf8(bytes, i);
        if (!character.isValid)
            return fmt::format("is not UTF-8 text: byte {} (line {}) begins no character", i + 1,
                               line);
        if (character.codePoint == 0)
            return fmt::format("is a binary file: byte {} (line {}) is NUL", i + 1, line);
        line += character.codePoint == '\n' ? 1 : 0;
        i += character.length;
    }
    return {};
}

std::expected<std::string, std::string> readBytes(const std::string &path)
{
    const FileDescriptor file(path.c_str());
    if (file.number() < 0)
        return std::unexpected(errno == ENXIO ? "is no regular file" : reasonOf(errno));
    struct stat status = {};
    if (::fstat(file.number(), &status) != 0)
        return std::unexpected(reasonOf(errno));
    if (std::string reason = refusal(status); !reason.empty())
        return std::unexpected(std::move(reason));
    return readAll(file.number());
}

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

} // namespace

std::expected<SourceText, ReadError> readSource(const std::filesystem::path &path)
{
    auto bytes = readBytes(path.string());
    if (!bytes)
        return std::unexpected(ReadError{fmt::format("'{}' {}", path.string(), bytes.error())});
    return sourceFromBytes(path.string(), *std::move(bytes));
}

std::expected<SourceText, ReadError> sourceFromBytes(std::string name, std::string bytes)
{
    std::string reason = bytes.empty()                   ? "is empty"
                         : bytes.size() > maxSourceBytes ? tooLong()
                                                         : whyNoText(bytes);
    if (!reason.empty())
        return std::unexpected(ReadError{fmt::format("'{}' {}", name, reason)});
    if (bytes.starts_with(byteOrderMark))
        bytes.erase(0, byteOrderMark.size());
    return SourceText(std::move(name), std::move(bytes));
}

} // namespace racewalk

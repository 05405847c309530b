// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/whole_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace racewalk {
namespace {

namespace fs = std::filesystem;

std::string systemReason()
{
    return std::generic_category().message(errno);
}

std::string refusal(const fs::path &path, const std::string &reason)
{
    return "cannot write " + path.string() + ": " + reason;
}

/// Closing tells of errors that a full or remote disk kept back.
std::string writeAndClose(int file, std::string_view content)
{
    std::string reason = writeAll(file, content);
    if (close(file) != 0 && reason.empty())
        reason = systemReason();
    return reason;
}

/// Of "/dev/stdout", "/dev/fd/3", "/proc/self/fd/1": opening such a path would truncate a file that
/// the shell opened for appending.
std::optional<int> openDescriptor(const std::string &path)
{
    constexpr std::array streams{std::pair{"/dev/stdout", STDOUT_FILENO},
                                 std::pair{"/dev/stderr", STDERR_FILENO}};
    for (const auto &[name, descriptor] : streams)
        if (path == name)
            return descriptor;
    for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
        int descriptor = 0;
        const char *end = path.data() + path.size();
        if (path.starts_with(folder) &&
            std::from_chars(path.data() + folder.size(), end, descriptor).ptr == end)
            return descriptor;
    }
    return std::nullopt;
}

/// A pipe that nobody reads would block; O_NONBLOCK makes opening it fail instead.
std::string writeDirectly(const fs::path &path, std::string_view content, int flags)
{
    const int file = open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NONBLOCK | flags);
    if (file < 0)
        return refusal(path, errno == ENXIO ? "nobody reads this pipe" : systemReason());
    fcntl(file, F_SETFL, fcntl(file, F_GETFL) & ~O_NONBLOCK);
    const std::string reason = writeAndClose(file, content);
    return reason.empty() ? "" : refusal(path, reason);
}

/// Where a chain of symbolic links ends, also if there is nothing yet; the path itself if it is no
/// link. None if the chain has no end.
std::optional<fs::path> targetOf(fs::path path)
{
    constexpr int mostLinks = 40; // as the kernel follows
    std::error_code error;
    for (int links = 0; fs::is_symlink(path, error); ++links) {
        if (links == mostLinks)
            return std::nullopt;
        const fs::path next = fs::read_symlink(path, error);
        path = next.is_absolute() ? next : path.parent_path() / next;
    }
    return path;
}

/// 0666 less the umask, which can only be read by setting it.
mode_t usualMode()
{
    const mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

} // namespace

std::string writeAll(int descriptor, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t count = write(descriptor, text.data(), text.size());
        if (count >= 0)
            text.remove_prefix(static_cast<std::size_t>(count));
        else if (errno != EINTR)
            return systemReason();
    }
    return {};
}

std::string writeFile(const fs::path &path, std::string_view content)
{
    if (const auto descriptor = openDescriptor(path.string())) {
        const std::string reason = writeAll(*descriptor, content);
        return reason.empty() ? "" : refusal(path, reason);
    }
    struct stat existing {};
    const bool exists = stat(path.c_str(), &existing) == 0;
    if (exists && S_ISDIR(existing.st_mode))
        return refusal(path, "it is a folder");
    if (exists && !S_ISREG(existing.st_mode))
        return writeDirectly(path, content, 0);
    if (exists && access(path.c_str(), W_OK) != 0)
        return refusal(path, systemReason());
    const auto target = targetOf(path);
    if (!target)
        return refusal(path, "its symbolic links lead nowhere");

    // A short name, for the file's own may be as long as names can be.
    std::string temporary = (target->parent_path() / ".racewalk-XXXXXX").string();
    const int file = mkstemp(temporary.data());
    if (file < 0)
        return exists ? writeDirectly(*target, content, O_TRUNC) : refusal(path, systemReason());
    fchmod(file, exists ? existing.st_mode & 07777 : usualMode());
    std::string reason = writeAndClose(file, content);
    if (reason.empty() && rename(temporary.c_str(), target->c_str()) != 0)
        reason = systemReason();
    if (reason.empty())
        return {};
    unlink(temporary.c_str());
    return refusal(path, reason);
}

} // namespace racewalk

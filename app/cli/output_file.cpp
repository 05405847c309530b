// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output_file.h"

#include "cli/console.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace racewalk::cli {
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

std::string writeDirectly(const fs::path &path, std::string_view content)
{
    const int file = open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return refusal(path, systemReason());
    const std::string reason = writeAndClose(file, content);
    return reason.empty() ? "" : refusal(path, reason);
}

/// 0666 less the umask, which can only be read by setting it.
mode_t usualMode()
{
    const mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

} // namespace

std::string writeFile(const fs::path &path, std::string_view content)
{
    struct stat existing{};
    const bool exists = stat(path.c_str(), &existing) == 0;
    if (exists && S_ISDIR(existing.st_mode))
        return refusal(path, "it is a folder");
    if (exists && !S_ISREG(existing.st_mode))
        return writeDirectly(path, content);
    if (exists && access(path.c_str(), W_OK) != 0)
        return refusal(path, systemReason());

    std::error_code error;
    const fs::path target = exists ? fs::canonical(path, error) : path;
    if (error)
        return refusal(path, error.message());
    std::string temporary = target.string() + ".XXXXXX";
    const int file = mkstemp(temporary.data());
    if (file < 0)
        return refusal(path, systemReason());
    fchmod(file, exists ? existing.st_mode & 07777 : usualMode());
    std::string reason = writeAndClose(file, content);
    if (reason.empty() && rename(temporary.c_str(), target.c_str()) != 0)
        reason = systemReason();
    if (reason.empty())
        return {};
    unlink(temporary.c_str());
    return refusal(path, reason);
}

} // namespace racewalk::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "language/library.h"

#include <algorithm>
#include <cstdlib>
#include <system_error>

namespace racewalk {
namespace {

namespace fs = std::filesystem;

/// The entries of a folder, as far as it can be read.
std::vector<fs::path> entriesOf(const fs::path &folder)
{
    std::vector<fs::path> entries;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error))
        entries.push_back(entry->path());
    return entries;
}

} // namespace

fs::path dataFolder()
{
    if (const char *folder = std::getenv("RACEWALK_DATA_DIR"); folder != nullptr && *folder != '\0')
        return folder;
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    return program.parent_path().parent_path() / "share" / "racewalk";
}

std::vector<ShippedScenario> shippedScenarios(const fs::path &dataFolder)
{
    std::vector<ShippedScenario> scenarios;
    for (const fs::path &family : entriesOf(dataFolder / "scenarios")) {
        for (const fs::path &file : entriesOf(family)) {
            std::error_code error;
            if (file.extension() == ".race" && fs::is_regular_file(file, error))
                scenarios.push_back({family.filename().string(), file.stem().string(), file});
        }
    }
    std::ranges::sort(scenarios);
    return scenarios;
}

std::optional<ShippedScenario> findShipped(const std::vector<ShippedScenario> &scenarios,
                                           std::string_view name)
{
    const auto found = std::ranges::find(scenarios, name, &ShippedScenario::name);
    if (found == scenarios.end())
        return std::nullopt;
    return *found;
}

std::optional<ShippedScenario> shippedAt(const std::vector<ShippedScenario> &scenarios,
                                         const std::filesystem::path &path)
{
    const auto found = findShipped(scenarios, path.stem().string());
    std::error_code unreadable;
    return found && std::filesystem::equivalent(found->path, path, unreadable) ? found
                                                                               : std::nullopt;
}

ScenarioLocation locateScenario(const std::vector<ShippedScenario> &scenarios,
                                std::string_view nameOrPath)
{
    if (const auto shipped = findShipped(scenarios, nameOrPath))
        return {shipped->path, shipped->path.filename().string()};
    // "abba.race", as exported files call it, where there is no such file.
    const fs::path path(nameOrPath);
    std::error_code unreadable;
    if (path.extension() == ".race" && !path.has_parent_path() && !fs::exists(path, unreadable))
        if (const auto shipped = findShipped(scenarios, path.stem().string()))
            return {shipped->path, path.string()};
    return {path, std::string(nameOrPath)};
}

} // namespace racewalk

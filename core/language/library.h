// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// A scenario that comes with the program: FOLDER/scenarios/FAMILY/NAME.race.
struct ShippedScenario {
    std::string family;
    std::string name;
    std::filesystem::path path;

    auto operator<=>(const ShippedScenario &) const = default;
};

/// Returns the folder of the program's data: the environment's RACEWALK_DATA_DIR if it is set,
/// otherwise ../share/racewalk relative to the folder of the running program. It need not exist.
std::filesystem::path dataFolder();

/// Returns the shipped scenarios by family, then by name. Empty if there is no such folder;
/// unreadable files are skipped.
std::vector<ShippedScenario> shippedScenarios(const std::filesystem::path &dataFolder);

/// The scenario of that name, or nothing.
std::optional<ShippedScenario> findShipped(const std::vector<ShippedScenario> &scenarios,
                                           std::string_view name);

/// The scenario that this file is, or nothing.
std::optional<ShippedScenario> shippedAt(const std::vector<ShippedScenario> &scenarios,
                                         const std::filesystem::path &path);

/// The location of a scenario that was given by name or path, and its displayed name.
struct ScenarioLocation {
    std::filesystem::path path;
    std::string shownName; ///< the path as it was given; of a shipped scenario its file name
};

/// Finds a scenario. A shipped scenario's name takes precedence over a file of the same name in the
/// current folder, for which users write ./NAME. Anything else is a path; NAME.race, if there is no
/// such file, is the shipped scenario of that name.
ScenarioLocation locateScenario(const std::vector<ShippedScenario> &scenarios,
                                std::string_view nameOrPath);

} // namespace racewalk

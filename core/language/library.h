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

/// Where the program's data is: the environment's RACEWALK_DATA_DIR if that is set, else
/// ../share/racewalk beside the folder of the running program. Need not exist.
std::filesystem::path dataFolder();

/// By family, then by name. Empty if there is no such folder; what cannot be read is left out.
std::vector<ShippedScenario> shippedScenarios(const std::filesystem::path &dataFolder);

/// The scenario of that name, or nothing.
std::optional<ShippedScenario> findShipped(const std::vector<ShippedScenario> &scenarios,
                                           std::string_view name);

/// What a scenario given by name or by path is, and how it is shown in messages and reports.
struct ScenarioPlace {
    std::filesystem::path path;
    std::string shownName; ///< the path as it was given; of a shipped scenario its file name
};

/// A shipped scenario's name goes before a file of the same name in the current folder, for which
/// one writes ./NAME. What is neither is taken for a path.
ScenarioPlace placeOfScenario(const std::vector<ShippedScenario> &scenarios,
                              std::string_view nameOrPath);

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/console.h"
#include "program/program.h"

#include <CLI/App.hpp>

#include <expected>
#include <memory>
#include <string>
#include <vector>

namespace racewalk::cli {

/// The options of every command with a SCENARIO argument, and its output options.
struct ScenarioOptions {
    std::string scenario;
    std::string variant;                 ///< empty: the first
    std::vector<std::string> parameters; ///< NAME=VALUE
    std::string memory;                  ///< empty: the scenario's own
    bool quiet = false;
    bool json = false;
};

/// Adds SCENARIO and the common options. `options` must outlive the parsing.
void addScenarioOptions(CLI::App &command, ScenarioOptions &options);
// Each adds one of them, for a command that has others of its own.
void addScenarioArgument(CLI::App &command, ScenarioOptions &options);
CLI::Option *addVariantOption(CLI::App &command, ScenarioOptions &options);
void addParameterOption(CLI::App &command, ScenarioOptions &options);
/// Checks the name of a memory model: returns an error message, or nothing.
std::string checkModel(const std::string &name);
/// Adds only --quiet and --json.
void addOutputOptions(CLI::App &command, ScenarioOptions &options);

/// Why the scenario could not be loaded: complete lines for stderr.
struct ScenarioError {
    std::string lines;
};

std::expected<std::shared_ptr<const SourceText>, ScenarioError>
readScenario(const std::string &nameOrPath);

/// Compiles `variant` instead of the options' variant. Warnings of the language are printed on the
/// console.
std::expected<std::shared_ptr<const Program>, ScenarioError>
compileScenario(std::shared_ptr<const SourceText> source, const ScenarioOptions &options,
                const std::string &variant, Console &console);

/// Loads and compiles the options' scenario with the options' variant.
std::expected<std::shared_ptr<const Program>, ScenarioError>
loadScenario(const ScenarioOptions &options, Console &console);

} // namespace racewalk::cli

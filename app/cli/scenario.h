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

/// What every command that takes a SCENARIO is told about it, and how it should talk.
struct ScenarioOptions {
    std::string scenario;
    std::string variant;                 ///< empty: the first
    std::vector<std::string> parameters; ///< NAME=VALUE
    std::string memory;                  ///< empty: as the scenario says
    bool quiet = false;
    bool json = false;
};

/// Adds SCENARIO and the common options. `options` must outlive the parsing.
void addScenarioOptions(CLI::App &command, ScenarioOptions &options);
/// --quiet and --json alone.
void addOutputOptions(CLI::App &command, ScenarioOptions &options);

/// Why there is no program to work on: lines for stderr, complete with newlines.
struct ScenarioError {
    std::string lines;
};

std::expected<std::shared_ptr<const SourceText>, ScenarioError>
readScenario(const std::string &nameOrPath);

/// `variant` instead of the options' one. Warnings of the language go to the console.
std::expected<std::shared_ptr<const Program>, ScenarioError>
compileScenario(std::shared_ptr<const SourceText> source, const ScenarioOptions &options,
                const std::string &variant, Console &console);

/// Both of the above with the options' variant.
std::expected<std::shared_ptr<const Program>, ScenarioError>
loadScenario(const ScenarioOptions &options, Console &console);

} // namespace racewalk::cli

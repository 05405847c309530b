// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"
#include "program/program.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace racewalk::test {

using ParameterValues = std::vector<std::pair<std::string, std::int32_t>>;

/// Compiles a scenario given as text, under the name "test.race". If it has errors, the current
/// test fails with them in the form that users see, and std::runtime_error ends it: the result is
/// never null. An empty `variant` is the first one.
std::shared_ptr<const Program> programFor(std::string_view text, std::string_view variant = {},
                                          const ParameterValues &parameters = {},
                                          std::optional<MemoryModel> memory = {});

/// Compiles a file below the resources folder, e.g. "scenarios/inode/inode-teardown.race", like
/// programFor().
std::shared_ptr<const Program> programOf(std::string_view resource, std::string_view variant = {},
                                         const ParameterValues &parameters = {},
                                         std::optional<MemoryModel> memory = {});

std::shared_ptr<const Machine> machineFor(std::string_view text, std::string_view variant = {},
                                          const ParameterValues &parameters = {},
                                          std::optional<MemoryModel> memory = {});

std::shared_ptr<const Machine> machineOf(std::string_view resource, std::string_view variant = {},
                                         const ParameterValues &parameters = {},
                                         std::optional<MemoryModel> memory = {});

/// Returns the thread with that name; the current test fails as above if there is none.
ThreadId threadNamed(const Program &program, std::string_view name);

} // namespace racewalk::test

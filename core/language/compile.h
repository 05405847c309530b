// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/source/diagnostic.h"
#include "program/program.h"
#include "program/source_text.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace racewalk {

/// Selects a program of a scenario.
struct CompileOptions {
    std::string variant;                                          ///< empty: the first
    std::vector<std::pair<std::string, std::int32_t>> parameters; ///< in place of their defaults
    std::optional<MemoryModel> memory;                            ///< in place of the scenario's
};

struct Compiled {
    std::shared_ptr<const Program> program; ///< null if any diagnostic is an error
    std::vector<Diagnostic> diagnostics;    ///< in the order of the text
};

/// Parses, checks and lowers one variant of a scenario. All errors are reported at once. An error
/// in the options is a diagnostic without a place that lists the valid values. Time and memory are
/// bounded for any text.
Compiled compile(std::shared_ptr<const SourceText> source, const CompileOptions &options = {});

} // namespace racewalk

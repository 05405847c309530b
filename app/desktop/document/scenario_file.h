// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "language/compile.h"
#include "machine/machine.h"
#include "program/source_text.h"

#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace racewalk::desktop {

/// Why a scenario cannot be opened: a sentence for the message bar, and all details.
struct OpenError {
    QString sentence;
    QString details;
};

using ParameterValues = std::vector<std::pair<std::string, std::int32_t>>;

/// Reads a scenario's text. `sentence` of the error names the file.
std::expected<std::shared_ptr<const SourceText>, OpenError> readScenario(const QString &path);

/// The same with a text that is known: named as the command line names the file.
std::shared_ptr<const SourceText> sourceNamedAs(const std::filesystem::path &file,
                                                std::string text);

/// Compiles one variant; under the scenario's own memory model if none is given. May be called from
/// any thread.
std::expected<std::shared_ptr<const Machine>, OpenError>
machineFor(const std::shared_ptr<const SourceText> &source, const std::string &variant = {},
           const ParameterValues &parameters = {}, std::optional<MemoryModel> memory = {});

/// The first error as "Cannot open x.race: line 3, column 7: ...", with all of them as details.
OpenError openErrorFor(const SourceText &source, const std::vector<Diagnostic> &diagnostics);

} // namespace racewalk::desktop

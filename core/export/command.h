// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/formats.h"
#include "export/provenance.h"
#include "run/timeline/timeline.h"

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace racewalk {

/// One call of `racewalk export`.
struct ExportCall {
    ExportFormat format{};
    FormatOptions options{};
    std::string scenario; ///< the name of a shipped one, or a path
    Provenance from;      ///< what is exported; its file is not used
    std::string found{};  ///< the kind of the failure whose run is exported, not `from.schedule`
    StepNotes notes{};
    /// Other walks, for a format that can show all: name and schedule.
    std::vector<std::pair<std::string, std::string>> walks{};
    std::size_t maxStates = 0; ///< of the search for the fates; 0: as usual
    std::string file{};        ///< empty: standard output
};

/// The call as a command line, quoted for a shell. What the format does not read is left out.
std::string exportCommand(const ExportCall &call);

/// "--variant rcu_lookup --param lookups=2 --memory tso" with a blank before each; what is empty is
/// left out.
std::string subjectArguments(const Provenance &from);

/// Reads "4=evict is late" as a note on the step of index 3. The error is a fragment: "must be
/// ...".
std::expected<StepNotes::value_type, std::string> noteFrom(std::string_view text);
/// Reads "too late=lookup*2 evict!" as a name and a schedule. The error is a fragment, too.
std::expected<std::pair<std::string, std::string>, std::string> walkFrom(std::string_view text);

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/run.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace racewalk {

/// Where an exported run comes from: enough to walk it again. Every format carries it as the
/// command that replays it.
struct Provenance {
    std::string file; ///< the scenario's, as it was given
    std::string variant{};
    std::vector<std::pair<std::string, std::string>> parameters{}; ///< that are not as usual
    std::string memory{};                                          ///< empty: the scenario's own
    std::optional<std::string> schedule{}; ///< empty: without steps; none: no run
    bool operator==(const Provenance &) const = default;
};

/// Of a run up to its cursor.
Provenance provenanceOf(const Run &run);
/// Of a program without a run.
Provenance provenanceOf(const Program &program);

/// "racewalk replay inode-teardown.race --variant rcu_lookup --param lookups=2 --memory tso
/// --schedule 'lookup*2 evict!'", in one line, quoted for a shell. Except for the schedule, what is
/// empty is left out.
std::string replayCommand(const Provenance &provenance);

/// The name of a file without its folder.
std::string_view baseName(std::string_view path);

/// The first such command in the text of an exported file, whatever its format: as it is, with
/// line breaks behind backslashes, behind the marks of a comment or a quotation, or escaped as in
/// XML or JSON; rather one that begins a line, for remarks may have others. None if there is no
/// whole one.
std::optional<Provenance> provenanceIn(std::string_view text);

} // namespace racewalk

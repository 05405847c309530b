// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/formats.h"
#include "export/reports/json_parts.h"
#include "run/listing/code_listing.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

// What the page of a player shows, as values for its script. Internal to the module. Positions are
// those of the run.

/// A row of the shared state: what it is called. Its values are in playerValues().
struct PlayerRow {
    enum class Section : std::uint8_t { Values, Locks, Waiting, Buffers };
    Section section = Section::Values;
    std::string name;
    bool isCode = true; ///< the name is from the source
};
std::vector<PlayerRow> playerRows(const Machine &machine);

/// The value of each row at each position from `first` up to the cursor. A text is shown as it is;
/// {"weak"} as a hint; {"chips"} and {"flags"} are lists of names.
std::vector<std::vector<Json>> playerValues(const Run &run, std::size_t first);

/// The status of a thread at the run's cursor: {"look", "icon", "text"}.
Json playerStatus(const Run &run, const Timeline &timeline, ThreadId thread);

/// The marks of a thread's listing: {"line", "from", "to", "callers"} of the line at which it
/// stands; from and to in UTF-16 units from the first character that is no blank.
Json playerPlace(const std::vector<CodeLine> &listing, const std::vector<CodeMark> &marks);

/// The listing of each declared thread, without system lanes.
using PlayerListings = std::vector<std::vector<CodeLine>>;

/// One walk with everything that changes from step to step.
Json playerWalk(const RunToExport &run, const FormatOptions &options,
                const PlayerListings &listings);

/// The length of a part of a text in UTF-16 units, as scripts count.
std::size_t utf16Length(std::string_view text);

} // namespace racewalk

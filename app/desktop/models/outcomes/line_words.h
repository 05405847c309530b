// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "run/listing/code_listing.h"
#include "export/reports/lines_report.h"

#include <cstdint>
#include <vector>

namespace racewalk::desktop {

class LineSearch;

/// Marks the load-bearing lines, and those without which a new kind of failure appears.
void markLoadBearing(const LinesReport &report, const std::vector<CodeLine> &listing,
                     std::vector<CodeMark> &marks);

/// Returns the effects of the changes that begin in the line or remove it, one per line; empty if
/// there are none.
QString lineTip(const LinesReport &report, std::uint32_t line);

/// "Load-bearing lines: 12 of 58 changes tried", while searching.
QString lineProgressText(const LineSearch &search);

} // namespace racewalk::desktop

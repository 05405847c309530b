// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "desktop/search/coverage_search.h"
#include "desktop/search/search_queue.h"
#include "export/reports/lines_report.h"

#include <cstddef>

namespace racewalk::desktop {

/// Why nothing ends a hang, in the words of the command line, one sentence per line; empty for
/// another ending. The outcome is one of the machine's.
QString certificateText(const Machine &machine, const Outcome &outcome);

/// The lines that no interleaving reaches, one per line with their code, or one sentence.
QString unreachedText(const Program &program, const SearchResult &result,
                      const CoverageSearch &search);

/// The first `most` load-bearing lines, each with its code and what happens without it.
QString loadBearingText(const LinesReport &report, std::size_t most);

} // namespace racewalk::desktop

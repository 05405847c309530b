// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/base/message.h"
#include "export/reports/lines_report.h"

namespace racewalk::desktop {

/// Returns the result of a search for load-bearing lines, with the whole table as details.
Message linesMessage(const LinesReport &report);

} // namespace racewalk::desktop

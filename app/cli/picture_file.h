// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/formats.h"

namespace racewalk::cli {

/// A picture of a run as the bytes of a file, for a format that only Qt can paint. Needs no
/// display. The error says in one sentence why there is no picture, e.g. that this program was
/// built without Qt.
Written paintedFile(ExportFormat format, const RunToExport &run, const FormatOptions &options);

} // namespace racewalk::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/formats.h"

#include <string>

namespace racewalk {

/// How the exported run ends, in a few sentences, with its remark. Of a livelock, which its last
/// state alone does not tell, who runs forever, and from which step.
std::string endingText(const RunToExport &run);

} // namespace racewalk

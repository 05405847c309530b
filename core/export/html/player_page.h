// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export/formats.h"

#include <string>

namespace racewalk {

/// The page of the HTML player, and the policy that its head declares. The style and the script are
/// the only ones; everything from the scenario is escaped.
struct PlayerPage {
    std::string html, policy;
};
PlayerPage playerPage(const RunToExport &run, const FormatOptions &options);

/// The page as a SCORM 1.2 package. The same page yields the same bytes.
Written scormPackage(const std::string &title, const std::string &html);

} // namespace racewalk

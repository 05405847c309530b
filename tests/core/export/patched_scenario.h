// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace racewalk::test {

/// Applies a patch to the text of the file that it names, with patch(1). If it does not apply
/// exactly, the current test fails.
std::string patched(const std::string &text, const std::string &patch);

/// Writes what the export `delays` adds to a scenario in the language of scenarios: completions as
/// flags, waits as loops, the name of a thread as a comparison with `current`.
std::string asScenario(std::string text);

} // namespace racewalk::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace racewalk {

/// "Signed-off-by: A <a@b>"
bool isMailTag(std::string_view line);

/// Whether a line reads as a sentence of a mail or a greeting, and not as a statement: "Then pay()
/// waits for ever.", "Thanks,".
bool isSentence(std::string_view line);

} // namespace racewalk

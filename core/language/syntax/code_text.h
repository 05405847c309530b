// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/source_span.h"
#include "program/source_text.h"

#include <string>

namespace racewalk {

/// The text of a span on one line: comments are left out, white space is one blank.
std::string codeText(const SourceText &source, const SourceSpan &span);

} // namespace racewalk

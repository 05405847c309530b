// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "architecture/house_rules.h"

namespace racewalk::test {

/// Checks that each header of core and app includes the standard header of every std:: name it
/// uses, and reports names that the table in standard_headers.cpp does not know. Precompiled headers
/// would hide a missing one. The compiler finds our own missing headers, because each .cpp of core
/// includes its own header first.
Violations standardHeaderViolations(std::span<const SourceFile> files);

} // namespace racewalk::test

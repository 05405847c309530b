// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "architecture/house_rules.h"

namespace racewalk::test {

/// No `default:` in core and app in a switch over an enum of ours: it would hide that a new
/// enumerator was forgotten. Enums of Qt, numbers and characters may have one.
Violations switchViolations(std::span<const SourceFile> files);

} // namespace racewalk::test

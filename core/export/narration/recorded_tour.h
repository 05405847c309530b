// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "run/run.h"
#include "run/timeline/timeline.h"

#include <expected>
#include <string>
#include <string_view>

namespace racewalk {

/// A walk as a `tour` block of its scenario: each note is the narration of the steps up to its own.
/// Steps behind the last note are told by how the walk ends. The error is a sentence without a full
/// stop: no notes, a walk that has not ended, or parameters that tours cannot have.
std::expected<std::string, std::string> recordedTour(const Run &run, const Timeline &timeline,
                                                     std::string_view title);

} // namespace racewalk

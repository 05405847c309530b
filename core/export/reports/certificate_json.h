// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/explain/hang_certificate.h"

#include <nlohmann/json_fwd.hpp>

namespace racewalk {

/// Returns a hang's certificate as JSON, with its description; used in `check --json`.
nlohmann::ordered_json certificateJson(const Program &program, const HangCertificate &certificate);

} // namespace racewalk

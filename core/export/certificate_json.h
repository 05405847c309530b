// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/explain/hang_certificate.h"

#include <nlohmann/json_fwd.hpp>

namespace racewalk {

/// A hang's certificate as data, with its words: one of the values in `check --json`.
nlohmann::ordered_json certificateJson(const Program &program, const HangCertificate &certificate);

} // namespace racewalk

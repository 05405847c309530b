// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/step.h"
#include "program/finding_kind.h"
#include "program/ids.h"
#include "program/source_span.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace racewalk {

struct HangCertificate; // of core/explore, which alone makes and reads it

/// A failure or a warning, and the run that shows it.
struct Finding {
    FindingKind kind = FindingKind::None;
    std::string message; ///< one sentence fragment without a full stop: "lookup sleeps forever"
    std::optional<ThreadId> thread;
    SourceSpan span;
    std::string object;      ///< path of the cell or object it is about, or empty
    std::vector<Step> steps; ///< from the initial state; replaying them shows the finding
    std::size_t contextSwitches = 0;
    std::shared_ptr<const HangCertificate> certificate; ///< of a hang, and only of one
    SourceSpan otherSpan{};          ///< of a data race: the access that `span` races with
    std::vector<ThreadId> runners{}; ///< of a livelock: the threads that run forever
};

} // namespace racewalk

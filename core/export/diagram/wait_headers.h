// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/program.h"

#include <cstdint>
#include <optional>
#include <string>

namespace racewalk {

/// A call that is several operations with other names: wait_event() and its like.
struct WaitCall {
    SourceSpan span;
    std::string header; ///< "wait_event(close_wq, ..)"
};

/// The call that the operation at `position` is part of, if there is one.
std::optional<WaitCall> waitCallAt(const Program &program, const Body &body,
                                   std::uint32_t position);

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/source_span.h"

#include <cstdint>
#include <string>
#include <vector>

namespace racewalk {

/// A change to a program: some statements removed, or two swapped. Used to find the lines that
/// affect its outcomes.
struct LineChange {
    enum class Kind : std::uint8_t {
        LeaveOut,
        /// A statement that takes a lock or enters a read section, with all that release or leave
        /// it.
        LeaveOutPair,
        Swap, ///< two neighbours
    };
    Kind kind = Kind::LeaveOut;
    /// One statement. For a pair: first the one that takes the lock, then the others in the order
    /// of the text.
    std::vector<SourceSpan> statements;
    std::string text; ///< text of the first statement, up to the end of its line, without comments

    std::uint32_t line() const { return statements.front().line; }
};

/// "leave_out", "leave_out_pair", "swap": as JSON spells it.
constexpr const char *toText(LineChange::Kind kind)
{
    switch (kind) {
    case LineChange::Kind::LeaveOut:
        return "leave_out";
    case LineChange::Kind::LeaveOutPair:
        return "leave_out_pair";
    case LineChange::Kind::Swap:
        return "swap";
    }
    return "";
}

} // namespace racewalk

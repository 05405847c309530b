// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/program.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace racewalk {

/// The instructions that one step can execute.
struct StepFlow {
    std::vector<std::uint32_t> passed; ///< executed instructions, the first one first
    std::vector<std::uint32_t> stops;  ///< possible positions of the thread afterwards
    bool hasJoins = false;
    bool hasLoop = false;

    bool isStop(std::uint32_t position) const { return (m_marks[position] & stop) != 0; }
    bool isPassed(std::uint32_t position) const { return (m_marks[position] & pass) != 0; }
    /// Whether the instruction is executed and can be reached from more than one instruction.
    bool isJoin(std::uint32_t position) const { return (m_marks[position] & join) != 0; }

    enum Mark : std::uint8_t { pass = 1, stop = 2, join = 4 };
    /// True if the mark is new.
    bool mark(std::uint32_t position, Mark mark);

    explicit StepFlow(std::size_t size) : m_marks(size) {}

private:
    std::vector<std::uint8_t> m_marks; ///< by position
};

/// Returns the flow of a step that begins with the visible operation at `start`; if `isLocal`, of
/// local work that begins there: after an Awake, or a property.
StepFlow stepFlow(const Body &body, std::uint32_t start, bool isLocal);

/// Returns the possible positions of a thread of this body between steps: before visible
/// operations, asleep (Awake), before a MightSleep that fails, at End.
std::vector<std::uint32_t> standingPositions(const Body &body);

} // namespace racewalk

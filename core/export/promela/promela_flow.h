// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/program.h"

#include <cstdint>
#include <vector>

namespace racewalk {

/// The instructions that one step can come through.
struct StepFlow {
    std::vector<std::uint32_t> passed; ///< what the step does, its first instruction first
    std::vector<std::uint32_t> stops;  ///< where the thread can stand afterwards
    bool hasJoins = false;
    bool hasLoop = false;

    bool isStop(std::uint32_t position) const { return (m_marks[position] & stop) != 0; }
    bool isPassed(std::uint32_t position) const { return (m_marks[position] & pass) != 0; }
    /// Whether it is passed and reached from more than one instruction.
    bool isJoin(std::uint32_t position) const { return (m_marks[position] & join) != 0; }

    enum Mark : std::uint8_t { pass = 1, stop = 2, join = 4 };
    /// True if the mark is new.
    bool mark(std::uint32_t position, Mark mark);

    explicit StepFlow(std::size_t size) : m_marks(size) {}

private:
    std::vector<std::uint8_t> m_marks; ///< by position
};

/// Of a step that begins with the visible operation at `start`, or of local work that begins there
/// if `isLocal`: behind an Awake, or of a property.
StepFlow stepFlow(const Body &body, std::uint32_t start, bool isLocal);

/// Where a thread of this body can stand, from its beginning on: before visible operations, asleep
/// (Awake), before a MightSleep that fails, at End.
std::vector<std::uint32_t> standingPositions(const Body &body);

} // namespace racewalk

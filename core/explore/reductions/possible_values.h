// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "program/control_flow.h"
#include "program/program.h"

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace racewalk {

/// The values that an operand can have over all runs: never too few, possibly too many.
struct PossibleValues {
    bool isAny = false;
    std::vector<std::int32_t> values; ///< ascending, each once; empty if any

    bool contains(std::int32_t value) const;
    /// Whether it always has that value where the instruction executes without a failure;
    /// dereferencing NULL fails.
    bool isOnly(std::int32_t value) const;
    bool operator==(const PossibleValues &) const = default;
};

/// Finds the possible values of operands in the code of one thread, without executing it. A
/// register has the values of the instructions that can have set it last. A pointer read from
/// memory can point to every object of its type.
class ValueFinder {
public:
    /// `program` outlives the finder.
    ValueFinder(const Program &program, ThreadId thread);

    /// The values of the operand of the instruction at `position`.
    PossibleValues at(std::uint32_t position, Operand operand);

private:
    PossibleValues registerAt(std::uint32_t position, RegisterId id);
    PossibleValues setBy(std::uint32_t position);
    PossibleValues computedBy(std::uint32_t position);
    PossibleValues elementOf(std::uint32_t position);
    PossibleValues allocatedFrom(std::int32_t pool) const;
    PossibleValues peekedBy(std::uint32_t position);
    /// All values of the type.
    PossibleValues anyOf(TypeId type) const;
    bool mayBeSetByNumber(const Instruction &instruction, RegisterId id) const;

    const Program &m_program;
    const Thread &m_thread;
    const Body &m_body;
    Predecessors m_predecessors;
    std::map<std::pair<std::uint32_t, RegisterId>, PossibleValues> m_known;
    int m_depth = 0;
};

} // namespace racewalk

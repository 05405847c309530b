// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"
#include "run/timeline/event.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace racewalk::test {

/// What has been compared.
struct CheckedNotes {
    std::map<Op, std::size_t> operations;
    std::set<std::string> results; ///< of single operations; values and names are left out
    std::size_t steps = 0, blocks = 0, failures = 0, properties = 0, unknown = 0;
};

/// A machine of the program whose states have all registers, as NoteOracle needs them.
std::shared_ptr<const Machine> machineForNotes(const Program &program);

/// Says what the note of a step must be, from the states before and after it and the program's
/// text: nothing that a step records is used, except that it had warnings.
class NoteOracle {
public:
    /// `machine` is one of machineForNotes().
    explicit NoteOracle(std::shared_ptr<const Machine> machine);

    /// Holds the note of a step against the states around it.
    void check(StateView before, StateView after, const Event &event, CheckedNotes &checked);

private:
    std::optional<std::string> block(StateView before, StateView after, const Event &event,
                                     CheckedNotes &checked);
    const Machine &splitFor(ThreadId thread, std::uint32_t begin);

    std::shared_ptr<const Machine> m_machine;
    Machine m_bare; ///< without properties
    std::map<std::pair<ThreadId, std::uint32_t>, std::unique_ptr<const Machine>>
        m_split; ///< by thread and where the block begins
};

} // namespace racewalk::test

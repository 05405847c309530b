// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/base/watch.h"
#include "explore/graph_layout/graph_layout.h"
#include "machine/machine.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// Words that a state must match, all of them, without regard to case:
/// - `lookup: schedule`, or `lookup:schedule`: the thread's next operation has the text
/// - `i_state=I_FREEING`: the variable, lock or queue of that path or last part of a path has the
///   value, or the flag
/// - `fate:doomed`: safe, open, doomed or unknown
/// - any other word: some thread's next operation, or the name of the ending, has the text
class StateQuery {
public:
    /// Both outlive the query.
    StateQuery(const Machine &machine, const GraphLayout &layout, std::string_view text);

    bool isEmpty() const { return m_terms.empty(); }
    bool matches(StateIndex state) const;

private:
    struct Term {
        std::optional<Fate> fate;
        std::optional<ThreadId> thread; ///< whose operation must match
        std::vector<CellId> cells;      ///< one of which must have the value
        bool isValue = false;
        std::string text; ///< in lower case
    };

    void add(std::string_view word);
    bool matches(const Term &term, StateIndex index, StateView state) const;
    bool isNext(StateView state, ThreadId thread, std::string_view text) const;

    const Machine &m_machine;
    const GraphLayout &m_layout;
    std::vector<Term> m_terms;
};

/// Returns all states that match, hidden ones too, by layer and then by y; none for an empty query.
/// Throws EvaluationStopped.
std::vector<StateIndex> findStates(const Machine &machine, const GraphLayout &layout,
                                   std::string_view text, Watch watch = {});

} // namespace racewalk

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/syntax/syntax_tree.h"
#include "program/line_change.h"
#include "program/program.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace racewalk {

/// The changes of single statements that find a program's load-bearing lines: each statement of its
/// threads, and of the functions that they call, removed; each two neighbours swapped. Locks and
/// read sections are removed together with their releases, never one side alone, because only the
/// imbalance would then be found.
///
/// Labels and jumps keep their places; a declaration is removed, but not moved.
class LineChanges {
public:
    /// `program` was returned by compile().
    explicit LineChanges(std::shared_ptr<const Program> program);

    /// Sorted by the place of the first statement in the text, then by kind.
    const std::vector<LineChange> &list() const { return m_list; }

    /// Returns the changed program with the original line numbers; null if it does not compile, for
    /// example because a used variable is missing.
    std::shared_ptr<const Program> changed(std::size_t number);

private:
    /// The removed statements, or the two that are swapped.
    using Statements = std::vector<syntax::Statement *>;

    struct Edit {
        LineChange change;
        Statements statements;
    };

    class Collector;
    std::shared_ptr<const Program> build() const;

    std::shared_ptr<const Program> m_program;
    syntax::SyntaxTree m_tree; ///< the original, except during changed()
    std::vector<LineChange> m_list;
    std::vector<Statements> m_statements; ///< by number in m_list
};

} // namespace racewalk

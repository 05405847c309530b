// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/syntax/syntax_tree.h"
#include "program/line_change.h"
#include "program/program.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace racewalk {

/// The changes of single statements that say what a program needs: each statement of its threads,
/// and of the functions that they call, left out; each two neighbours in the other order. Locks and
/// read sections are left out together with what ends them, never one side alone, as nothing but
/// the imbalance would then be seen.
///
/// Labels, and what goes elsewhere, keep their places; a declaration is left out, but not moved.
class LineChanges {
public:
    /// `program` is one that compile() gave.
    explicit LineChanges(std::shared_ptr<const Program> program);

    /// By place of the first statement in the text, then by kind.
    const std::vector<LineChange> &list() const { return m_list; }

    /// The changed program; its lines have the numbers that they had. Null if it is no program any
    /// more, as without a variable that is used.
    std::shared_ptr<const Program> changed(std::size_t number);

private:
    /// What is left out; two that change places.
    using Statements = std::vector<syntax::Statement *>;

    struct Edit {
        LineChange change;
        Statements statements;
    };

    class Collector;
    std::shared_ptr<const Program> build() const;

    std::shared_ptr<const Program> m_program;
    syntax::SyntaxTree m_tree; ///< as it was, but while changed() is at work
    std::vector<LineChange> m_list;
    std::vector<Statements> m_statements; ///< by number in m_list
};

} // namespace racewalk

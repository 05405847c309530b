// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/syntax/syntax_tree.h"
#include "program/program.h"

#include <vector>

namespace racewalk {

/// Statements that belong together because one takes what another releases: a spinlock, mutex,
/// read-write lock, seqlock, or an RCU read section.
struct LockGroup {
    std::vector<syntax::Statement *> takes; ///< in the order of the text, like the others
    std::vector<syntax::Statement *> releases;
    /// False if a lock is also taken by a part of a statement: `if (mutex_trylock(&m))`.
    bool isStatementsOnly = true;

    /// Whether takes and releases stay balanced if all of them are removed.
    bool isBalanced() const { return isStatementsOnly && !takes.empty() && !releases.empty(); }
};

/// Follows the code of `program`, with its calls, from each place where a lock is taken to those
/// where it is first released. `statements` belong to `tree`, from which the program was made;
/// statements of other groups are in none.
std::vector<LockGroup> findLockGroups(const Program &program, const syntax::SyntaxTree &tree,
                                      const std::vector<syntax::Statement *> &statements);

} // namespace racewalk

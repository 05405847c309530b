// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/syntax/syntax_tree.h"
#include "program/program.h"

#include <vector>

namespace racewalk {

/// Statements of the text that belong together because what one of them takes, another releases: a
/// spinlock, mutex, read-write lock, seqlock, or an RCU read section.
struct LockGroup {
    std::vector<syntax::Statement *> takes; ///< in the order of the text, like the others
    std::vector<syntax::Statement *> releases;
    /// Not if a lock is also taken by what is only a part of one: `if (mutex_trylock(&m))`.
    bool isStatementsOnly = true;

    /// Whether nothing is taken or released one time too often without all of them.
    bool isBalanced() const { return isStatementsOnly && !takes.empty() && !releases.empty(); }
};

/// Follows the code of `program`, with its calls, from each place where something is taken to those
/// where the same is released first. `statements` are of `tree`, which the program was made of;
/// those of other groups are in none.
std::vector<LockGroup> findLockGroups(const Program &program, const syntax::SyntaxTree &tree,
                                      const std::vector<syntax::Statement *> &statements);

} // namespace racewalk

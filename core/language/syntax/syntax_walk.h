// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/syntax/syntax_statements.h"

#include <functional>

namespace racewalk::syntax {

/// Calls `visit` for every statement inside the block, at any depth, each before those inside it.
void forEachStatement(Block &block, const std::function<void(Statement &)> &visit);

/// Calls `visit` for every expression of the statement, at any depth, but not for those of nested
/// statements.
void forEachExpression(const Statement &statement,
                       const std::function<void(const Expression &)> &visit);

/// Calls `visit` for the expressions that are operands or arguments of this one, from left to
/// right.
void forEachChild(const Expression &expression,
                  const std::function<void(const Expression &)> &visit);

} // namespace racewalk::syntax

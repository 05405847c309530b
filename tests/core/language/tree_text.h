// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/syntax/syntax_tree.h"

#include <string>

namespace racewalk::test {

/// Expressions with all parentheses that their structure means, statements on one line each:
/// what a parser test compares, so that the grouping can be read.
std::string toText(const syntax::Expression &expression);
std::string toText(const syntax::Initializer &initializer);
std::string toText(const syntax::TypeName &type);
std::string toText(const syntax::Variable &variable);
std::string toText(const syntax::Statement &statement);
std::string toText(const syntax::Block &block);

} // namespace racewalk::test

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/compile.h"
#include "language/source/problems.h"
#include "language/syntax/syntax_tree.h"
#include "program/program.h"

#include <memory>

namespace racewalk {

/// Checks and lowers a syntax tree. If a problem is reported, the result is invalid. Leaves
/// Program::addedLines empty.
Program buildProgram(std::shared_ptr<const SourceText> source, const syntax::SyntaxTree &tree,
                     const CompileOptions &options, Problems &problems);

} // namespace racewalk

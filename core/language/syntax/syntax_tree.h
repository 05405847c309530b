// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/syntax/syntax_declarations.h"
#include "language/syntax/syntax_expressions.h"
#include "language/syntax/syntax_statements.h"
#include "program/source_span.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace racewalk::syntax {

/// One variant of a scenario as it was written: no name is looked up, no type is checked.
/// Declarations of one kind are in the order of the text; across kinds, compare spans.
struct SyntaxTree {
    std::optional<Text> title;
    std::optional<Text> about;
    /// "sc", "tso" or "pso".
    std::optional<Identifier> memoryModel;

    /// All declared variants, not only the chosen one; names are unique.
    std::vector<VariantDeclaration> variants;
    /// The chosen variant; empty if the scenario declares none.
    std::string variant;

    std::vector<ParamDeclaration> params;
    std::vector<DefineDeclaration> defines;
    std::vector<EnumDeclaration> enums;
    std::vector<StructDeclaration> structs;
    std::vector<GlobalDeclaration> globals;
    std::vector<FunctionDeclaration> functions;
    std::vector<ThreadDeclaration> threads;
    std::vector<PropertyDeclaration> invariants;
    std::vector<PropertyDeclaration> finals;
    std::vector<Expectation> expectations;
    std::vector<Tour> tours;

    /// By line number - 1: whether the chosen variant has the line. Directives (#ifdef ...) are not
    /// active.
    std::vector<bool> activeLines;
    /// `//@ text` at the end of an active line, by line number.
    std::map<std::uint32_t, std::string> notes;
};

} // namespace racewalk::syntax

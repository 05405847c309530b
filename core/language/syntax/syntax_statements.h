// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/syntax/syntax_expressions.h"
#include "program/source_span.h"

#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace racewalk::syntax {

struct Statement;
using StatementPtr = std::unique_ptr<Statement>;

/// One declared name; `int *a, b[2];` are two variables.
struct Variable {
    TypeName type;
    Identifier name;
    /// One for each `[]`; null where it is empty (`int a[] = { 1, 2 }`).
    std::vector<ExpressionPtr> arraySizes;
    std::optional<Initializer> initializer;
    /// From the type (for the first name of a declaration) or the name to the end of the
    /// initializer.
    SourceSpan span;
};

/// `{ ... }`, braces included in the span. A scope of its own.
struct Block {
    std::vector<Statement> statements;
    SourceSpan span;
};

struct EmptyStatement {};

struct ExpressionStatement {
    ExpressionPtr expression;
};

/// Local variables.
struct DeclarationStatement {
    std::vector<Variable> variables;
};

struct IfStatement {
    ExpressionPtr condition;
    StatementPtr whenTrue;
    /// Null without `else`.
    StatementPtr whenFalse;
};

struct WhileStatement {
    ExpressionPtr condition;
    StatementPtr body;
};

struct DoStatement {
    StatementPtr body;
    ExpressionPtr condition;
};

/// A scope of its own. At most one of `declarations` and `initial` is used.
struct ForStatement {
    std::vector<Variable> declarations;
    /// Separated by commas, evaluated from left to right.
    std::vector<ExpressionPtr> initial;
    /// Null means forever.
    ExpressionPtr condition;
    std::vector<ExpressionPtr> step;
    StatementPtr body;
};

/// The CaseLabels are among the body's own statements; labels at deeper levels belong to inner
/// switches or are errors.
struct SwitchStatement {
    ExpressionPtr value;
    Block body;
};

/// `case value:`; null is `default:`. The labelled statements follow it in the block.
struct CaseLabel {
    ExpressionPtr value;
};

/// `name:`; the labelled statement follows it in the block.
struct Label {
    Identifier name;
};

struct GotoStatement {
    Identifier label;
};

struct BreakStatement {};

struct ContinueStatement {};

struct ReturnStatement {
    /// Null in `return;`.
    ExpressionPtr value;
};

/// `atomic { ... }`
struct AtomicStatement {
    Block body;
};

/// `span` covers the whole statement, its `;` included.
struct Statement {
    std::variant<EmptyStatement, ExpressionStatement, DeclarationStatement, Block, IfStatement,
                 WhileStatement, DoStatement, ForStatement, SwitchStatement, CaseLabel, Label,
                 GotoStatement, BreakStatement, ContinueStatement, ReturnStatement, AtomicStatement>
        node;
    SourceSpan span;
};

} // namespace racewalk::syntax

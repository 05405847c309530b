// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language/syntax/syntax_expressions.h"
#include "language/syntax/syntax_statements.h"
#include "program/source_span.h"

#include <optional>
#include <string>
#include <vector>

namespace racewalk::syntax {

struct VariantDeclaration {
    Identifier name;
    /// Empty if none was given.
    Text title;
    SourceSpan span;
};

/// `param NAME = value in low..high;`
struct ParamDeclaration {
    Identifier name;
    ExpressionPtr value;
    ExpressionPtr low;
    ExpressionPtr high;
    SourceSpan span;
};

/// `#define NAME value` of an active line. Uses of the name stay names in the tree. A #define
/// without a value only steers #ifdef and is not here.
struct DefineDeclaration {
    Identifier name;
    ExpressionPtr value;
    SourceSpan span;
};

struct Enumerator {
    Identifier name;
    /// Null: one more than the one before.
    ExpressionPtr value;
    SourceSpan span;
};

struct EnumDeclaration {
    /// A made-up name (no identifier) for `enum { ... }`.
    Identifier tag;
    std::vector<Enumerator> enumerators;
    SourceSpan span;
};

/// The fields have no initializer.
struct StructDeclaration {
    /// A made-up name (no identifier) for `struct { ... } object;`.
    Identifier tag;
    std::vector<Variable> fields;
    SourceSpan span;
};

/// A variable at the top level. `pool struct T name[N];` has exactly one array size; with an
/// initializer, the objects that it names are allocated from the start.
struct GlobalDeclaration {
    Variable variable;
    bool isPool = false;
    SourceSpan span;
};

struct FunctionDeclaration {
    TypeName result;
    Identifier name;
    /// None for `(void)` and `()`. A name may be empty in a prototype only.
    std::vector<Variable> parameters;
    /// Not there for a prototype.
    std::optional<Block> body;
    SourceSpan span;
};

struct ThreadDeclaration {
    Identifier name;
    /// Null for a single thread.
    ExpressionPtr count;
    bool isDaemon = false;
    Block body;
    SourceSpan span;
};

/// `invariant expr;` or `final expr;`
struct PropertyDeclaration {
    ExpressionPtr condition;
    SourceSpan span;
};

/// `expect VARIANT under MODEL: KIND, KIND;` Kinds are words as written; `ok` gives no kinds.
struct Expectation {
    /// Not there for a scenario without variants: `expect ok;`
    std::optional<Identifier> variant;
    std::optional<Identifier> model;
    std::vector<Identifier> kinds;
    SourceSpan span;
};

/// `STEPS "narration";` The schedule is the text as written, comments blanked, so that a byte at
/// offset i stands at scheduleSpan.begin + i. It may be empty (narration before the first step).
struct TourStep {
    std::string schedule;
    SourceSpan scheduleSpan;
    Text narration;
    SourceSpan span;
};

struct Tour {
    Text title;
    std::optional<Identifier> variant;
    std::optional<Identifier> model;
    std::vector<TourStep> steps;
    /// The word of `end hang;`: "hang", "ok" or another kind.
    std::optional<Identifier> ending;
    SourceSpan span;
};

} // namespace racewalk::syntax
